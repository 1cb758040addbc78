/// Web archives (ISO 28500, WARC 0.17 to 1.1): the pages and feeds among the responses.
///
/// What a server said of a response is believed only where it fits: bodies that are announced as chunked
/// or compressed and are not are taken as they are. Requests, images and answers other than 200 are
/// passed over.
enum WARCFormat: ArticleFormat {
  static let name = "warc"

  /// Longer heads of records and responses are damage, in bytes.
  private static let longestHead = 1 << 16

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let view = document.view
    return ["WARC/0.", "WARC/1."].contains { view.matches(Array($0.utf8), at: 0) } ? .certain : .no
  }

  /// Reads record by record; after damage it goes on with the next record.
  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    let view = document.view
    var position = 0
    while true {
      while position < view.count, view[position] <= 0x20 { position += 1 }
      guard position < view.count else { return }
      guard let head = MessageHead(view, at: position, limit: longestHead),
        head.firstLine.hasPrefix("WARC/"), let length = head["content-length"].flatMap({ Int($0) }),
        length >= 0
      else {
        sink.fail(damage(document, at: position, "is no record of a web archive"))
        guard let next = view.firstIndex(of: Array("\nWARC/1.".utf8), from: position) else {
          return
        }
        position = next + 1
        continue
      }
      let end = min(view.count, head.end + min(length, view.count))
      read(head, head.end..<end, of: document, into: &sink)
      if end - head.end < length {
        return sink.fail(damage(document, at: position, "is a record that was cut short"))
      }
      position = end
    }
  }

  private static func damage(
    _ document: SourceDocument, at position: Int, _ what: String
  ) -> IngestionError {
    IngestionError(
      .malformed, path: document.path, place: "byte \(position)",
      reason: "\(what); fetch the file again")
  }

  /// Reads the block of a record, if it is a response or a resource.
  private static func read(
    _ record: MessageHead, _ block: Range<Int>, of document: SourceDocument,
    into sink: inout ArticleSink
  ) {
    let type = record["warc-type"]?.lowercased()
    var address = record["warc-target-uri"] ?? ""
    if address.hasPrefix("<"), address.hasSuffix(">") {
      address = String(address.dropFirst().dropLast())
    }
    let view = document.view
    var body = block
    var head = record
    if type == "response" {
      guard let response = MessageHead(view, at: block.lowerBound, limit: longestHead),
        response.firstLine.hasPrefix("HTTP/"), response.end <= block.upperBound,
        response.firstLine.split(separator: " ").dropFirst().first == "200"
      else { return }
      head = response
      body = response.end..<block.upperBound
    } else if type != "resource" {
      return
    }
    let contentType = (head["content-type"] ?? "").lowercased()
    guard contentType.contains("html") || contentType.contains("xml") else { return }
    let isChunked = head["transfer-encoding"]?.lowercased() == "chunked"
    let content = view[body]
    let chunks = isChunked ? unchunked(content) : nil
    func read(_ content: UnsafeRawBufferPointer) {
      let page = unsafe SourceDocument(
        path: document.path + "!" + address, bytes: content, modified: document.modified,
        declaredEncoding: charset(contentType), usesStructuredData: document.usesStructuredData,
        address: address)
      readPage(page, into: &sink)
    }
    if let chunks {
      unsafe chunks.withUnsafeBytes { unsafe read($0) }
    } else {
      unsafe content.withBytes { unsafe read($0) }
    }
  }

  /// The charset that a content type states, or nil.
  private static func charset(_ contentType: String) -> String? {
    let words = contentType.split { $0 == ";" || $0 == " " || $0 == "\"" || $0 == "'" }
    guard let place = words.firstIndex(where: { $0.hasPrefix("charset=") }) else { return nil }
    let name = words[place].dropFirst("charset=".count)
    return name.isEmpty ? words.dropFirst(place + 1).first.map { String($0) } : String(name)
  }

  /// Reads the body of a response, which may be compressed.
  private static func readPage(_ page: SourceDocument, into sink: inout ArticleSink) {
    if unsafe ArchiveReader.isArchive(page.bytes) {
      let box = SinkBox(sink)
      ArchiveReader.read(
        page, onMember: { readPlainPage($0, into: &box.sink) }, onFailure: { box.sink.fail($0) })
      sink = box.sink
    } else {
      readPlainPage(page, into: &sink)
    }
  }

  private static func readPlainPage(_ page: SourceDocument, into sink: inout ArticleSink) {
    guard let format = FormatRegistry.format(of: page)?.format, format != WARCFormat.self else {
      return
    }
    do throws(IngestionError) {
      try format.readArticles(from: page, into: &sink)
    } catch {
      // A crawl has many pages without an article.
      if error.code != .empty { sink.fail(error) }
    }
  }

  /// The body in chunks put together (RFC 9112, section 7.1), as far as it goes; nil if it is in none.
  private static func unchunked(_ content: ByteView) -> [UInt8]? {
    var body: [UInt8] = []
    var index = 0
    while index < content.count {
      var size = 0
      var digits = 0
      while index < content.count, digits < 8, let digit = hexadecimal(content[index]) {
        size = size << 4 | digit
        digits += 1
        index += 1
      }
      guard digits > 0, let newline = content.firstIndex(of: 0x0A, from: index),
        content[index..<newline].allSatisfy({ $0 >= 0x20 || $0 == 0x0D })
      else { break }
      if size == 0 { return body }
      index = newline + 1
      let end = min(index + size, content.count)
      content.copy(index..<end, to: &body)
      index = end
      while index < content.count, content[index] == 0x0D || content[index] == 0x0A { index += 1 }
    }
    return body.isEmpty ? nil : body
  }

  private static func hexadecimal(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte - 0x30)
    case 0x41...0x46: Int(byte - 0x37)
    case 0x61...0x66: Int(byte - 0x57)
    default: nil
    }
  }
}
