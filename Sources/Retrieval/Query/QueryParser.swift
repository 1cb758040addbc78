public import Analysis

/// Understands typed text as a query.
///
/// No text is a syntax error: what cannot be an operator is searched as words.
///
/// From the tightest to the loosest: `word* word~1 "…"~2 …^2`, fields (`title:…`), `NEAR/n PRE/n`,
/// `NOT`, `AND`, `OR`, and words side by side, any of which may match (all with `requiresAll`).
/// Beside each other, `+a` must match, `-a` and `a NOT b` exclude from all, and conditions
/// (`date: lang: id: source: section: byline:`) restrict the rest unless `OR` stands beside them.
public struct QueryParser: Sendable {
  /// How a text is understood.
  public struct Options: Sendable, Hashable {
    /// Whether every word must match, not any; stop words too.
    public var requiresAll: Bool
    /// Whether operators mean anything; if not, everything is words, as the topics of a test
    /// collection want it.
    public var knowsOperators: Bool
    /// Whether a bare stop word without `+` is left out where other words remain.
    public var dropsStopWords: Bool
    /// Whether a bare hyphenated word is ranked by the stems of its parts and of the whole; if not, it
    /// is one concept: the exact parts in sequence, or the whole.
    public var splitsCompounds: Bool

    /// The options of a plain search.
    public init(
      requiresAll: Bool = false, knowsOperators: Bool = true, dropsStopWords: Bool = true,
      splitsCompounds: Bool = false
    ) {
      self.requiresAll = requiresAll
      self.knowsOperators = knowsOperators
      self.dropsStopWords = dropsStopWords
      self.splitsCompounds = splitsCompounds
    }

    /// The options for the topics of a test collection: all text is words, ranked one by one.
    public static let topics = Options(knowsOperators: false, splitsCompounds: true)
  }

  /// The longest text taken, in bytes of UTF-8: 64 KiB.
  public static let longestText = 64 << 10
  /// The most words, phrases counting as many as they have.
  public static let mostTerms = 1_024
  /// The most groups inside each other; deeper parentheses mean nothing.
  public static let deepestGroup = 64
  /// The greatest distance of `NEAR/n` and slop of a phrase; greater ones are taken as this.
  static let longestDistance = 1_000
  /// The most operands of one `near`; a longer chain is taken two by two, since every sequence of the
  /// operands may have to be tried.
  static let mostNear = 4
  /// The greatest weight; the least is one divided by it.
  static let heaviest = 1_000_000.0

  private let analyzer: Analyzer

  /// A parser that makes terms as `analyzer` does, which must be that of the index.
  public init(analyzer: Analyzer) { self.analyzer = analyzer }

  /// What `text` asks for; linear in its length.
  ///
  /// - Throws: `QueryError` if the text is longer than `longestText` or has more than `mostTerms` words.
  public func parse(_ text: String, options: Options = Options()) throws(QueryError) -> Query {
    try understand(text, options: options).query
  }

  /// What `text` asks for, and what of it was probably meant otherwise; linear in its length.
  ///
  /// - Throws: `QueryError` if the text is longer than `longestText` or has more than `mostTerms` words.
  public func understand(
    _ text: String, options: Options = Options()
  ) throws(QueryError) -> UnderstoodQuery {
    try Self.checkLength(of: text)
    let (lexemes, notes) =
      options.knowsOperators
      ? QueryLexer.read(text) : (QueryLexer.words(of: text), QueryNotes())
    var reading = QueryReading(
      lexemes: lexemes, notes: notes, options: options,
      terms: QueryTerms(
        analyzer, prefersCapitals: !Self.isShouted(text),
        splitsCompounds: options.splitsCompounds))
    let query = reading.read()
    try Self.checkSize(of: query)
    return UnderstoodQuery(query: query, notes: reading.notes.sentences)
  }

  /// Throws for a text longer than `longestText`.
  static func checkLength(of text: String) throws(QueryError) {
    guard text.utf8.count > longestText else { return }
    throw QueryError(
      .tooLong, "the query is longer than 64 KiB; shorten it, or search for its main words")
  }

  /// Throws for a query of more than `mostTerms` words.
  static func checkSize(of query: Query) throws(QueryError) {
    let count = query.termCount
    guard count > mostTerms else { return }
    throw QueryError(
      .tooManyTerms,
      "the query has \(count) words, more than \(mostTerms); search for its main words")
  }

  /// The weight that `number` states, or nil if it is not a number or not within bounds.
  static func weight(_ number: String) -> Double? {
    guard let weight = Double(number), (1 / heaviest...heaviest).contains(weight) else {
      return nil
    }
    return weight
  }

  /// Whether three words or more are all in capitals, so that capitals mean nothing.
  private static func isShouted(_ text: String) -> Bool {
    if text.unicodeScalars.contains(where: { $0.properties.isLowercase }) { return false }
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    let isOperator = { (word: Substring.UnicodeScalarView) in
      QueryLexeme(operator: String(word)) != nil
    }
    return words.count { $0.contains { $0.properties.isUppercase } && !isOperator($0) } > 2
  }
}

extension Query {
  /// The number of terms in the query, a phrase counting as many as it has words.
  var termCount: Int {
    switch self {
    case .word, .prefix, .fuzzy: 1
    case .phrase(let phrase): phrase.words.count
    case .near(let queries, _, _), .any(let queries), .all(let queries):
      queries.reduce(0) { $0 + $1.termCount }
    case .except(let a, let b): a.termCount + b.termCount
    case .required(let queries, let optional): (queries + optional).reduce(0) { $0 + $1.termCount }
    case .filter(let query, _), .boosted(let query, _): query.termCount
    case .everything, .nothing: 0
    }
  }
}
