public import Analysis
public import Articles
internal import Ingestion
public import InvertedIndex
public import Retrieval

/// Searches an index as it was at its last commit.
///
/// Thread-safe.
public struct NewsSearcher: Sendable {
  /// What is searched.
  public let snapshot: IndexSnapshot
  /// The analysis of the index.
  public let analyzer: Analyzer
  /// The engine below.
  public let searcher: Searcher

  /// Opens the index in the folder `path`.
  ///
  /// - Parameter model: the formula of ranking, or nil for the standard one of the analysis.
  /// - Throws: `IndexError` if there is none, or it is damaged or was made by other rules.
  public init(path: String, model: RankingModel? = nil) throws(IndexError) {
    let snapshot = try IndexSnapshot(path: path)
    analyzer = try IndexSettings(of: snapshot).analyzer
    self.snapshot = snapshot
    searcher = Searcher(snapshot, stems: analyzer.stems, analyzer: analyzer, model: model)
  }

  private init(_ other: NewsSearcher, model: RankingModel, prior: DatePrior?) {
    snapshot = other.snapshot
    analyzer = other.analyzer
    searcher = Searcher(
      other.snapshot, stems: other.analyzer.stems, analyzer: other.analyzer, model: model,
      prior: prior)
  }

  /// A searcher of the same snapshot that ranks by `model`, and by date if a prior is given.
  public func ranked(by model: RankingModel, prior: DatePrior? = nil) -> NewsSearcher {
    NewsSearcher(self, model: model, prior: prior)
  }

  /// The latest date of an article that can be found, in seconds since 1970; nil if none has one.
  public func newestDate() throws(IndexError) -> Int64? {
    var newest: Int64?
    for view in snapshot.segments {
      let dates = try view.segment.dateZones()
      for (i, zone) in dates.zones.enumerated()
      where zone.least <= zone.greatest && newest.map({ $0 < zone.greatest }) ?? true {
        // Where all can be found, the zone tells.
        guard view.excluded != nil else {
          newest = zone.greatest
          continue
        }
        for document in dates.documents(ofZone: i) where view.isLive(document) {
          if let date = dates.dates[document] { newest = max(newest ?? date, date) }
        }
      }
    }
    return newest
  }

  /// The articles that match the typed `text`.
  ///
  /// - Throws: `IndexError` if the index is damaged, `QueryError` if the text is far too long.
  public func search(
    _ text: String, options: SearchOptions = SearchOptions()
  ) throws -> SearchResults {
    try search(try query(text, options).query, options: options)
  }

  /// What `text` and the dates of `options` ask for, and a sentence for each part of the text that was
  /// not taken as it was meant.
  public func query(
    _ text: String, _ options: SearchOptions
  ) throws(QueryError) -> (query: Query, notes: [String]) {
    let understood =
      switch options.language {
      case .lede:
        try QueryParser(analyzer: analyzer).understand(
          text, options: .init(requiresAll: options.requiresAll))
      case .nexis: try NexisParser(analyzer: analyzer).parse(text)
      }
    let (parsed, notes) = (understood.query, understood.notes)
    guard options.since != nil || options.until != nil, parsed != .nothing else {
      return (parsed, notes)
    }
    return (.filter(parsed, .published(from: options.since, to: options.until)), notes)
  }

  /// The articles that match `query`, expanded if `options` say so.
  public func search(_ query: Query, options: SearchOptions) throws(IndexError) -> SearchResults {
    var asked = ExpandedQuery(query)
    if let feedback = options.feedback { asked = try searcher.expand(query, by: feedback) }
    let prepared = try searcher.prepare(asked)
    let wanted = max(options.top, 0) + max(options.offset, 0)
    let ranked: [ScoredDocument]
    var count: Int?
    switch (options.order, options.counts) {
    case (.relevance, true): (ranked, count) = try searcher.topAndCount(wanted, prepared)
    case (.relevance, false): ranked = try searcher.top(wanted, prepared)
    case (let order, let counts):
      ranked = try searcher.first(wanted, by: order == .newest ? .newest : .oldest, prepared)
      count = counts ? try searcher.count(prepared) : nil
    }
    let highlighter = Highlighter(query, analyzer: analyzer)
    var hits: [SearchHit] = []
    for (i, document) in ranked.enumerated().dropFirst(max(options.offset, 0)) {
      hits.append(try hit(document, rank: i + 1, highlighter, snippet: options.hasSnippets))
    }
    return SearchResults(
      hits: hits, count: count, query: asked.query)
  }

  private func hit(
    _ document: ScoredDocument, rank: Int, _ highlighter: Highlighter, snippet: Bool
  ) throws(IndexError) -> SearchHit {
    let article = try article(document)
    return SearchHit(
      rank: rank, document: document, score: document.score.value, article: article,
      path: try path(document),
      title: Snippet(wholeOf: article.title, highlighter: highlighter),
      snippet: snippet ? Snippet(of: article.body, highlighter: highlighter) : nil)
  }

  /// The article of a document as far as it is stored.
  public func article(_ document: ScoredDocument) throws(IndexError) -> Article {
    let segment = snapshot.segments[document.segment].segment
    let identifier = try segment.identifier(of: document.document)
    guard let id = ArticleID(identifier) else {
      throw IndexError(
        .damaged, path: segment.path, place: "section identifiers",
        reason: "an article has no identifier; build the index again")
    }
    return StoredArticle.decode(try segment.stored(of: document.document), id: id)
  }

  /// The identifier of a document.
  public func identifier(_ document: ScoredDocument) throws(IndexError) -> String {
    try snapshot.segments[document.segment].segment.identifier(of: document.document)
  }

  /// The articles with that identifier, and the files they were read from; hidden copies only if a search
  /// finds none of that identifier.
  public func articles(
    withID id: String
  ) throws(IndexError) -> [(article: Article, path: String)] {
    var found: [(article: Article, path: String)] = []
    var hidden: [(article: Article, path: String)] = []
    for (i, view) in snapshot.segments.enumerated() {
      for document in try view.segment.documents(identifier: id) where view.isKept(document) {
        let scored = ScoredDocument(segment: i, document: document, score: 0)
        let article = (try article(scored), try path(scored))
        if view.isLive(document) { found.append(article) } else { hidden.append(article) }
      }
    }
    return found.isEmpty ? hidden : found
  }

  /// The file that a document was read from, as shown to people.
  public func path(_ document: ScoredDocument) throws(IndexError) -> String {
    let file = try snapshot.segments[document.segment].segment.file(of: document.document)
    return DiscoveredFile.shown(file.path)
  }
}
