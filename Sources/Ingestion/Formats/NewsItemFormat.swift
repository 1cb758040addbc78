internal import Articles

/// The Reuters Corpora RCV1 and RCV2: one `newsitem` with an item number per file.
enum NewsItemFormat: ArticleFormat {
  static let name = "rcv1"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    guard probe.root == "newsitem" else { return .no }
    return probe.contains("itemid=") ? .certain : .byShape
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["newsitem"], into: &sink) { item, _, number, sink in
      let article = article(item, path: document.path, record: number > 1 ? number : nil)
      if article.isBlank { sink.skip("holds no text") } else { sink.append(article) }
    }
  }

  private static func article(_ item: XMLElement, path: String, record: Int?) -> Article {
    let metadata = item["metadata"]
    func dublinCore(_ name: String) -> String? {
      metadata?.all("dc").first { $0.attribute("element") == name }?.attribute("value")
    }
    var article = Article(
      id: ArticleFields.id(
        item.attribute("itemid"), item.attribute("guid"), path: path, record: record))
    // The title begins with the country: "USA: Headline".
    let headline = item["headline"]?.line ?? ""
    article.title = headline.isEmpty ? item["title"]?.line ?? "" : headline
    article.byline = ArticleFields.byline(item.all("byline").map(\.line))
    article.setDates(
      ArticleFields.date(item.attribute("date"), dublinCore("dc.date.published")), nil)
    article.source = PlainText.line(dublinCore("dc.source") ?? dublinCore("dc.publisher") ?? "")
    article.language = ArticleFields.language(item.attribute("xml:lang"))
    let topics = metadata?.all("codes").filter {
      $0.attribute("class")?.contains("topics") ?? false
    }
    article.topics = ArticleFields.unique(
      (topics ?? []).flatMap { $0.all("code").compactMap { $0.attribute("code") } })
    article.body = PlainText.joined(item["text"]?.paragraphs() ?? [])
    return article
  }
}
