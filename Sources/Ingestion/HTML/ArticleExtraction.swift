internal import Articles

/// A page's markup to an article.
struct ArticleExtraction {
  private let page: HTMLPage
  private let structured: StructuredArticle
  private let metadata: PageMetadata
  /// What became of each block, and the block of the headline.
  private let verdicts: [BlockVerdict]
  private let headline: Int?

  /// Reads the markup in `bytes`, UTF-8.
  ///
  /// - Parameters:
  ///   - usesStructuredData: whether JSON-LD and microdata are believed.
  ///   - address: where the page was fetched from, or "".
  init(_ bytes: [UInt8], usesStructuredData: Bool = true, address: String = "") {
    page = HTMLPage(parsing: bytes, usesStructuredData: usesStructuredData)
    let parsely = page.declarations.first { $0.name == "parsely-page" }?.value ?? ""
    structured = StructuredArticle.read(
      page.structuredData, parsely: usesStructuredData ? parsely : "")
    metadata = PageMetadata(page, structured, address: address)
    let anchors = PageAnchors(
      titles: metadata.titles.map(\.value), description: metadata.description.value,
      articleBody: structured.body,
      authors: metadata.byline().value.split(separator: ",").map { String($0) },
      site: metadata.source.value)
    (verdicts, headline) = BodyExtraction.verdicts(of: page, anchors: anchors)
  }

  /// The article, or nil if the page has neither a headline nor text and states no date or author of one.
  func article(path: String) -> Article? {
    let (title, body, byline, published) = (title, body, byline, published)
    let language = language(of: body.value)
    let url = metadata.url.value
    let saysNothing = body.isEmpty && title.isEmpty && byline.isEmpty && published == nil
    guard !saysNothing, let id = ArticleID(url) ?? ArticleID(path) else {
      return nil
    }
    return Article(
      id: id, title: title.value, byline: byline.value, published: published?.value,
      updated: metadata.updated(after: published?.value)?.value, section: metadata.section.value,
      source: metadata.source.value, language: language.value, url: url,
      topics: metadata.topics.value, body: body.value)
  }

  private var byline: Stated<String> { metadata.byline(headline: headline) }
  private var title: Stated<String> { metadata.title(headline: headline) }

  /// The declared language, or that of the text.
  private func language(of body: String) -> Stated<String> {
    let declared = metadata.language
    if !declared.isEmpty { return declared }
    return Stated(value: LanguageDetection.language(of: body), origin: "the text itself")
  }

  private var published: Stated<PublicationDate>? {
    metadata.published(headline: headline) { verdicts[$0] == .kept }
  }

  /// The paragraphs found; or, where they are next to nothing, what the page states elsewhere.
  private var body: Stated<String> {
    let kept = verdicts.indices.filter { verdicts[$0] == .kept }
    let found = kept.map { page.string(page.blocks[$0].range) }.joined(separator: "\n")
    let stated = Stated(value: structured.body, origin: "JSON-LD articleBody")
    if stated.value.utf8.count > 200, found.utf8.count * 4 < stated.value.utf8.count {
      return stated
    }
    let description = metadata.description
    if !found.isEmpty, !isDoubtful(kept, found) || description.value.utf8.count < 80 {
      return Stated(value: found, origin: "\(kept.count) of \(verdicts.count) blocks")
    }
    return stated.isEmpty ? description : stated
  }

  /// Whether what was kept is little and stands far from the headline: on pages of a film or a picture,
  /// whose text is their description.
  private func isDoubtful(_ kept: [Int], _ found: String) -> Bool {
    guard found.utf8.count < 600, let first = kept.first else { return false }
    guard let headline else { return verdicts.count > 30 }
    return abs(first - headline) > 15
  }

  /// What was made of the page, and why.
  func explained(_ article: Article) -> ExtractedPage {
    let published = published
    let texts: [(String, Stated<String>)] = [
      ("title", title), ("byline", byline),
      ("date", published?.map(\.inStatedZone) ?? .nothing),
      (
        "updated",
        metadata.updated(after: published?.value)?.map(\.inStatedZone) ?? .nothing
      ),
      ("section", metadata.section), ("source", metadata.source),
      ("language", language(of: article.body)), ("url", metadata.url),
      ("topics", metadata.topics.map { $0.joined(separator: ", ") }), ("body", body),
    ]
    return ExtractedPage(
      article: article,
      fields: texts.filter { !$0.1.isEmpty }.map {
        ExtractedPage.Field(name: $0, value: $1.value, origin: $1.origin)
      },
      blocks: page.blocks.indices.map { index in
        ExtractedPage.Block(
          tag: page.blocks[index].tag.name, text: page.string(page.blocks[index].range),
          reason: verdicts[index].reason)
      })
  }
}
