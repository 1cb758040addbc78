/// A news page in HTML or XHTML: one article.
public struct HTMLFormat: ArticleFormat {
  /// What `--format` calls it.
  public static let name = "html"

  /// Certain if the first bytes hold a mark that only HTML has, else by the file's name.
  public static func confidence(in document: SourceDocument) -> FormatConfidence {
    let start = unsafe document.bytes.prefix(4_096)
    // UTF-16 has a NUL in every ASCII character.
    let bytes = unsafe Array(start).filter { $0 != 0 }
    let confidence = HTMLShape.confidence(in: bytes)
    if confidence != .no { return confidence }
    let name = document.name.lowercased()
    return [".html", ".htm", ".xhtml", ".shtml"].contains { name.hasSuffix($0) } ? .byName : .no
  }

  /// Reads the page; its article's id is the canonical address, or the path if there is none.
  ///
  /// - Throws: `IngestionError` with code `empty` if the page has neither a headline nor text,
  ///   `tooLarge` above 16 MB.
  public static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    guard unsafe document.bytes.count <= HTMLPage.sizeLimit else {
      throw IngestionError(
        .tooLarge, path: document.path,
        reason: "the page is larger than 16 MB; split it or leave it out")
    }
    let extraction = unsafe CharacterDecoding.withUTF8(
      document.bytes, transport: document.declaredEncoding,
      declared: CharacterDecoding.declaredEncoding(inHTML: document.bytes)
    ) { text in
      unsafe ArticleExtraction(
        Array(text), usesStructuredData: document.usesStructuredData, address: document.address)
    }
    guard let article = extraction.article(path: document.path) else {
      throw IngestionError(
        .empty, path: document.path,
        reason: "the page holds no text; if a script draws it, save it after it has loaded")
    }
    sink.append(article) { extraction.explained(article) }
  }
}
