public import Analysis
public import InvertedIndex

/// Answers queries from one snapshot.
///
/// The scores of every evaluation, at any number of segments, equal those of `exhaustive`, bit for
/// bit; documents with equal scores come in the order of the index. Thread-safe.
public struct Searcher: Sendable {
  /// What is searched.
  public let snapshot: IndexSnapshot
  /// The formula.
  public let model: RankingModel
  /// What the dates of documents add to their scores, if anything.
  public internal(set) var prior: DatePrior?
  /// What the formula knows of the collection.
  public let statistics: CollectionStatistics
  private let segments: [SearchedSegment]
  /// The live documents of each segment, or nil if all are.
  private let live: [AcceptedDocuments?]
  let stems: Bool
  let analyzer: Analyzer?

  /// A searcher of `snapshot`.
  ///
  /// - Parameters:
  ///   - stems: whether the index has stems, as its analyzer says.
  ///   - analyzer: that of the index. Words that are to stand near one another are found in all forms that have the
  ///     same stem; without it only as they are typed.
  ///   - model: the formula, or nil for the standard one.
  ///   - prior: what the dates of documents add to their scores.
  public init(
    _ snapshot: IndexSnapshot, stems: Bool, analyzer: Analyzer? = nil, model: RankingModel? = nil,
    prior: DatePrior? = nil
  ) {
    self.snapshot = snapshot
    self.analyzer = analyzer
    self.prior = prior
    let model = model ?? .standard(stems: stems)
    self.model = model
    self.stems = stems
    statistics = CollectionStatistics(snapshot)
    live = FilterSet(snapshot).live
    let weights = stems ? model.weights : .none
    let lengths = ScoringTables.Lengths(
      average: statistics.averageLength(weights, of: snapshot), weights: weights,
      areRounded: model.roundsLengths)
    var segments: [SearchedSegment] = []
    for (i, view) in snapshot.segments.enumerated() {
      let tables = ScoringTables(
        model.saturation, lengths, of: view.segment, sharing: segments.first?.tables)
      segments.append(SearchedSegment(index: i, segment: view.segment, tables: tables))
    }
    self.segments = segments
  }

  /// A query with its terms looked up: what can be asked again without that work.
  ///
  /// A class, so that passing it on counts one reference, and not one for each of its parts.
  public final class PreparedQuery {
    let plan: QueryPlan
    /// The documents of each segment that may be found, or nil for all.
    let accepted: [AcceptedDocuments?]
    let prior: DocumentPrior?
    let proximity: PairProximity?
    let resemblance: Resemblance?
    /// Documents that are known to match.
    let known: [ScoredDocument]
    /// That of the planner, in which the plan stands.
    private let memory: ScratchMemory

    fileprivate init(
      _ plan: QueryPlan, accepted: [AcceptedDocuments?], prior: DocumentPrior?,
      proximity: PairProximity?, resemblance: Resemblance?, known: [ScoredDocument],
      memory: ScratchMemory
    ) {
      self.plan = plan
      self.accepted = accepted
      self.prior = prior
      self.proximity = proximity
      self.resemblance = resemblance
      self.known = known
      self.memory = memory
    }

    /// The same query, of which no document is lifted for it resembles the best.
    var withoutResemblance: PreparedQuery {
      PreparedQuery(
        plan, accepted: accepted, prior: prior, proximity: proximity, resemblance: nil,
        known: known, memory: memory)
    }

    /// As many of the best as must be known for the `count` best.
    func depth(for count: Int) -> Int {
      guard count > 0 else { return count }
      return max(
        count, proximity == nil ? 0 : PairProximity.depth,
        resemblance == nil ? 0 : Resemblance.depth)
    }
  }

  /// Looks up the terms of an expanded query.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the index are not what was written.
  public func prepare(_ expanded: ExpandedQuery) throws(IndexError) -> PreparedQuery {
    try prepare(expanded.query, known: expanded.sources)
  }

  /// Looks up the terms of `query`.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the index are not what was written, `.incompatible` if
  ///   it has no positions, which the query asks for.
  public func prepare(_ query: Query) throws(IndexError) -> PreparedQuery {
    try prepare(query, known: [])
  }

