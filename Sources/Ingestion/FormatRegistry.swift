/// The formats that are known, and how the right one is found.
public enum FormatRegistry {
  /// Every format; where two are equally sure of a document, the earlier has it.
  static let formats: [any ArticleFormat.Type] = [
    RSSFormat.self, AtomFormat.self, RDFFormat.self, NITFFormat.self, NewsMLG2Format.self,
    NewsMLFormat.self, NewsItemFormat.self, ReutersFormat.self, TRECFormat.self,
    MediaWikiFormat.self, SitemapFormat.self, WARCFormat.self, JSONFeedFormat.self,
    JSONLinesFormat.self,
    HTMLFormat.self, ANPAFormat.self, PlainTextFormat.self,
  ]

  /// What `--format` takes, in the order of the registry.
  public static var names: [String] { formats.map { $0.name } }

  /// The format called `name`.
  ///
  /// - Throws: `IngestionError` with code `unknownFormat` that lists the names.
  static func format(named name: String) throws(IngestionError) -> any ArticleFormat.Type {
    if let format = formats.first(where: { $0.name == name.lowercased() }) { return format }
    throw IngestionError(
      .unknownFormat, path: "--format \(name)",
      reason: "is not a known format; choose one of \(names.joined(separator: ", "))")
  }

  /// The format that is surest of `document`, and how sure it is; nil if none knows it.
  ///
  /// The content decides before the name: a page called ".txt" is a page.
  static func format(of document: SourceDocument) -> (
    format: any ArticleFormat.Type, confidence: FormatConfidence
  )? {
    var best: (format: any ArticleFormat.Type, confidence: FormatConfidence)?
    for format in formats {
      let confidence = format.confidence(in: document)
      if confidence > best?.confidence ?? .no { best = (format, confidence) }
      if confidence == .certain { break }
    }
    return best
  }
}
