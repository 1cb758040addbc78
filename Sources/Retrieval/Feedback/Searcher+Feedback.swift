public import InvertedIndex

/// A query with the terms that feedback added.
public struct ExpandedQuery: Sendable {
  /// A query like any other.
  public let query: Query
  /// The documents that the terms were taken from, all of which match the query.
  let sources: [ScoredDocument]

  init(_ query: Query, sources: [ScoredDocument]) {
    self.query = query
    self.sources = sources
  }

  /// A query to which nothing was added.
  public init(_ query: Query) { self.init(query, sources: []) }
}

extension Searcher {
  /// `query` with the terms that weigh most in the best documents that it finds.
  ///
  /// Which documents match changes only where any word was enough: what is required stays required.
  /// The result is a query like any other, and the same for the same documents, however they are
  /// spread over segments.
  /// - Complexity: that of the best documents for `query`, and some tens of microseconds.
  /// - Throws: `IndexError.incompatible` if the index keeps no vectors; `IndexError.damaged` if bytes
  ///   of it are not what was written.
  public func expand(_ query: Query, by model: FeedbackModel) throws(IndexError) -> ExpandedQuery {
    let terms = try FeedbackTerms(snapshot, statistics)
    let prepared = try prepare(query)
    let depth = prepared.depth(for: model.documents)
    // Documents that are like each other tell less.
    let best = try top(depth, prepared.withoutResemblance).filter { $0.score > 0 }
    let chosen = try terms.best(Array(best.prefix(model.documents)), model)
    let sum = chosen.reduce(0) {
      let idf = self.model.idf(
        documentFrequency: $1.documentFrequency, documents: statistics.documents)
      return $0 + $1.weight * idf
    }
    let most = prepared.plan.mostPossible / Double(Score.unit)
    guard sum > 0, most > 0, most.isFinite else { return ExpandedQuery(query) }
    let factor = (1 - model.originalShare) / model.originalShare * most / sum
    // Four digits behind the point are more than ranking notices, and can be read.
    let weighted = chosen.map {
      (stem: $0.stem, weight: ($0.weight * factor * 1e4).rounded() / 1e4)
    }
    return ExpandedQuery(
      query.expanded(by: weighted.filter { $0.weight > 0 }), sources: best)
  }
}

extension Query {
  /// The query with stems of the text that add to the score.
  func expanded(by stems: [(stem: [UInt8], weight: Double)]) -> Query {
    guard !stems.isEmpty else { return self }
    switch self {
    case .word, .boosted: return .alternatives([self], expandedBy: stems)
    case .any(let queries): return .alternatives(queries, expandedBy: stems)
    case .filter(let query, let filter): return .filter(query.expanded(by: stems), filter)
    case .except(let query, let not): return .except(query.expanded(by: stems), not)
    case .all(let queries): return .required(queries, optional: Self.words(stems))
    case .required(let queries, let optional):
      return .required(queries, optional: optional + Self.words(stems))
    case .phrase, .prefix, .fuzzy, .near: return .required([self], optional: Self.words(stems))
    case .everything, .nothing: return self
    }
  }

  private static func words(_ stems: [(stem: [UInt8], weight: Double)]) -> [Query] {
    stems.map {
      .boosted(.word(QueryTerm(exact: $0.stem, stem: $0.stem)), $0.weight)
    }
  }

  /// Any of `queries` and `stems`; a word that is there already gets the weight of its stem besides.
  private static func alternatives(
    _ queries: [Query], expandedBy stems: [(stem: [UInt8], weight: Double)]
  ) -> Query {
    var added = stems
    let known = queries.map { query -> Query in
      let (inner, weight) =
        if case .boosted(let inner, let weight) = query { (inner, weight) } else { (query, 1.0) }
      guard case .word(let term) = inner, term.field == .text,
        let place = added.firstIndex(where: { $0.stem == term.stem })
      else { return query }
      let sum = weight + added.remove(at: place).weight
      return .boosted(inner, (sum * 1e4).rounded() / 1e4)
    }
    let all = known + words(added)
    return all.count > 1 ? .any(all) : all[0]
  }
}
