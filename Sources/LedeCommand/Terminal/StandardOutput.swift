/// Standard output, written in large pieces.
///
/// Whatever is not flushed is lost: end with `flush`.
struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []

  init() {}

  /// Prints `text` and the end of the line.
  mutating func print(_ text: String = "") throws {
    buffer += text.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 16 { try flush() }
  }

  /// Writes what was printed.
  mutating func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    if let problem = FileDescriptor.write(buffer, to: 1) {
      throw CommandError("standard output cannot be written: \(problem)")
    }
  }

  /// Writes `text` and forgets about it.
  static func writeIgnoringFailure(_ text: String) {
    _ = FileDescriptor.write(Array(text.utf8), to: 1)
  }
}

/// Standard error: messages for people.
enum StandardError {
  /// Prints `text` and the end of the line.
  static func print(_ text: String) { write(text + "\n") }

  /// Prints `text` as it is.
  static func write(_ text: String) { _ = FileDescriptor.write(Array(text.utf8), to: 2) }
}
