internal import Articles

/// Reuters-21578 as it is distributed: SGML, many `REUTERS` elements per file, no root.
enum ReutersFormat: ArticleFormat {
  static let name = "reuters-21578"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    return probe.root == "reuters" && probe.contains("newid") ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["reuters"], into: &sink) { item, _, number, sink in
      sink.append(article(item, path: document.path, record: number))
    }
  }

  private static func article(_ item: XMLElement, path: String, record: Int) -> Article {
    let text = item["text"]
    var article = Article(
      id: ArticleFields.id(item.attribute("newid"), path: path, record: record),
      source: "Reuters", language: "en")
    article.title = text?["title"]?.line ?? ""
    article.byline = ArticleFields.byline(text?["author"]?.rawText ?? "")
    article.setDates(date(item["date"]?.line ?? ""), nil)
    article.topics = item["topics"]?.all("d").map(\.line) ?? []
    article.body = PlainText.joined(paragraphs(text))
    return article
  }

  /// The day and the time; codes of the wire may follow without a blank.
  private static func date(_ line: String) -> PublicationDate? {
    let words = line.split(separator: " ")
    guard words.count > 1 else { return ArticleFields.date(line) }
    let time = words[1].prefix { ("0"..."9").contains($0) || $0 == ":" || $0 == "." }
    return ArticleFields.date("\(words[0]) \(time)", line, String(words[0]))
  }

  /// The body with its dateline before it; briefs and unprocessed texts have no body element.
  private static func paragraphs(_ text: XMLElement?) -> [String] {
    guard let text else { return [] }
    guard let body = text["body"] else {
      let pieces = text.nodes.filter(\.isText).map(\.rawText)
      return PlainText.paragraphs(wrapped: pieces.joined(separator: "\n"))
    }
    var paragraphs = PlainText.paragraphs(wrapped: withoutSignature(body.rawText))
    let dateline = text["dateline"]?.line ?? ""
    if !dateline.isEmpty, !paragraphs.isEmpty { paragraphs[0] = dateline + " " + paragraphs[0] }
    return paragraphs
  }

  /// The text without the line " Reuter" that ends each message of the wire.
  private static func withoutSignature(_ text: String) -> String {
    var rest = text.utf8[...]
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    guard rest.count > 6, String(Substring(rest.suffix(6))).lowercased() == "reuter" else {
      return text
    }
    rest.removeLast(6)
    while rest.last == 0x20 { rest.removeLast() }
    return rest.last == 0x0A ? String(Substring(rest)) : text
  }
}
