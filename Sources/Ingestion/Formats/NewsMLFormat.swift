internal import Articles

/// NewsML 1.x: `NewsML/NewsItem`, whose components nest and may hold several stories.
enum NewsMLFormat: ArticleFormat {
  static let name = "newsml"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    document.markup.root == "newsml" ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["newsitem"], into: &sink) { item, _, number, sink in
      let articles = articles(item, path: document.path, record: number > 1 ? number : nil)
      if articles.isEmpty { sink.skip("holds no text") }
      for article in articles { sink.append(article) }
    }
  }

  /// A story for each component that has text and a headline of its own.
  private static func articles(_ item: XMLElement, path: String, record: Int?) -> [Article] {
    var stories: [Story] = []
    collect(item, lines: nil, into: &stories)
    var articles: [Article] = []
    for story in stories {
      var article = base(item, path: path, record: record)
      article.title = story.title
      article.byline = story.byline
      article.body = story.body
      if article.isBlank || articles.contains(where: { $0.title == article.title }) { continue }
      if !articles.isEmpty {
        article.id = ArticleFields.id(
          "\(article.id)#\(articles.count + 1)", path: path, record: nil)
      }
      articles.append(article)
    }
    return articles
  }

  private struct Story {
    var title: String
    var byline: String
    var body: String
  }

  private static func collect(
    _ element: XMLElement, lines inherited: XMLElement?, into stories: inout [Story]
  ) {
    let lines = element["newslines"] ?? inherited
    for content in element.all("contentitem") where isText(content) {
      guard let data = content["datacontent"] else { continue }
      let nitf = data["nitf"]
      let titles = [lines?["headline"]?.line ?? "", nitf.map { NITFFormat.title($0) } ?? ""]
      let title = titles.first { !$0.isEmpty } ?? lines?["slugline"]?.line ?? ""
      let body =
        nitf.map { NITFFormat.body($0, title: title) }
        ?? PlainText.joined(MixedText.paragraphs(of: data))
      guard !body.isEmpty else { continue }
      let byline = ArticleFields.byline(lines?.all("byline").map(\.line) ?? [])
      stories.append(
        Story(
          title: title,
          byline: byline.isEmpty ? NITFFormat.byline(nitf?.descend("body", "body.head")) : byline,
          body: body))
    }
    for component in element.all("newscomponent") {
      collect(component, lines: lines, into: &stories)
    }
  }

  private static func isText(_ content: XMLElement) -> Bool {
    guard let type = content["mediatype"]?.attribute("formalname") else { return true }
    return ["text", "complextext"].contains(type.lowercased())
  }

  private static func base(_ item: XMLElement, path: String, record: Int?) -> Article {
    let identifier = item.descend("identification", "newsidentifier")
    let management = item["newsmanagement"]
    var article = Article(
      id: ArticleFields.id(
        identifier?["publicidentifier"]?.line, identifier?["newsitemid"]?.line, path: path,
        record: record))
    article.setDates(
      ArticleFields.date(
        management?["firstcreated"]?.line, item.first("storydate")?.attribute("norm"),
        identifier?["dateid"]?.line),
      ArticleFields.date(management?["thisrevisioncreated"]?.line))
    let provider = item.descend("newscomponent", "administrativemetadata", "provider", "party")
    article.source = PlainText.line(
      provider?.attribute("formalname") ?? identifier?["providerid"]?.line ?? "")
    article.language = ArticleFields.language(
      item.first("language")?.attribute("formalname") ?? item.attribute("xml:lang"))
    let metadata = item.first("descriptivemetadata")
    article.topics = ArticleFields.unique(
      (metadata?.descendants("topicoccurrence") ?? []).compactMap { $0.attribute("topic") }
        .filter { !$0.hasPrefix("#") } + item.descendants("keywordline").map(\.line))
    return article
  }
}
