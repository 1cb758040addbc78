public import Bytes

/// Why an index cannot be opened, read or written: one sentence for people.
public struct IndexError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  public enum Code: String, Sendable {
    /// There is no index at the place.
    case missing
    /// The folder holds other things.
    case notAnIndex
    /// It was written by another version, or with other rules.
    case incompatible
    /// Bytes are not what was written.
    case damaged
    /// Another process writes to it.
    case locked
    /// The operating system refused.
    case system
    /// A limit of the format was reached.
    case tooLarge
  }

  /// What kind of failure it was.
  public let code: Code
  /// The file or folder.
  public let path: String
  /// The section of the file and where in it, if it is known.
  public let place: String?
  /// What is wrong and what to do, without the path.
  public let reason: String
  /// What the operating system said, if it did.
  public let underlying: SystemError?

  /// An error of these parts.
  public init(
    _ code: Code, path: String, place: String? = nil, reason: String,
    underlying: SystemError? = nil
  ) {
    self.code = code
    self.path = path
    self.place = place
    self.reason = reason
    self.underlying = underlying
  }

  /// The error of a failed call, with a remedy where there is one.
  public init(_ error: SystemError) {
    let remedy =
      error.isOutOfSpace
      ? "; free some space and run again: the last commit is intact" : ""
    self.init(
      .system, path: error.path, reason: "cannot \(error.operation): \(error.reason)\(remedy)",
      underlying: error)
  }

  static func damaged(_ path: String, _ place: String) -> IndexError {
    IndexError(
      .damaged, path: path, place: place,
      reason: "the bytes are not what was written; restore the file or build the index again")
  }

  /// The place and what is wrong there.
  public var description: String {
    place.map { "\(path), \($0): \(reason)" } ?? "\(path): \(reason)"
  }
}

/// Runs `body` and turns an error of the operating system into one of the index.
func system<Result>(
  _ body: () throws(SystemError) -> Result
) throws(IndexError) -> Result {
  do { return try body() } catch { throw IndexError(error) }
}
