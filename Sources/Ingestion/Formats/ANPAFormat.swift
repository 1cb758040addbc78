internal import Articles

/// The wire format ANPA 1312 as agencies send it: a control line, marked header lines, the text.
///
/// Header lines begin with "^" and end with "=" or "<"; paragraphs are indented.
enum ANPAFormat: ArticleFormat {
  static let name = "anpa"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let head = unsafe Array(document.bytes.prefix(400))
    let isASCII = head.allSatisfy { $0 > 0 && $0 < 0x80 }
    let startsMessage = head.starts(with: [0x16, 0x16, 0x01]) || head.first == 0x01
    return isASCII && head.contains(0x02) && (startsMessage || head.contains(0x5E)) ? .certain : .no
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    guard unsafe document.bytes.count <= PlainTextFormat.maximumSize else {
      throw IngestionError(
        .tooLarge, path: document.path, reason: "is a wire text of more than 16 MB; split it")
    }
    let text = unsafe CharacterDecoding.decode(document.bytes)
    let article = article(text, path: document.path)
    if article.isBlank {
      throw IngestionError(.empty, path: document.path, reason: "is a wire message without a text")
    }
    sink.append(article)
  }

  private static func article(_ text: String, path: String) -> Article {
    var article = Article(id: ArticleFields.id(path: path, record: nil))
    var body: [Substring] = []
    var headers: [String] = []
    let afterStart = text.utf8.firstIndex(of: 0x02).map { text.utf8.index(after: $0) }
    let content = text.utf8[(afterStart ?? text.utf8.startIndex)...].prefix { $0 != 0x03 }
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = Substring(line)
      if body.isEmpty, let mark = line.firstIndex(of: "^") {
        var header = line[line.index(after: mark)...]
        while let last = header.last, "<= \r".contains(last) { header.removeLast() }
        headers.append(PlainText.line(String(header)))
      } else if !body.isEmpty || !PlainText.line(String(line)).isEmpty {
        body.append(line)
      }
    }
    for header in headers {
      if header.lowercased().hasPrefix("by ") {
        article.byline = ArticleFields.byline(header)
      } else if header.hasSuffix("Press") || header.hasSuffix("Reuters") {
        article.source = header
      }
    }
    // The first header is the slug, the second the headline.
    let plain = headers.filter { !$0.isEmpty && !$0.hasPrefix("Eds") && !$0.hasPrefix("AP Photo") }
    article.title = plain.count > 1 ? plain[1] : plain.first ?? ""
    var paragraphs = PlainText.paragraphs(wrapped: body.joined(separator: "\n"))
    if article.title.isEmpty, let first = paragraphs.first, first.utf8.count < 300 {
      article.title = first.hasSuffix("=") ? PlainText.trimmed(String(first.dropLast())) : first
      paragraphs.removeFirst()
    }
    article.body = PlainText.joined(paragraphs)
    return article
  }
}
