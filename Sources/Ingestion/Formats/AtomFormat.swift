internal import Articles

/// Atom 0.3 and 1.0 (RFC 4287): `feed/entry`, or one entry alone.
enum AtomFormat: ArticleFormat {
  static let name = "atom"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    switch probe.root {
    case "feed": return .certain
    case "entry": return probe.contains("atom") ? .certain : .byShape
    default: return .no
    }
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    var feed = EnvelopeFacts(Feed.init(in:))
    try XMLItems.read(document, items: ["entry"], into: &sink) { entry, envelope, number, sink in
      if entry.isBare { return }
      let article = article(entry, feed: feed(envelope), number: number, path: document.path)
      if !article.saysNothing || entry["id"]?.line.isEmpty == false { sink.append(article) }
    }
  }

  /// What the feed says for all its entries.
  private struct Feed {
    let title: String
    let language: String?
    /// Nil if it names no author.
    let byline: String?

    init(in envelope: XMLElement) {
      let feed = envelope["feed"] ?? envelope
      title = AtomFormat.title(feed["title"])
      language = feed.attribute("xml:lang") ?? feed["language"]?.line
      byline = AtomFormat.byline(of: feed)
    }
  }

  /// The authors that an element names, or nil if it names none.
  private static func byline(of element: XMLElement) -> String? {
    let authors = element.all("author")
    if authors.isEmpty { return nil }
    return ArticleFields.byline(
      authors.map { $0["name"]?.rawText ?? ($0.hasElements ? "" : $0.rawText) })
  }

  private static func article(
    _ entry: XMLElement, feed: Feed, number: Int, path: String
  ) -> Article {
    let links = entry.all("link")
    let link = links.first { ["alternate", nil].contains($0.attribute("rel")) }
    let url = ArticleFields.url(
      entry["feedburner:origlink"]?.rawText, link?.attribute("href"), link?.rawText,
      entry["id"]?.rawText)
    var article = Article(
      id: ArticleFields.id(entry["id"]?.rawText, url, path: path, record: number))
    article.url = url
    article.title = title(entry["title"] ?? entry["media:title"] ?? entry["dc:title"])
    article.byline =
      byline(of: entry) ?? feed.byline
      ?? ArticleFields.byline(entry.all("dc:creator").map(\.rawText))
    article.setDates(
      date(entry, ["published", "issued", "created", "dc:date"]),
      date(entry, ["updated", "modified"]))
    article.topics = ArticleFields.unique(
      entry.all("category").map {
        PlainText.line($0.attribute("label") ?? $0.attribute("term") ?? $0.rawText)
      } + entry.all("dc:subject").map(\.line))
    article.section = article.topics.count == 1 ? article.topics[0] : ""
    article.source = entry.descend("source", "title").map { title($0) } ?? feed.title
    let content = entry["content"]
    article.language = ArticleFields.language(
      entry.attribute("xml:lang") ?? content?.attribute("xml:lang") ?? feed.language)
    let bodies = [
      content, entry["summary"], entry["media:description"], entry.first("media:description"),
    ]
    article.body = bodies.lazy.map { PlainText.joined(paragraphs($0)) }.first { !$0.isEmpty } ?? ""
    return article
  }

  /// The date in the first of some elements that has one; of several of a name the last counts.
  private static func date(_ entry: XMLElement, _ names: [String]) -> PublicationDate? {
    names.lazy.compactMap { ArticleFields.date(entry.all($0).last?.line) }.first
  }

  /// A text construct on one line; of type "text", angle brackets are no tags.
  private static func title(_ element: XMLElement?) -> String {
    guard let element else { return "" }
    if let text = encodedText(element) { return MixedText.line(in: text) }
    let type = element.attribute("type") ?? "text"
    let isPlain = type == "text" || type == "text/plain"
    return isPlain && !element.rawText.contains("&") ? element.line : MixedText.line(of: element)
  }

  private static func paragraphs(_ element: XMLElement?) -> [String] {
    guard let element else { return [] }
    if let text = encodedText(element) { return MixedText.paragraphs(in: text) }
    let isBinary =
      element.attribute("type").map {
        $0.hasPrefix("image/") || $0.hasPrefix("video/") || $0.hasPrefix("audio/")
      } ?? false
    return isBinary ? [] : MixedText.paragraphs(of: element)
  }

  /// What stands in an element in Base64, nil if nothing does; "" if it is no text.
  ///
  /// Atom 0.3 says so; in Atom 1.0 it follows from the type (RFC 4287, section 4.1.3.3).
  private static func encodedText(_ element: XMLElement) -> String? {
    guard
      element.attribute("mode") == "base64"
        || element.attribute("type") == "application/octet-stream"
    else { return nil }
    return Base64.decode(element.rawText).flatMap { String(validating: $0, as: UTF8.self) } ?? ""
  }
}
