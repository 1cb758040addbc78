internal import Articles

/// RSS 0.9x and 2.0: `rss/channel/item`, with the usual extensions.
enum RSSFormat: ArticleFormat {
  static let name = "rss"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = MarkupProbe(document)
    switch probe.root {
    case "rss": return .certain
    case "channel", "item": return .byShape
    default: return .no
    }
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["item"], into: &sink) { item, envelope, number, sink in
      let channel = envelope.first("channel") ?? envelope
      let article = article(item, channel: channel, number: number, path: document.path)
      if !article.saysNothing || item["guid"]?.line.isEmpty == false { sink.append(article) }
    }
  }

  /// The article of an `item`, for RSS 1.0 too.
  static func article(
    _ item: XMLElement, channel: XMLElement, number: Int, path: String
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
    let categories = ["category", "dc:subject", "media:category"].flatMap { item.all($0) }
    let topics = categories.map { MixedText.line(of: $0) }
    let podcast = item.all("itunes:category").compactMap { $0.attribute("text") }
    article.topics = ArticleFields.unique(topics + podcast)
    article.section = article.topics.count == 1 ? article.topics[0] : ""
    article.source =
      [item["source"], item["dc:publisher"], channel["title"], channel["dc:publisher"]]
      .lazy.map { MixedText.line(of: $0) }.first { !$0.isEmpty } ?? ""
    article.language = ArticleFields.language(
      item["dc:language"]?.line ?? item.attribute("xml:lang") ?? channel["language"]?.line
        ?? channel["dc:language"]?.line ?? channel.attribute("xml:lang"))
    article.body = body(item)
    return article
  }

  private static func firstLine(_ item: XMLElement, _ names: [String]) -> String {
    names.lazy.map { MixedText.line(of: item[$0]) }.first { !$0.isEmpty } ?? ""
  }

  private static func byline(_ item: XMLElement) -> String {
    for name in ["dc:creator", "dc:author", "author", "itunes:author", "media:credit"] {
      let names = item.all(name).map { $0["name"]?.rawText ?? $0.rawText }
      let byline = ArticleFields.byline(names)
      if !byline.isEmpty { return byline }
    }
    return ""
  }

  private static func body(_ item: XMLElement) -> String {
    let names = [
      "content:encoded", "xhtml:body", "body", "content", "description", "summary",
      "dc:description", "itunes:summary", "media:description", "fullitem", "abstract",
    ]
    for name in names {
      let body = PlainText.joined(item.all(name).flatMap { MixedText.paragraphs(of: $0) })
      if !body.isEmpty { return body }
    }
    return MixedText.paragraphs(of: item.first("media:description")).joined(separator: "\n")
  }
}
