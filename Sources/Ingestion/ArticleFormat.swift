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

  /// Whether `a` is less sure than `b`.
  public static func < (a: FormatConfidence, b: FormatConfidence) -> Bool {
    a.rawValue < b.rawValue
  }
}

/// What receives the articles of a document.
public struct ArticleSink {
  /// No more failures than this are kept in full; the rest are counted.
  public static let maximumFailures = 1_000

  /// The articles received, if they are not handed on.
  public private(set) var articles: [Article] = []
  /// The records that could not be read, the first `maximumFailures` of them.
  public private(set) var failures: [IngestionError] = []
  /// How many articles were received.
  public private(set) var articleCount = 0
  /// How many records could not be read.
  public private(set) var failureCount = 0
  /// How many bytes of title and body the articles have.
  public private(set) var textBytes = 0
  /// Why the document holds no article although nothing is wrong with it, or nil.
  public private(set) var skipped: String?
  private let deliver: ((consuming Article) -> Void)?
  private let onPage: ((ExtractedPage) -> Void)?

  /// A sink that collects.
  public init() { (deliver, onPage) = (nil, nil) }

  /// A sink that hands each article on as it is read and keeps none; those of pages go to `onPage`, if
  /// there is one.
  public init(
    onPage: ((ExtractedPage) -> Void)? = nil, _ deliver: @escaping (consuming Article) -> Void
  ) {
    self.deliver = deliver
    self.onPage = onPage
  }

  /// Takes the article of a page; `explained` says how it was found, for those who want to know.
  mutating func append(_ article: Article, explained: () -> ExtractedPage) {
    guard let onPage else { return append(article) }
    articleCount += 1
    textBytes += article.title.utf8.count + article.body.utf8.count
    onPage(explained())
  }

  /// Takes the next article.
  public mutating func append(_ article: consuming Article) {
    articleCount += 1
    textBytes += article.title.utf8.count + article.body.utf8.count
    if let deliver { deliver(article) } else { articles.append(article) }
  }

  /// Takes word of a record that could not be read.
  public mutating func fail(_ error: IngestionError) {
    failureCount += 1
    if failures.count < Self.maximumFailures { failures.append(error) }
  }

  /// Takes word that the document holds no article, and why; the first reason is kept.
  public mutating func skip(_ reason: String) {
    if skipped == nil { skipped = reason }
  }
}
