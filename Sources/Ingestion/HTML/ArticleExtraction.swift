internal import Articles

/// A page's markup to an article.
enum ArticleExtraction {
  /// The article in the page, or nil if it has neither a headline nor any text.
  static func article(in bytes: [UInt8], path: String) -> Article? {
    let page = HTMLPage(parsing: bytes)
    let structured = StructuredArticle.read(page.structuredData)
    let metadata = PageMetadata(page, structured)
    let byline = metadata.byline
    let anchors = PageAnchors(
      titles: metadata.titles, description: metadata.description, articleBody: structured.body,
      authors: byline.split(separator: ",").map { String($0) })
    let found = BodyExtraction.blocks(of: page, anchors: anchors)
    let paragraphs = found.kept.map { page.string(page.blocks[$0].range) }
    let title = metadata.title(headline: found.headline)
    let body = body(paragraphs, structured, metadata, page)
    if body.isEmpty, title.isEmpty { return nil }
    guard
      let id = ArticleID(metadata.url) ?? ArticleID(path)
    else { return nil }
    let published = metadata.published ?? metadata.dateNear(headline: found.headline)
    return Article(
      id: id, title: title, byline: byline, published: published,
      updated: metadata.updated(after: published), section: metadata.section,
      source: metadata.source, language: metadata.language, url: metadata.url,
      topics: metadata.topics, body: body)
  }

  /// The paragraphs found; or, where they are next to nothing, what the page states elsewhere.
  private static func body(
    _ paragraphs: [String], _ structured: StructuredArticle, _ metadata: PageMetadata,
    _ page: HTMLPage
  ) -> String {
    let found = paragraphs.joined(separator: "\n")
    if structured.body.utf8.count > 200, found.utf8.count * 4 < structured.body.utf8.count {
      return structured.body
    }
    if !found.isEmpty { return found }
    return structured.body.isEmpty ? metadata.description : structured.body
  }
}
