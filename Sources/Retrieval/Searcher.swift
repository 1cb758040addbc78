public import InvertedIndex

/// Answers queries from one snapshot.
///
/// The scores of every evaluation, at any number of segments, equal those of `exhaustive`, bit for
/// bit; documents with equal scores come in the order of the index. Thread-safe.
public struct Searcher: Sendable {
  /// What is searched.
  public let snapshot: IndexSnapshot
  /// The formula.
  public let model: BM25
  /// What the formula knows of the collection.
  public let statistics: CollectionStatistics
  /// For each segment.
  private let tables: [ScoringTables]
  private let stems: Bool

  /// A searcher of `snapshot`.
  ///
  /// - Parameter stems: whether the index has stems, as its analyzer says.
  public init(_ snapshot: IndexSnapshot, stems: Bool, model: BM25 = BM25()) {
    self.snapshot = snapshot
    self.model = model
    self.stems = stems
    statistics = CollectionStatistics(snapshot)
    var tables: [ScoringTables] = []
    for view in snapshot.segments {
      tables.append(
        ScoringTables(
          model, averageLength: statistics.averageLength,
          scale: view.segment.summary.impactScale, sharing: tables.first))
    }
    self.tables = tables
  }

  /// A query with its terms looked up: what can be asked again without that work.
  public struct PreparedQuery {
    let plan: QueryPlan
    let accepted: [DocumentSet?]
  }

  /// Looks up the terms of `query`.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the index are not what was written.
  public func prepare(_ query: Query) throws(IndexError) -> PreparedQuery {
    let planner = QueryPlanner(snapshot: snapshot, statistics: statistics, stems: stems)
    let (plan, filters) = try planner.plan(query)
    var accepted: [DocumentSet?] = []
    for i in snapshot.segments.indices {
      accepted.append(try FilterSet(snapshot).accepted(segment: i, filters))
    }
    return PreparedQuery(plan: plan, accepted: accepted)
  }

  /// The `count` best documents for `query`, best first.
  public func top(_ count: Int, _ query: PreparedQuery) throws(IndexError) -> [ScoredDocument] {
    var top = TopK(count)
    guard count > 0 else { return [] }
    for i in snapshot.segments.indices {
      try withContext(query, i) { context throws(IndexError) in
        try evaluate(query.plan, context, into: &top)
      }
    }
    return top.ranked()
  }

  /// The `count` best documents by scoring every match: what `top` must equal.
  public func exhaustive(
    _ count: Int, _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    Array(try all(query).sorted { $0.isBefore($1) }.prefix(max(count, 0)))
  }

  /// Every matching document with its score, in the order of the index.
  public func all(_ query: PreparedQuery) throws(IndexError) -> [ScoredDocument] {
    var found: [ScoredDocument] = []
    for i in snapshot.segments.indices {
      try withContext(query, i) { context throws(IndexError) in
        let matches = try SetEvaluation(context: context).matches(query.plan)
        for (document, score) in zip(matches.documents, matches.scores) {
          found.append(ScoredDocument(segment: i, document: document, score: score))
        }
      }
    }
    return found
  }

  /// The exact number of documents that match `query`.
  public func count(_ query: PreparedQuery) throws(IndexError) -> Int {
    var count = 0
    for i in snapshot.segments.indices {
      try withContext(query, i) { context throws(IndexError) in
        count += try MatchCount(context: context).count(query.plan)
      }
    }
    return count
  }

  private func evaluate(
    _ plan: QueryPlan, _ context: SegmentContext, into top: inout TopK
  ) throws(IndexError) {
    let segment = context.index
    switch plan {
    case .term, .any, .all, .phrase, .required:
      guard let all = plan.clauses, !all.isSloppy else { break }
      guard let clauses = SegmentClauses(all, segment: segment) else { return }
      if let single = clauses.single {
        TermEvaluation.run(
          single.list, scorer: context.scorer(weight: single.weight), segment: segment,
          accepted: context.accepted, into: &top)
      } else {
        var evaluation = try WindowEvaluation(clauses, context: context)
        evaluation?.run(into: &top)
      }
      return
    default: break
    }
    let matches = try SetEvaluation(context: context).matches(plan)
    for (document, score) in zip(matches.documents, matches.scores) {
      top.insert(segment: segment, document: document, score: score)
    }
  }

  func withContext(
    _ query: PreparedQuery, _ i: Int,
    _ body: (SegmentContext) throws(IndexError) -> Void
  ) throws(IndexError) {
    try body(
      SegmentContext(
        index: i, segment: snapshot.segments[i].segment, accepted: query.accepted[i],
        tables: tables[i]))
  }
}
