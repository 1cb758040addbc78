internal import Articles
internal import JSON

/// One JSON text, mended where its writers commonly err.
enum JSONRecord {
  /// What is wrong with a record.
  struct Problem {
    let code: IngestionError.Code
    let reason: String
  }

  /// Parses `text` and lends its root to `body`, which says what is wrong, if anything.
  static func read(
    _ text: ByteView, _ parser: JSONParser, limit: Int = JSONLinesFormat.maximumLine,
    _ body: (JSONValue) -> String?
  ) -> Problem? {
    guard text.count <= limit else {
      return Problem(
        code: .tooLarge, reason: "is longer than \(limit >> 20) MB; write one article per line")
    }
    func parse(_ text: ByteView) throws -> Problem? {
      unsafe try text.withBytes { bytes in
        Result { try unsafe parser.parse(bytes) { body($0) } }
      }.get().map { Problem(code: .malformed, reason: $0) }
    }
    do {
      return try parse(text)
    } catch {
      guard var mended = JSONMending.mended(text) else {
        return Problem(code: .malformed, reason: sentence(error))
      }
      return mended.withUTF8 { utf8 in
        do {
          return try parse(unsafe ByteView(UnsafeRawBufferPointer(utf8)))
        } catch {
          return Problem(code: .malformed, reason: sentence(error))
        }
      }
    }
  }

  private static func sentence(_ error: any Error) -> String {
    var text = "\(error)"
    while text.hasSuffix(".") { text.removeLast() }
    return "is not valid JSON (\(text)); correct or remove it"
  }
}

extension JSONRecord {
  /// Reads the articles of a whole document; says what is wrong if there are none.
  static func readAll(_ root: JSONValue, path: String, into sink: inout ArticleSink) -> String? {
    readAll(root, path: path, depth: 0, into: &sink)
  }

  private static func readAll(
    _ root: JSONValue, path: String, depth: Int, into sink: inout ArticleSink
  ) -> String? {
    var reader = JSONArticle()
    if root.isObject {
      let inner = depth < 4 ? content(of: root) : nil
      if let article = reader.read(root, path: path, record: nil),
        inner == nil || !article.body.isEmpty
      {
        if reader.isWithdrawn {
          sink.skip("was withdrawn by its publisher")
        } else {
          sink.append(article)
        }
        return nil
      }
      guard let inner else {
        sink.skip("holds no article: no title or text under a known name")
        return nil
      }
      return readAll(inner, path: path, depth: depth + 1, into: &sink)
    }
    guard root.isArray else {
      return "is neither an object nor an array; put articles into objects"
    }
    for (index, item) in root.items.enumerated() {
      var article = reader.read(item, path: path, record: index + 1)
      if article?.body.isEmpty ?? true, let inner = wrapped(in: item) {
        article = reader.read(inner, path: path, record: index + 1) ?? article
      }
      if let article {
        if !reader.isWithdrawn { sink.append(article) }
      } else {
        sink.fail(
          IngestionError(
            .malformed, path: path, place: "record \(index + 1)",
            reason: "holds neither a title nor a text under a known name"))
      }
    }
    if root.items.isEmpty { sink.skip("is an empty list") }
    return nil
  }

  /// What an envelope holds: a list of objects, an article, or another envelope.
  private static func content(of root: JSONValue) -> JSONValue? {
    for name in lists {
      if let member = root[name], member.isArray, member.items.first?.isObject ?? false {
        return member
      }
    }
    if let inner = wrapped(in: root) { return inner }
    for name in envelopes {
      if let member = root[name], member.isObject, content(of: member) != nil { return member }
    }
    return nil
  }

  /// The article that stands in an object together with what a service says of it.
  private static func wrapped(in item: JSONValue) -> JSONValue? {
    guard item.isObject else { return nil }
    return wrappers.lazy.compactMap { item[$0] }.first { $0.isObject }
  }

  private static let lists = [
    "articles", "items", "item", "results", "docs", "documents", "entries", "_items", "stories",
    "newsItems", "hits", "data",
  ]
  private static let wrappers = ["item", "article", "story", "newsItem", "_source"]
  private static let envelopes = ["data", "response", "result", "hits", "feed"]
}
