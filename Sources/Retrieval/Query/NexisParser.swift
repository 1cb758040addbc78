public import Analysis

/// Understands searches as they are written for Nexis and Factiva.
///
/// From the tightest to the loosest: words side by side are a phrase; `or`; `w/n`, `/n`, `near n` in
/// any order and `pre/n`, `adj n` in order; `and`; `and not`. `word!`, `word*`, `word$` find words that
/// begin so. Fields: `headline( ) byline( ) publication( ) section( ) language( ) date( )` and Factiva's
/// `hd= by= sn= se= la=`. What has no equal here is searched as nearly as can be, finding more rather
/// than less, and is named in a note.
public struct NexisParser: Sendable {
  private let analyzer: Analyzer

  /// A parser that makes terms as `analyzer` does, which must be that of the index.
  public init(analyzer: Analyzer) { self.analyzer = analyzer }

  /// What `text` asks for, in time linear in its length; no text is a syntax error.
  ///
  /// - Throws: `QueryError` if the text is longer than `QueryParser.longestText` or has more than
  ///   `QueryParser.mostTerms` words.
  public func parse(_ text: String) throws(QueryError) -> UnderstoodQuery {
    try QueryParser.checkLength(of: text)
    var reading = NexisReading(
      lexemes: NexisLexer.lexemes(of: text), terms: QueryTerms(analyzer, prefersCapitals: true))
    let query = reading.read()
    try QueryParser.checkSize(of: query)
    return UnderstoodQuery(query: query, notes: reading.notes.sentences)
  }
}
