/// Why a document, or a part of it, gave no article: one sentence for people.
public struct IngestionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it was.
  public enum Code: String, Sendable {
    case unreadable, empty, unknownFormat, malformed, tooLarge, encoding, archive, timeout
  }

  /// What kind of failure it was.
  public let code: Code
  /// The file, as in `SourceDocument.path`.
  public let path: String
  /// The line or record in the file, if it is known: "line 17", "record 4".
  public let place: String?
  /// What is wrong and what to do, without the path and without a full stop.
  public let reason: String
  /// The operating system's error number, or 0.
  public let underlying: Int32

  /// An error of these parts.
  public init(
    _ code: Code, path: String, place: String? = nil, reason: String, underlying: Int32 = 0
  ) {
    self.code = code
    self.path = path
    self.place = place
    self.reason = reason
    self.underlying = underlying
  }

  /// The sentence: path, place and reason.
  public var description: String {
    place.map { "\(path), \($0): \(reason)" } ?? "\(path): \(reason)"
  }
}
