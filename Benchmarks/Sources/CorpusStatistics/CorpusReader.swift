internal import Glibc

/// Reads the words of the articles in a file of JSON Lines, one article at a time.
///
/// An article is an object with the members `title` and `body`; other members are passed over.
/// Words are runs of ASCII letters, in lower case, digits and bytes above 127: on normalised text
/// the same as splitting at spaces. Memory does not grow with the file, only with its longest line.
public struct CorpusReader: ~Copyable {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0

  /// Opens the file at `path`; throws where that cannot be done.
  public init(_ path: String) throws(CorpusError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CorpusError("\(path): \(unsafe String(cString: strerror(errno))); check the path")
    }
  }

  deinit { close(descriptor) }

  /// The size of the file, in bytes.
  public var bytes: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Puts the words of the next article into `words`; false at the end of the file.
  public mutating func next(_ words: inout ArticleWords) -> Bool {
    while let line = nextLine() {
      guard !line.isEmpty else { continue }
      words.removeAll()
      var scanner = ArticleScanner(bytes: buffer, range: line)
      scanner.scan(into: &words)
      return true
    }
    return false
  }

  /// Passes over `count` articles, or as many as are left.
  public mutating func skip(_ count: Int) {
    for _ in 0..<count where nextLine() == nil { return }
  }

  private mutating func nextLine() -> Range<Int>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return start..<end
      }
      searched = buffer.count
      if start > 0 {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
      }
      guard fill() else {
        defer { start = buffer.count }
        return start < buffer.count ? start..<buffer.count : nil
      }
    }
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    let descriptor = descriptor
    let count = unsafe chunk.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return false }
    buffer += chunk[..<count]
    return true
  }
}

/// Why a corpus cannot be read: one sentence.
public struct CorpusError: Error, CustomStringConvertible {
  /// The sentence: the file, the trouble, the remedy.
  public let description: String

  /// An error that says `description`.
  public init(_ description: String) { self.description = description }
}
