internal import Articles

/// The SGML of the TREC collections and of Gigaword: many `DOC` elements per file, no root.
///
/// The number of a document is in `DOCNO` or in the `id` attribute; tags may be left unclosed.
enum TRECFormat: ArticleFormat {
  static let name = "trec"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    guard probe.root == "doc" else { return .no }
    return probe.contains("<docno>") || probe.contains("<doc id=") ? .certain : .byShape
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    try XMLItems.read(document, items: ["doc"], into: &sink) { item, _, number, sink in
      let article = article(item, path: document.path, record: number)
      if !article.isBlank { sink.append(article) }
    }
  }

  private static func article(_ item: XMLElement, path: String, record: Int) -> Article {
    let number = item["docno"]?.line ?? item.attribute("id") ?? item["docid"]?.line
    var article = Article(id: ArticleFields.id(number, path: path, record: record))
    article.title = firstLine(item, ["headline", "head", "hl", "ttl", "title", "ti", "h3"])
    article.byline = ArticleFields.byline(firstLine(item, ["byline", "author", "by"]))
    article.setDates(
      ArticleFields.date(
        item["date_time"]?.line, item["date"].flatMap { shortDay($0.line) }, item["date"]?.line,
        item["pubdate"]?.line, item["date1"]?.line,
        item.first("date_time")?.line, day(in: number ?? "")), nil)
    article.section = item["section"]?.line ?? ""
    article.source = firstLine(item, ["source", "so", "pub"])
    article.language = ArticleFields.language(item.attribute("lang") ?? item["language"]?.line)
    article.body = PlainText.joined(paragraphs(item))
    return article
  }

  private static func firstLine(_ item: XMLElement, _ names: [String]) -> String {
    names.lazy.compactMap { item.first($0)?.line }.first { !$0.isEmpty } ?? ""
  }

  /// The lead and the text; where there is no text element, all that is not known to be something
  /// else.
  private static func paragraphs(_ item: XMLElement) -> [String] {
    let texts = item.descendants("text")
    let leads = texts.isEmpty ? [] : item.all("lp") + item.all("leadpara")
    if !texts.isEmpty { return (leads + texts).flatMap { paragraphs(of: $0) } }
    let rest = item.children.filter { !metadata.contains($0.name) }
    return rest.isEmpty ? paragraphs(of: item) : rest.flatMap { paragraphs(of: $0) }
  }

  private static func paragraphs(of text: XMLElement) -> [String] {
    text.first("p") == nil
      ? PlainText.paragraphs(wrapped: text.rawText) : text.paragraphs(skipping: metadata)
  }

  private static let metadata: Set<String> = [
    "docno", "docid", "date", "date_time", "date1", "headline", "head", "hl", "ttl", "title",
    "byline",
    "author", "section", "source", "so", "length", "language", "fileid", "doctype", "slug",
    "header",
    "trailer", "graphic", "type", "subject", "correction-date", "pubdate", "first", "second",
  ]

  /// A day written with two digits each, as in the Financial Times of 1991 to 1994: "940101".
  private static func shortDay(_ line: String) -> String? {
    guard line.utf8.count == 6, line.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return "19\(line.prefix(2))-\(line.dropFirst(2).prefix(2))-\(line.suffix(2))"
  }

  /// The day inside a document number such as "APW19980601.0123" or "NYT_ENG_20041001.0007".
  private static func day(in number: String) -> String? {
    let runs = number.split { !("0"..."9").contains($0) }
    guard
      let run = runs.first(where: { $0.count == 8 && ($0.hasPrefix("19") || $0.hasPrefix("20")) })
    else { return nil }
    return "\(run.prefix(4))-\(run.dropFirst(4).prefix(2))-\(run.suffix(2))"
  }
}
