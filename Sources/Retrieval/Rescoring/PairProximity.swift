internal import InvertedIndex

/// Lifts those of the best documents in which neighbours of the query are neighbours too.
///
/// Each pair of words side by side in the query adds, where it stands exactly so, the saturation of its
/// frequency times a part of the weight of its lighter word. Only the `depth` best are looked at: what
/// is added is never negative, so that they stay before all others. This is the ordered part of the
/// sequential dependence model, D. Metzler, W. B. Croft, "A Markov random field model for term
/// dependencies", SIGIR 2005, as a rescoring.
struct PairProximity {
  /// The documents that are looked at, the best.
  static let depth = 100

  let snapshot: IndexSnapshot
  let pairs: [PhrasePlan]
  /// That of the planner, in which the pairs stand.
  let memory: ScratchMemory

  /// The words of the text that stand side by side in `query`, in its order.
  static func neighbours(in query: Query) -> [[QueryTerm]] {
    func words(_ query: Query) -> [QueryTerm] {
      switch query {
      case .word(let term) where term.field == .text: [term]
      case .any(let queries), .all(let queries): queries.flatMap(words)
      case .required(let queries, let optional): (queries + optional).flatMap(words)
      case .filter(let query, _), .except(let query, _), .boosted(let query, _): words(query)
      default: []
      }
    }
    let all = words(query)
    return zip(all, all.dropFirst()).filter { $0.exact != $1.exact }.map { [$0, $1] }
  }

  /// `ranked`, the best first, with what its first documents gain added and in the order of that.
  ///
  /// - Parameter scorer: that of a segment for a weight.
  func rescored(
    _ ranked: [ScoredDocument], scorer: (_ segment: Int, _ weight: Float) -> TermScorer
  ) throws(IndexError) -> [ScoredDocument] {
    var gains: [Score] = Array(repeating: 0, count: min(ranked.count, Self.depth))
    for (i, view) in snapshot.segments.enumerated() {
      let places = gains.indices.filter { ranked[$0].segment == i }
      if places.isEmpty { continue }
      for pair in pairs {
        guard
          var matcher = try PhraseMatcher(
            pair, segment: view.segment, index: i, memory: ScratchMemory())
        else { continue }
        let scorer = scorer(i, pair.weight)
        for place in places {
          matcher.move(to: ranked[place].document)
          let frequency = matcher.frequency()
          guard frequency > 0 else { continue }
          gains[place] += scorer.score(frequency: frequency, document: ranked[place].document)
        }
      }
    }
    let first = zip(ranked, gains).map { found, gain in found.adding(gain) }
    return first.sorted { $0.isBefore($1) } + ranked.dropFirst(gains.count)
  }
}
