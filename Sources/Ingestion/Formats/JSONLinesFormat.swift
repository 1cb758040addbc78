internal import Articles
internal import JSON

/// JSON Lines (one object per line), a JSON array of objects, or one object.
enum JSONLinesFormat: ArticleFormat {
  static let name = "jsonl"
  /// Longer lines are refused, in bytes.
  static let maximumLine = 64 << 20
  /// A single value of JSON larger than this is refused, in bytes.
  static let maximumDocument = 256 << 20

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    guard firstByte(document).map({ $0 == 0x7B || $0 == 0x5B }) ?? false else { return .no }
    return ["json", "jsonl", "ndjson", "jl"].contains(document.fileExtension) ? .certain : .byShape
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    if let mark = unsafe CharacterDecoding.byteOrderMark(document.bytes), mark.encoding != "UTF-8" {
      return try readWide(document, into: &sink)
    }
    if isLineBased(document) {
      readLines(of: document, in: 0..<document.view.count, into: &sink)
    } else {
      try readDocument(document.view, path: document.path, into: &sink)
    }
  }

  /// UTF-16 and UTF-32 are converted whole.
  private static func readWide(
    _ document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    guard document.view.count <= maximumDocument else {
      throw IngestionError(
        .tooLarge, path: document.path,
        reason: "is larger than 256 MB and not in UTF-8; convert it with iconv first")
    }
    var text = unsafe CharacterDecoding.decode(document.bytes)
    let copy: Result<ArticleSink, IngestionError> = text.withUTF8 { [sink] utf8 in
      var sink = sink
      let converted = unsafe SourceDocument(
        path: document.path, bytes: UnsafeRawBufferPointer(utf8), modified: document.modified)
      do throws(IngestionError) {
        try readArticles(from: converted, into: &sink)
        return .success(sink)
      } catch {
        return .failure(error)
      }
    }
    sink = try copy.get()
  }

  private static func firstByte(_ document: SourceDocument) -> UInt8? {
    let start = unsafe document.bytes.prefix(4 << 10)
    return unsafe start.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }
  }

  /// Whether each line stands alone: the first that is not blank begins like an object, and ends like one, or is cut off and
  /// the next begins like one.
  static func isLineBased(_ document: SourceDocument) -> Bool {
    let view = document.view
    var start = view.matches([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0
    while start < view.count, view[start] <= 0x20 { start += 1 }
    guard start < view.count, view[start] == 0x7B else { return false }
    guard let lineEnd = view.firstIndex(of: 0x0A, from: start) else {
      return view.count > maximumDocument
    }
    var end = lineEnd
    while end > start, view[end - 1] <= 0x20 { end -= 1 }
    // An object over several lines begins with a brace alone, and goes on with a name.
    guard end - start > 1 else { return false }
    if view[end - 1] == 0x7D || view.count > maximumDocument { return true }
    // Behind `[`, `{`, `,` or `:` one object may go on with another.
    if [0x5B, 0x7B, 0x2C, 0x3A].contains(view[end - 1]) { return false }
    var next = lineEnd
    while next < view.count, view[next] <= 0x20 { next += 1 }
    return next < view.count && view[next] == 0x7B
  }

  /// Reads the lines that begin in `range` of an uncompressed document, one article each.
  ///
  /// A line that is no article goes to `sink` as a failure and the next one is read.
  static func readLines(
    of document: SourceDocument, in range: Range<Int>, into sink: inout ArticleSink
  ) {
    let view = document.view
    let parser = JSONParser()
    var reader = JSONArticle()
    var numbers = LineNumbers(of: view)
    var start = lineStart(atOrAfter: range.lowerBound, in: view)
    if start == 0, view.matches([0xEF, 0xBB, 0xBF], at: 0) { start = 3 }
    while start < min(range.upperBound, view.count) {
      let end = view.firstIndex(of: 0x0A, from: start) ?? view.count
      defer { start = end + 1 }
      var first = start
      while first < end, view[first] <= 0x20 { first += 1 }
      if first == end { continue }
      let line = view[first..<end]
      // Arrays written one item per line are read alike.
      if line.count <= 2, [0x5B, 0x5D].contains(line[0]) { continue }
      let problem = JSONRecord.read(line, parser) { object in
        let article = reader.read(
          object, path: document.path, record: numbers.number(at: first))
        guard let article else { return "holds neither a title nor a text under a known name" }
        if !reader.isWithdrawn { sink.append(consume article) }
        return nil
      }
      if let problem {
        sink.fail(
          IngestionError(
            problem.code, path: document.path, place: "line \(numbers.number(at: first))",
            reason: problem.reason))
      }
    }
  }

  /// The start of the first line that begins at or after `index`.
  static func lineStart(atOrAfter index: Int, in view: ByteView) -> Int {
    guard index > 0 else { return 0 }
    return view.firstIndex(of: 0x0A, from: index - 1).map { $0 + 1 } ?? view.count
  }

  /// Reads an array of objects, an object that holds one, or one object that is an article.
  private static func readDocument(
    _ view: ByteView, path: String, into sink: inout ArticleSink
  ) throws(IngestionError) {
    guard view.count <= maximumDocument else {
      throw IngestionError(
        .tooLarge, path: path,
        reason: "is one JSON value of more than 256 MB; write one object per line instead")
    }
    var received = sink
    let problem = JSONRecord.read(view, JSONParser(), limit: maximumDocument) { root in
      JSONRecord.readAll(root, path: path, into: &received)
    }
    sink = received
    if let problem { throw IngestionError(problem.code, path: path, reason: problem.reason) }
  }
}

/// Counts lines only where one is asked for, each stretch once.
struct LineNumbers {
  private let view: ByteView
  private var position = 0
  private var line = 1

  init(of view: ByteView) { self.view = view }

  /// The number, from 1, of the line that holds `index`; indices do not decrease.
  mutating func number(at index: Int) -> Int {
    while position < index, let end = view.firstIndex(of: 0x0A, from: position), end < index {
      line += 1
      position = end + 1
    }
    return line
  }
}
