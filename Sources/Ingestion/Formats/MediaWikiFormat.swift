internal import Articles

/// The export XML of MediaWiki, such as the dumps of Wikinews: pages with their wiki markup.
///
/// Only articles count (name space 0, no redirects); the last revision gives the text.
enum MediaWikiFormat: ArticleFormat {
  static let name = "mediawiki"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    document.markup.root == "mediawiki" ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    var site = EnvelopeFacts(Site.init(in:))
    let summary = try XMLItems.read(document, items: ["page"], into: &sink) {
      page, envelope, number, sink in
      guard isArticle(page) else {
        return sink.skip("holds only redirects and pages that are no articles")
      }
      let article = article(page, of: site(envelope), path: document.path, record: number)
      if !article.isBlank { sink.append(article) }
    }
    if summary.items == 0 { sink.skip("holds no pages") }
  }

  /// What the dump says of the wiki it is of.
  private struct Site {
    let name: String
    let language: String
    let base: String?

    init(in envelope: XMLElement) {
      let wiki = envelope["mediawiki"] ?? envelope
      name = wiki.descend("siteinfo", "sitename")?.line ?? ""
      language = ArticleFields.language(wiki.attribute("xml:lang"))
      base = wiki.descend("siteinfo", "base")?.line
    }
  }

  private static func isArticle(_ page: XMLElement) -> Bool {
    let space = page["ns"]?.line ?? "0"
    guard space == "0", page["redirect"] == nil, let text = page.all("revision").last?["text"]
    else {
      return false
    }
    return !PlainText.trimmed(String(text.rawText.prefix(40))).lowercased().hasPrefix("#redirect")
  }

  private static func article(
    _ page: XMLElement, of site: Site, path: String, record: Int
  ) -> Article {
    let revisions = page.all("revision")
    let source = revisions.last?["text"]?.rawText ?? ""
    let text = WikiText(source)
    var article = Article(id: ArticleFields.id(page["id"]?.line, path: path, record: record))
    article.title = page["title"]?.line ?? ""
    let changed = ArticleFields.date(revisions.last?["timestamp"]?.line)
    let stated = text.date.flatMap { ArticleFields.date($0) }
    let first = ArticleFields.date(revisions.first?["timestamp"]?.line)
    article.setDates(stated ?? first, changed)
    article.source = site.name
    article.language = site.language
    article.url = url(of: article.title, base: site.base)
    article.topics = ArticleFields.unique(text.categories)
    article.body = PlainText.joined(text.paragraphs)
    return article
  }

  /// The address of a page: that of the main page with the other title.
  private static func url(of title: String, base: String?) -> String {
    guard let base, let slash = base.lastIndex(of: "/"), !title.isEmpty else { return "" }
    let name = title.utf8.map { byte -> String in
      switch byte {
      case 0x20: "_"
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80..., 0x2D, 0x2E, 0x5F, 0x7E, 0x3A, 0x2C, 0x28,
        0x29, 0x27:
        ""
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    var bytes: [UInt8] = []
    for (byte, replacement) in zip(title.utf8, name) {
      if replacement.isEmpty { bytes.append(byte) } else { bytes += Array(replacement.utf8) }
    }
    return ArticleFields.url(String(base[...slash]) + String(decoding: bytes, as: UTF8.self))
  }
}
