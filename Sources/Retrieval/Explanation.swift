public import InvertedIndex

/// How the score of a document comes about, part by part of the query.
public struct Explanation: Sendable {
  /// What one word, phrase or set of words of the query gave.
  public struct Part: Sendable {
    /// The part in the notation of `Query.description`.
    public let text: String
    /// The documents that match it in the whole index; nil for what the date, neighbours or
    /// resemblance add.
    public let documentFrequency: Int?
    /// Its inverse document frequency times its boost: what its score approaches.
    public let weight: Double
    /// How often it is in the document; nil where only the score is known.
    public let frequency: Int?
    /// What it adds to the score.
    public let score: Score
  }

  /// The parts that match the document, in the order of the query.
  public let parts: [Part]
}

/// Explains the scores of the documents that one query finds.
///
/// The scores of the parts of an explanation sum up to that of the document, bit for bit.
public struct Explainer {
  fileprivate struct Leaf {
    let text: String
    let weight: Double
    let documents: [ScoredDocument]
    /// The plan by a model for which titles and leads are text like other text, so that frequencies are those
    /// that a reader would count.
    let plain: QueryPlan
    /// That of the planner, in which the plan stands.
    let memory: ScratchMemory
  }

  private let searcher: Searcher
  private var leaves: [Leaf] = []
  private let prior: DocumentPrior?
  private let proximity: PairProximity?
  private let resemblance: (weight: Double, mostPossible: Double)?

  /// An explainer of what `searcher` answers to `query`.
  ///
  /// - Complexity: linear in the postings of the query; every match of every part is kept.
  public init(_ searcher: Searcher, _ query: Query) throws(IndexError) {
    let prepared = try searcher.prepare(query)
    prior = prepared.prior
    proximity = prepared.proximity
    resemblance = prepared.resemblance.map {
      ($0.weight, prepared.plan.mostPossible / Double(Score.unit))
    }
    // The prior is one for the whole query: parts are scored without it.
    var plain = searcher
    plain.prior = nil
    self.searcher = plain
    try collect(query, boost: 1)
  }

  private mutating func collect(_ query: Query, boost: Double) throws(IndexError) {
    switch query {
    case .any(let queries), .all(let queries):
      for query in queries { try collect(query, boost: boost) }
    case .required(let queries, let optional):
      for query in queries + optional { try collect(query, boost: boost) }
    case .except(let query, _), .filter(let query, _): try collect(query, boost: boost)
    case .boosted(let query, let weight): try collect(query, boost: boost * weight)
    case .word, .phrase, .prefix, .fuzzy, .near:
      let leaf = boost == 1 ? query : .boosted(query, boost)
      let prepared = try searcher.prepare(leaf)
      let planner = QueryPlanner(
        snapshot: searcher.snapshot, statistics: searcher.statistics, stems: searcher.stems,
        analyzer: searcher.analyzer,
        model: .bm25(), memory: ScratchMemory())
      leaves.append(
        Leaf(
          text: leaf.description, weight: prepared.plan.mostPossible / Double(Score.unit),
          documents: try searcher.all(prepared), plain: try planner.plan(query).plan,
          memory: planner.memory))
    case .everything, .nothing: break
    }
  }

  /// How the score of `document` comes about.
  public func explain(_ document: ScoredDocument) throws(IndexError) -> Explanation {
    var parts: [Explanation.Part] = []
    for leaf in leaves {
      guard let match = leaf.match(document) else { continue }
      parts.append(
        Explanation.Part(
          text: leaf.text, documentFrequency: leaf.documents.count, weight: leaf.weight,
          frequency: try leaf.frequency(in: document, searcher.snapshot), score: match.score))
    }
    if let prior {
      parts.append(
        Explanation.Part(
          text: "date", documentFrequency: nil,
          weight: prior.most.value, frequency: nil,
          score: prior.score(segment: document.segment, document: document.document)))
    }
    // What is left comes from rescoring, which looks at the best alone.
    var rest = document.score &- parts.reduce(0) { $0 &+ $1.score }
    if let proximity, rest > 0 {
      let gain = min(rest, try searcher.gain(of: document, by: proximity))
      if gain > 0 {
        parts.append(
          Explanation.Part(
            text: "neighbours", documentFrequency: nil,
            weight: proximity.pairs.reduce(0) { $0 + Double($1.weight) } / Double(Score.unit),
            frequency: nil, score: gain))
      }
      rest -= gain
    }
    if let resemblance, rest > 0 {
      parts.append(
        Explanation.Part(
          text: "like the best", documentFrequency: nil,
          weight: resemblance.weight * resemblance.mostPossible, frequency: nil, score: rest))
    }
    return Explanation(parts: parts)
  }
}

extension Explainer.Leaf {
  /// The match in `document`, found by halving: matches stand in the order of the index.
  fileprivate func match(_ document: ScoredDocument) -> ScoredDocument? {
    var low = 0
    var high = documents.count
    while low < high {
      let middle = (low + high) / 2
      let found = documents[middle]
      if (found.segment, found.document) < (document.segment, document.document) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < documents.count, documents[low].segment == document.segment,
      documents[low].document == document.document
    else { return nil }
    return documents[low]
  }

  fileprivate func frequency(
    in document: ScoredDocument, _ snapshot: IndexSnapshot
  ) throws(IndexError) -> Int? {
    switch plain {
    case .term(let term):
      let memory = ScratchMemory()
      defer { withExtendedLifetime(memory) {} }
      let segment = snapshot.segments[document.segment].segment
      guard let clause = try term.clause(segment, index: document.segment, memory)
      else { return nil }
      var counted = CountedTerm(clause, memory)
      return counted.frequency(in: document.document).map(Int.init)
    case .set(let set):
      let postings = set.postings[document.segment]
      return postings.documents.firstIndex(of: document.document).map {
        Int(postings.frequencies[$0])
      }
    default: return nil
    }
  }
}
