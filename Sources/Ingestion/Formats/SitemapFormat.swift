internal import Articles

/// Sitemaps: lists of addresses.
///
/// Those with news titles give articles without a body; others hold no text and are passed over.
enum SitemapFormat: ArticleFormat {
  static let name = "sitemap"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    ["urlset", "sitemapindex"].contains(document.markup.root) ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["url"], into: &sink) { item, _, number, sink in
      guard let news = item["news:news"], let title = news["news:title"]?.line, !title.isEmpty
      else {
        return
      }
      let url = ArticleFields.url(item["loc"]?.rawText)
      var article = Article(id: ArticleFields.id(url, path: document.path, record: number))
      article.url = url
      article.title = title
      article.setDates(
        ArticleFields.date(news["news:publication_date"]?.line),
        ArticleFields.date(item["lastmod"]?.line))
      article.source = news.descend("news:publication", "news:name")?.line ?? ""
      article.language = ArticleFields.language(
        news.descend("news:publication", "news:language")?.line)
      let keywords = news["news:keywords"]?.line ?? ""
      article.topics = ArticleFields.unique(
        keywords.split(separator: ",").map { PlainText.line(String($0)) })
      sink.append(article)
    }
    if sink.articleCount == 0 {
      sink.skip("is a sitemap, which lists addresses but holds no text")
    }
  }
}
