internal import Glibc

/// A line of a file of queries: `class<TAB>query`.
struct BenchmarkQuery {
  let group: String
  let text: String

  /// The queries in the file `path`, in its order; empty lines and those that begin with # left out.
  static func read(_ path: String) throws -> [BenchmarkQuery] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError("\(path): \(unsafe String(cString: strerror(errno))); check the path")
    }
    defer { close(descriptor) }
    let (bytes, problem) = FileDescriptor.readAll(descriptor)
    if let problem { throw CommandError("\(path): cannot be read: \(problem)") }
    var queries: [BenchmarkQuery] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() where !line.isEmpty && line.first != UInt8(ascii: "#") {
      guard let text = String(validating: line, as: UTF8.self),
        let tab = text.utf8.firstIndex(of: UInt8(ascii: "\t"))
      else {
        throw CommandError(
          "\(path), line \(i + 1): this is no query; write the class, a tab and the query")
      }
      let query = text[text.utf8.index(after: tab)...]
      queries.append(
        BenchmarkQuery(
          group: String(text[..<tab]),
          text: String(query.utf8.last == UInt8(ascii: "\r") ? query.dropLast() : query)))
    }
    guard !queries.isEmpty else {
      throw CommandError("\(path): holds no queries; write one a line: the class, a tab, the query")
    }
    return queries
  }
}
