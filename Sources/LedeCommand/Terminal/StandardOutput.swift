internal import Glibc

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

/// Open files by number.
enum FileDescriptor {
  /// Writes all of `bytes`; what went wrong, or nil.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return unsafe String(cString: strerror(errno))
      }
      start += count
    }
    return nil
  }

  /// All that can be read; what went wrong, or nil, beside it.
  static func readAll(_ descriptor: Int32) -> (bytes: [UInt8], problem: String?) {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return (bytes, unsafe String(cString: strerror(errno)))
      }
      if count == 0 { return (bytes, nil) }
      bytes += piece[..<count]
    }
  }
}