  private func prepare(
    _ query: Query, known: [ScoredDocument]
  ) throws(IndexError) -> PreparedQuery {
    let planner = QueryPlanner(
      snapshot: snapshot, statistics: statistics, stems: stems, analyzer: analyzer, model: model,
      memory: ScratchMemory())
    let (plan, filters) = try planner.plan(query)
    var accepted = live
    if !filters.isEmpty {
      for i in snapshot.segments.indices {
        accepted[i] = try FilterSet(snapshot).accepted(segment: i, filters)
      }
    }
    var documentPrior: DocumentPrior?
    if let prior {
      documentPrior = try DocumentPrior(prior, possible: plan.mostPossible, snapshot)
    }
    return PreparedQuery(
      plan, accepted: accepted, prior: documentPrior,
      proximity: try planner.proximity(of: query, plan), resemblance: try resemblance(),
      known: known, memory: planner.memory)
  }

  /// What lifts documents that are like the best; nil if the model does without, or the index keeps no
  /// profiles.
  private func resemblance() throws(IndexError) -> Resemblance? {
    guard model.resemblanceWeight > 0 else { return nil }
    var profiles: [DocumentProfiles] = []
    for view in snapshot.segments {
      guard let own = try view.segment.profiles() else { return nil }
      profiles.append(own)
    }
    return Resemblance(profiles: profiles, weight: model.resemblanceWeight)
  }

  /// The `count` best documents for `query`, best first.
  public func top(_ count: Int, _ query: PreparedQuery) throws(IndexError) -> [ScoredDocument] {
    guard count > 0 else { return [] }
    var top = TopK(query.depth(for: count), prior: query.prior)
    if let least = try threshold(top.count, query) { top.raise(to: least) }
    for i in snapshot.segments.indices {
      try SegmentEvaluation(context(query, i)).rank(query.plan, into: &top)
    }
    return try first(count, of: (consume top).ranked(), query)
  }

  /// The first `count` of `ranked`, which reaches as deep as rescoring looks.
  private func first(
    _ count: Int, of ranked: [ScoredDocument], _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    var ranked = ranked
    if let proximity = query.proximity { ranked = try rescored(ranked, by: proximity) }
    if let resemblance = query.resemblance { ranked = try resemblance.rescored(ranked) }
    return ranked.count > count ? Array(ranked.prefix(count)) : ranked
  }

  private func rescored(
    _ ranked: [ScoredDocument], by proximity: PairProximity
  ) throws(IndexError) -> [ScoredDocument] {
    try proximity.rescored(ranked) { segment, weight in
      TermScorer(weight: weight, tables: segments[segment].tables)
    }
  }

  /// What `proximity` adds to the score of `document`, if it is among the best.
  func gain(of document: ScoredDocument, by proximity: PairProximity) throws(IndexError) -> Score {
    try rescored([document], by: proximity)[0].score - document.score
  }

  /// The `count` best documents by scoring every match: what `top` must equal.
  public func exhaustive(
    _ count: Int, _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    let ranked = try all(query).sorted { $0.isBefore($1) }
    return Array(try first(count, of: ranked, query).prefix(max(count, 0)))
  }

  /// Every matching document with its score, in the order of the index.
  public func all(_ query: PreparedQuery) throws(IndexError) -> [ScoredDocument] {
    var found: [ScoredDocument] = []
    for i in snapshot.segments.indices {
      let matches = try SetEvaluation(context: context(query, i)).matches(query.plan)
      found += matches.scored(segment: i, query.prior)
    }
    return found
  }

  /// The exact number of documents that match `query`.
  public func count(_ query: PreparedQuery) throws(IndexError) -> Int {
    var count = 0
    for i in snapshot.segments.indices {
      count += try MatchCount(context: context(query, i)).count(query.plan)
    }
    return count
  }

  /// The `count` best documents for `query`, best first, and the exact number of all that match.
  ///
  /// Where counting must look into every match anyway, as for phrases, both are done in one pass.
  public func topAndCount(
    _ count: Int, _ query: PreparedQuery
  ) throws(IndexError) -> (top: [ScoredDocument], count: Int) {
    var top = TopK(max(query.depth(for: count), 0), prior: query.prior)
    var total = 0
    for i in snapshot.segments.indices {
      total += try SegmentEvaluation(context(query, i)).rankAndCount(query.plan, into: &top)
    }
    return (count > 0 ? try first(count, of: (consume top).ranked(), query) : [], total)
  }

  /// What evaluations of `query` in segment `i` need.
  func context(_ query: PreparedQuery, _ i: Int) -> SegmentContext {
    SegmentContext(segments[i], accepted: query.accepted[i], memory: ScratchMemory())
  }
}
