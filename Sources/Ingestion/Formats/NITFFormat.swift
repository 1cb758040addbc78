internal import Articles

/// NITF, the News Industry Text Format of the IPTC, with or without its namespace.
enum NITFFormat: ArticleFormat {
  static let name = "nitf"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    document.markup.root == "nitf" ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["nitf"], into: &sink) { nitf, _, number, sink in
      let article = article(nitf, path: document.path, record: number > 1 ? number : nil)
      if article.isBlank { sink.skip("holds no text") } else { sink.append(article) }
    }
  }

  /// The article of a `nitf` element.
  static func article(_ nitf: XMLElement, path: String, record: Int?) -> Article {
    let docdata = nitf.descend("head", "docdata")
    let pubdata = nitf.descend("head", "pubdata")
    let head = nitf.descend("body", "body.head")
    let metadata = nitf["head"]?.all("meta") ?? []
    func meta(_ name: String) -> String? {
      metadata.first { $0.attribute("name")?.lowercased() == name }?.attribute("content")
    }
    let url = ArticleFields.url(pubdata?.attribute("ex-ref"))
    var article = Article(
      id: ArticleFields.id(
        docdata?["doc-id"]?.attribute("id-string"), docdata?["du-key"]?.attribute("key"), url,
        path: path, record: record))
    article.url = url
    article.title = title(nitf)
    article.byline = byline(head)
    article.setDates(
      ArticleFields.date(
        docdata?["date.issue"]?.attribute("norm"), docdata?["date.release"]?.attribute("norm"),
        pubdata?.attribute("date.publication"),
        head?.descend("dateline", "story.date")?.attribute("norm"), meta("timestamp")), nil)
    article.section = PlainText.line(
      meta("online_sections") ?? pubdata?.attribute("position.section") ?? meta("section")
        ?? "")
    let sources = [
      head?["distributor"]?.line, docdata?["doc.copyright"]?.attribute("holder"),
      head?.descend("rights", "rights.owner")?.line, docdata?["doc-id"]?.attribute("regsrc"),
    ]
    article.source = sources.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    article.language = ArticleFields.language(
      nitf.attribute("baselang") ?? nitf.attribute("xml:lang")
        ?? nitf.descend("body", "body.content")?.attribute("xml:lang"))
    article.topics = topics(nitf, docdata)
    article.body = body(nitf, title: article.title)
    return article
  }

  /// The main headline, or the title of the head.
  static func title(_ nitf: XMLElement) -> String {
    let headlines = nitf.descend("body", "body.head", "hedline")
    for line in [headlines?["hl1"]?.line, headlines?.line, nitf.descend("head", "title")?.line] {
      if let line, !line.isEmpty { return line }
    }
    return nitf.first("hl1")?.line ?? ""
  }

  /// The paragraphs of the content; of the NYT corpus only the full text, not the lead again.
  static func body(_ nitf: XMLElement, title: String) -> String {
    let body = nitf["body"]
    let content = body?["body.content"]
    let full = content?.all("block").first { $0.attribute("class") == "full_text" }
    var paragraphs =
      (full ?? content)?.paragraphs()
      ?? body?.paragraphs(skipping: XMLElement.unread.union(["body.head", "body.end"])) ?? []
    if paragraphs.first == title { paragraphs.removeFirst() }
    if paragraphs.isEmpty {
      paragraphs = body?.descend("body.head", "abstract")?.paragraphs() ?? []
    }
    return PlainText.joined(paragraphs)
  }

  /// The authors: the byline without the titles of the persons.
  static func byline(_ head: XMLElement?) -> String {
    ArticleFields.byline(
      (head?.all("byline") ?? []).map { byline in
        byline.paragraphs(skipping: ["byttl"]).joined(separator: " ")
      })
  }

  private static func topics(_ nitf: XMLElement, _ docdata: XMLElement?) -> [String] {
    let subjects = nitf.descendants("tobject.subject").compactMap { subject in
      ["detail", "matter", "type"].lazy.compactMap { subject.attribute("tobject.subject.\($0)") }
        .first
    }
    let keywords =
      docdata?.descendants("keyword").compactMap { $0.attribute("key") ?? $0.line } ?? []
    let classifiers = docdata?.descendants("classifier").map(\.line) ?? []
    return ArticleFields.unique((subjects + keywords + classifiers).map { PlainText.line($0) })
  }
}
