internal import Glibc

/// Reads a text file line by line with bounded memory.
///
/// Lines end with LF or CR LF; a byte order mark at the start is skipped; the last line needs no
/// end. A line is at most `longestLine` bytes, so a file that is no text fails instead of filling
/// the memory.
struct LineReader: ~Copyable {
  /// The longest line accepted, in bytes: 16 MiB.
  static let longestLine = 16 << 20

  /// The file, for error messages.
  let path: String
  /// The number of the line that `next()` gave last, from 1.
  private(set) var line = 0

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Opens the file `path` for reading.
  init(path: String) throws(EvaluationError) {
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw Self.unreadable(path, errno) }
  }

  /// Reads `text` as if it were the content of a file `path`.
  init(text: String, path: String) {
    self.path = path
    descriptor = -1
    buffer = Array(text.utf8)
    isAtEnd = true
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next line without its end, or nil after the last.
  mutating func next() throws(EvaluationError) -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        return try take(upTo: end, resumingAt: end + 1)
      }
      if isAtEnd {
        return start < buffer.count ? try take(upTo: buffer.count, resumingAt: buffer.count) : nil
      }
      guard buffer.count - start <= Self.longestLine else {
        throw error(.tooLong, "the line is longer than 16 MiB; is this a text file?", line + 1)
      }
      searched = buffer.count - start
      try fill()
    }
  }

  /// An error about the line that was read last, or about the line `number`.
  func error(
    _ code: EvaluationError.Code, _ reason: String, _ number: Int? = nil
  ) -> EvaluationError {
    EvaluationError(code, path: path, line: number ?? line, reason: reason)
  }

  private mutating func take(
    upTo end: Int, resumingAt next: Int
  ) throws(EvaluationError) -> ArraySlice<UInt8> {
    line += 1
    var text = buffer[start..<end]
    start = next
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    if line == 1 {
      if text.starts(with: [0x1F, 0x8B]) {
        throw error(.notText, "the file is compressed; unpack it with gunzip first")
      }
      if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    }
    if text.contains(0) {
      throw error(.notText, "the line holds zero bytes; the file must be text in UTF-8")
    }
    return text
  }

  /// Moves what is unread to the front and reads more behind it.
  private mutating func fill() throws(EvaluationError) {
    buffer.removeFirst(start)
    start = 0
    let size = max(1 << 16, buffer.count)
    var chunk = [UInt8](repeating: 0, count: size)
    var count = 0
    repeat {
      count = unsafe chunk.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
    } while count < 0 && errno == EINTR
    if count < 0 { throw Self.unreadable(path, errno) }
    if count == 0 { isAtEnd = true }
    buffer += chunk[..<count]
  }

  private static func unreadable(_ path: String, _ number: Int32) -> EvaluationError {
    let reason = unsafe String(cString: strerror(number))
    return EvaluationError(
      .unreadable, path: path,
      reason: "cannot be read (\(reason)); check the name and the permissions", underlying: number)
  }
}

extension ArraySlice<UInt8> {
  /// The columns of a line, separated by any number of spaces or tabs.
  var columns: [ArraySlice<UInt8>] {
    split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// The bytes as text; what is not valid UTF-8 becomes U+FFFD.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Whether there is nothing but spaces and tabs.
  var isBlank: Bool { allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

  /// The text, cut to 40 characters, in quotation marks, for error messages.
  var quoted: String {
    let text = self.prefix(400).text
    return "\"" + (text.count > 40 ? text.prefix(39) + "…" : text[...]) + "\""
  }
}
