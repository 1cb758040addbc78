internal import Articles

/// Plain text: the first line is the headline, the rest the body.
///
/// A line "By …" after the headline is the byline, and a line that is nothing but a date the date.
enum PlainTextFormat: ArticleFormat {
  static let name = "text"
  /// Larger texts are no articles, in bytes.
  static let maximumSize = 16 << 20

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let names: Set<String> = ["", "txt", "text", "md", "markdown", "asc"]
    guard names.contains(document.fileExtension), document.markup.root.isEmpty else {
      return .no
    }
    let prose: Set<String> = ["license", "licence", "copying", "readme", "makefile", "notice"]
    return prose.contains(
      document.name.lowercased().split(separator: ".").first.map(String.init) ?? "")
      ? .no : .byName
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    guard unsafe document.bytes.count <= maximumSize else {
      throw IngestionError(
        .tooLarge, path: document.path,
        reason: "is a text of more than 16 MB; split it into articles")
    }
    let text = unsafe CharacterDecoding.decode(
      document.bytes, transport: document.declaredEncoding)
    let article = article(text, path: document.path)
    if article.isBlank {
      throw IngestionError(.empty, path: document.path, reason: "holds nothing but white space")
    }
    sink.append(article)
  }

  private static func article(_ text: String, path: String) -> Article {
    var rest = Substring(text).utf8
    var line: Substring { Substring(rest.prefix { $0 != 0x0A }) }
    func dropLine() { rest = rest.drop { $0 != 0x0A }.dropFirst() }
    func dropBlank() {
      // To the line of the first letter, at once.
      let first = rest.firstIndex { $0 > 0x20 } ?? rest.endIndex
      if let end = rest[..<first].lastIndex(of: 0x0A) { rest = rest[end...].dropFirst() }
      while !rest.isEmpty, PlainText.line(String(line)).isEmpty { dropLine() }
    }
    dropBlank()
    var article = Article(id: ArticleFields.id(path: path, record: nil))
    if rest.isEmpty { return article }
    let headline = PlainText.line(String(line))
    // A first line as long as a paragraph is one.
    if headline.utf8.count <= 300, rest.contains(0x0A) {
      article.title = headline.hasPrefix("# ") ? String(headline.dropFirst(2)) : headline
      dropLine()
    }
    dropBlank()
    for _ in 0..<2 where !rest.isEmpty {
      let next = PlainText.line(String(line))
      guard next.utf8.count < 120 else { break }
      if next.hasPrefix("By ") || next.hasPrefix("BY "), article.byline.isEmpty {
        article.byline = ArticleFields.byline(next)
      } else if next.utf8.count < 50, article.published == nil, let date = ArticleFields.date(next)
      {
        article.published = date
      } else {
        break
      }
      dropLine()
      dropBlank()
    }
    let text = String(Substring(rest))
    let paragraphs =
      PlainText.isWrapped(text) || hasBlankLines(text)
      ? PlainText.paragraphs(wrapped: text) : [PlainText.lines(text)]
    article.body = PlainText.joined(paragraphs)
    return article
  }

  private static func hasBlankLines(_ text: String) -> Bool {
    var isBlank = false
    for byte in text.utf8 {
      if byte == 0x0A {
        if isBlank { return true }
        isBlank = true
      } else if byte > 0x20 {
        isBlank = false
      }
    }
    return false
  }
}
