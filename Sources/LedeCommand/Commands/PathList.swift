internal import Glibc

/// The paths that a command was given, with `-` replaced by those on standard input.
struct PathList {
  private(set) var paths: [String] = []

  /// Those of `arguments`.
  ///
  /// - Throws: `CommandError` for an argument that does not exist. A path on standard input may be
  ///   gone by the time it is read: it fails like any file.
  init(_ arguments: [String]) throws {
    for argument in arguments {
      if argument == "-" {
        paths += try Self.onStandardInput()
      } else if unsafe access(argument, F_OK) == 0 {
        paths.append(argument)
      } else {
        throw CommandError(
          "\(argument): \(unsafe String(cString: strerror(errno))); check the path")
      }
    }
  }

  /// The lines of standard input, or its parts between zero bytes if it has any (`find -print0`).
  private static func onStandardInput() throws -> [String] {
    let (bytes, problem) = FileDescriptor.readAll(0)
    if let problem { throw CommandError("standard input cannot be read: \(problem)") }
    let separator: UInt8 = bytes.contains(0) ? 0 : UInt8(ascii: "\n")
    let paths = bytes.split(separator: separator).map { String(decoding: $0, as: UTF8.self) }
    guard !paths.isEmpty else {
      throw CommandError("standard input lists no paths; write one a line")
    }
    return paths
  }
}
