internal import Articles

/// RSS 0.9x and 2.0: `rss/channel/item`, with the usual extensions.
enum RSSFormat: ArticleFormat {
  static let name = "rss"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    switch probe.root {
    case "rss": return .certain
    case "channel", "item": return .byShape
    default: return .no
    }
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    var channel = EnvelopeFacts(FeedChannel.init(in:))
    try XMLItems.read(document, items: ["item"], into: &sink) { item, envelope, number, sink in
      if item.isBare { return }
      let article = article(item, channel: channel(envelope), number: number, path: document.path)
      if !article.saysNothing || item["guid"]?.line.isEmpty == false { sink.append(article) }
    }
  }

  /// The article of an `item`, for RSS 1.0 too.
  static func article(
    _ item: XMLElement, channel: FeedChannel, number: Int, path: String
  ) -> Article {
    let guid = item["guid"]
    let permalink = guid?.attribute("ispermalink") == "false" ? nil : guid?.rawText
    let links = item.all("link")
    let url = ArticleFields.url(
      item["feedburner:origlink"]?.rawText, links.first { !$0.line.isEmpty }?.rawText,
      links.first { ["alternate", nil].contains($0.attribute("rel")) }?.attribute("href"),
      permalink, item.attribute("rdf:about"), item.attribute("href"))
    var article = Article(
      id: ArticleFields.id(
        guid?.rawText, item.attribute("rdf:about"), url, path: path, record: number))
    article.url = url
    article.title = firstLine(item, ["title", "dc:title", "media:title", "itunes:title"])
    article.byline = byline(item)
    article.setDates(
      ArticleFields.date(
        item["pubdate"]?.line, item["dc:date"]?.line, item["published"]?.line,
        item["dcterms:issued"]?.line, item["dcterms:created"]?.line, item["date"]?.line),
      ArticleFields.date(
        item["updated"]?.line, item["dcterms:modified"]?.line, item["modified"]?.line,
        item.attribute("lastmod")))
    let categories = item.all("category") + item.all("dc:subject") + item.all("media:category")
    let topics = categories.map { MixedText.line(of: $0) }
    let podcast = item.all("itunes:category").compactMap { $0.attribute("text") }
    article.topics = ArticleFields.unique(topics + podcast)
    article.section = article.topics.count == 1 ? article.topics[0] : ""
    article.source =
      [item["source"], item["dc:publisher"]]
      .lazy.map { MixedText.line(of: $0) }.first { !$0.isEmpty } ?? channel.source
    article.language = ArticleFields.language(
      item["dc:language"]?.line ?? item.attribute("xml:lang") ?? channel.language)
    article.body = body(item)
    return article
  }

  private static func firstLine(_ item: XMLElement, _ names: [String]) -> String {
    names.lazy.map { MixedText.line(of: item[$0]) }.first { !$0.isEmpty } ?? ""
  }

  private static func byline(_ item: XMLElement) -> String {
    for name in ["dc:creator", "dc:author", "author", "itunes:author", "media:credit"] {
      let names = item.all(name).map { $0["name"]?.rawText ?? $0.rawText }
      if names.isEmpty { continue }
      let byline = ArticleFields.byline(names)
      if !byline.isEmpty { return byline }
    }
    return ""
  }

  private static func body(_ item: XMLElement) -> String {
    for name in bodies {
      let elements = item.all(name)
      if elements.isEmpty { continue }
      let body = PlainText.joined(elements.flatMap { MixedText.paragraphs(of: $0) })
      if !body.isEmpty { return body }
    }
    return MixedText.paragraphs(of: item.first("media:description")).joined(separator: "\n")
  }

  /// What the text may stand in, the best first.
  private static let bodies = [
    "content:encoded", "xhtml:body", "body", "content", "description", "summary",
    "dc:description", "itunes:summary", "media:description", "fullitem", "abstract",
  ]
}
