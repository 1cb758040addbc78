public import Articles

/// A format that articles come in: how to recognise it and how to read it.
///
/// One file in `Formats/` and its fixtures hold all there is to say about a format.
public protocol ArticleFormat: Sendable {
  /// What `--format` calls it.
  static var name: String { get }

  /// How sure the format is that `document` is its own, from its first bytes and its name.
  static func confidence(in document: SourceDocument) -> FormatConfidence

  /// Reads every article of `document`, in order.
  ///
  /// A record that cannot be read goes to `sink` as a failure and does not stop the rest.
  /// - Throws: `IngestionError` if nothing of the document can be read.
  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError)
}

/// How sure a format is that a document is its own; the surest wins, then the order of the registry.
public enum FormatConfidence: Int, Sendable, Comparable {
  case no, byName, byShape, certain

  public static func < (a: FormatConfidence, b: FormatConfidence) -> Bool { a.rawValue < b.rawValue }
}

/// What receives the articles of a document.
public struct ArticleSink {
  /// The articles read since the last `take`.
  public private(set) var articles: [Article] = []
  /// The records that could not be read.
  public private(set) var failures: [IngestionError] = []
  private let deliver: ((consuming Article) -> Void)?

  /// A sink that collects.
  public init() { deliver = nil }

  /// A sink that hands each article on as it is read and keeps none.
  public init(_ deliver: @escaping (consuming Article) -> Void) { self.deliver = deliver }

  /// Takes the next article.
  public mutating func append(_ article: consuming Article) {
    if let deliver { deliver(article) } else { articles.append(article) }
  }

  /// Takes word of a record that could not be read.
  public mutating func fail(_ error: IngestionError) { failures.append(error) }
}
