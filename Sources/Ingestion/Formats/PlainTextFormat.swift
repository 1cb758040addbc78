internal import Articles

/// Plain text: the first line is the headline, the rest the body.
///
/// A line "By …" after the headline is the byline, and a line that is nothing but a date the date.
enum PlainTextFormat: ArticleFormat {
  static let name = "text"
  /// Larger texts are no articles, in bytes.
  static let maximumSize = 64 << 20

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let names: Set<String> = ["", "txt", "text", "md", "markdown", "asc"]
    guard names.contains(document.fileExtension), MarkupProbe(document).root.isEmpty else {
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
        reason: "is a text of more than 64 MB; split it into articles")
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
    var lines = text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A }
      .map { Substring($0) }[...]
    func dropBlank() {
      while let first = lines.first, PlainText.line(String(first)).isEmpty { lines.removeFirst() }
    }
    dropBlank()
    var article = Article(id: ArticleFields.id(path: path, record: nil))
    guard let first = lines.first else { return article }
    let headline = PlainText.line(String(first))
    // A first line as long as a paragraph is one.
    if headline.utf8.count <= 300, lines.count > 1 {
      article.title = headline.hasPrefix("# ") ? String(headline.dropFirst(2)) : headline
      lines.removeFirst()
    }
    dropBlank()
    for _ in 0..<2 {
      guard let next = lines.first.map({ PlainText.line(String($0)) }), next.utf8.count < 120 else {
        break
      }
      if next.hasPrefix("By ") || next.hasPrefix("BY "), article.byline.isEmpty {
        article.byline = ArticleFields.byline(next)
      } else if next.utf8.count < 50, article.published == nil, let date = ArticleFields.date(next)
      {
        article.published = date
      } else {
        break
      }
      lines.removeFirst()
      dropBlank()
    }
    let rest = lines.joined(separator: "\n")
    let paragraphs =
      PlainText.isWrapped(rest) || hasBlankLines(rest)
      ? PlainText.paragraphs(wrapped: rest) : [PlainText.lines(rest)]
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
