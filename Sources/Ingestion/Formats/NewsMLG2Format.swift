internal import Articles

/// NewsML-G2 of the IPTC: a news item alone, or many in a `newsMessage` or `itemSet`.
///
/// Packages, events and concepts hold no text of their own and are passed over.
enum NewsMLG2Format: ArticleFormat {
  static let name = "newsml-g2"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    switch probe.root {
    case "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem",
      "catalogitem",
      "itemset":
      return .certain
    case "newsitem":
      return probe.contains("iptc.org/std/nar") || probe.contains("newsml-g2")
        || probe.contains(" guid=") ? .certain : .no
    default: return .no
    }
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    let summary = try XMLItems.read(document, items: ["newsitem"], into: &sink) {
      item, _, number, sink in
      let status = item.descend("itemmeta", "pubstatus").flatMap { code($0) } ?? "usable"
      guard ["usable", ""].contains(status) else {
        return sink.skip("was \(status) by its publisher")
      }
      let article = article(item, path: document.path, record: number > 1 ? number : nil)
      if article.isBlank { sink.skip("holds no text") } else { sink.append(article) }
    }
    if summary.items == 0 { sink.skip("holds no news item, only a package or descriptions") }
  }

  private static func article(_ item: XMLElement, path: String, record: Int?) -> Article {
    let itemMeta = item["itemmeta"]
    let content = item["contentmeta"]
    var article = Article(
      id: ArticleFields.id(item.attribute("guid"), path: path, record: record))
    let nitf = item.descend("contentset", "inlinexml", "nitf")
    let headlines = content?.all("headline") ?? []
    let titles =
      headlines.map(\.line) + [nitf.map { NITFFormat.title($0) } ?? ""]
      + [item.descend("contentset", "inlinexml", "html", "head", "title")?.line ?? ""]
      + (content?.all("slugline").map(\.line) ?? []) + [itemMeta?["title"]?.line ?? ""]
    article.title = titles.first { !$0.isEmpty } ?? ""
    article.byline = byline(content, nitf)
    article.setDates(
      ArticleFields.date(
        itemMeta?["firstcreated"]?.line, content?["contentcreated"]?.line,
        itemMeta?["versioncreated"]?.line),
      ArticleFields.date(itemMeta?["versioncreated"]?.line, content?["contentmodified"]?.line))
    article.section = itemMeta?["service"].map { name(of: $0) } ?? ""
    let sources = [
      itemMeta?["provider"], content?["infosource"], item.descend("rightsinfo", "copyrightholder"),
    ]
    article.source = sources.lazy.compactMap { $0.map { label($0) } }.first { !$0.isEmpty } ?? ""
    article.language = ArticleFields.language(
      content?["language"]?.attribute("tag") ?? item.attribute("xml:lang"))
    let subjects = content?.all("subject").map { name(of: $0) } ?? []
    article.topics = ArticleFields.unique(subjects + (content?.all("keyword").map(\.line) ?? []))
    article.body = body(item, title: article.title)
    return article
  }

  /// The text of the first content that has some, else the description.
  private static func body(_ item: XMLElement, title: String) -> String {
    for content in item["contentset"]?.children.map({ $0 }) ?? [] {
      let paragraphs: [String]
      if let nitf = content["nitf"] {
        paragraphs =
          NITFFormat.body(nitf, title: title).isEmpty ? [] : [NITFFormat.body(nitf, title: title)]
      } else if content.name == "inlinexml" {
        paragraphs = content.paragraphs(
          skipping: XMLElement.unread.union(["header", "footer", "nav", "aside"]))
      } else if content.name == "inlinedata", content.attribute("encoding") == nil {
        paragraphs = MixedText.paragraphs(of: content)
      } else {
        continue
      }
      let body = PlainText.joined(paragraphs)
      if !body.isEmpty { return body }
    }
    let descriptions = item["contentmeta"]?.all("description") ?? []
    return PlainText.joined(ArticleFields.unique(descriptions.flatMap { $0.paragraphs() }))
  }

  private static func byline(_ content: XMLElement?, _ nitf: XMLElement?) -> String {
    let bylines = [
      ArticleFields.byline(content?.all("by").map(\.line) ?? []),
      NITFFormat.byline(nitf?.descend("body", "body.head")),
      ArticleFields.byline(content?.all("creator").map { name(of: $0) } ?? []),
    ]
    return bylines.first { !$0.isEmpty } ?? ""
  }

  /// The name inside a concept, or nothing.
  private static func name(of concept: XMLElement) -> String {
    concept.all("name").lazy.map(\.line).first { !$0.isEmpty } ?? ""
  }

  /// The name inside a concept, or its literal, or the last part of its code.
  private static func label(_ concept: XMLElement) -> String {
    let name = name(of: concept)
    if !name.isEmpty { return name }
    return PlainText.line(concept.attribute("literal") ?? code(concept) ?? "")
  }

  private static func code(_ concept: XMLElement) -> String? {
    concept.attribute("qcode").map {
      String($0[($0.lastIndex(of: ":").map { $0 } ?? $0.startIndex)...])
    }
    .map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
  }
}
