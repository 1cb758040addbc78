internal import Articles
internal import JSON

/// JSON Feed 1.0 and 1.1: one object with a list of items.
enum JSONFeedFormat: ArticleFormat {
  static let name = "json-feed"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let start = unsafe document.bytes.prefix(4 << 10)
    guard unsafe start.first(where: { $0 > 0x20 && $0 < 0x80 }) == 0x7B else { return .no }
    let marks = ["jsonfeed.org/version", "jsonfeed.org\\/version"]
    let head = unsafe Array(start)
    return marks.contains { head.firstIndex(of: $0) != nil } ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    var received = sink
    let problem = JSONRecord.read(
      document.view, JSONParser(), limit: JSONLinesFormat.maximumDocument
    ) { feed in
      guard let items = feed["items"], items.isArray else {
        return "has no list of items; ask its publisher"
      }
      var reader = JSONArticle()
      let source = feed["title"].map { JSONText.line($0) } ?? ""
      let language = ArticleFields.language(feed["language"]?.string)
      let byline = feed["authors"] ?? feed["author"]
      for (index, item) in items.items.enumerated() {
        guard var article = reader.read(item, path: document.path, record: index + 1) else {
          continue
        }
        article.source = source
        if article.language.isEmpty { article.language = language }
        if article.byline.isEmpty, let byline {
          article.byline = ArticleFields.byline(JSONText.names(byline))
        }
        received.append(article)
      }
      return nil
    }
    sink = received
    if let problem {
      throw IngestionError(problem.code, path: document.path, reason: problem.reason)
    }
    if sink.articleCount == 0 { sink.skip("is a feed without items") }
  }
}
