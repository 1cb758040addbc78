internal import InvertedIndex

extension Searcher {
  /// The least score with which a document can be among the `count` best for `query`, as far as the
  /// documents tell that are known to match it; nil if they are fewer or tell nothing.
  ///
  /// The documents that feedback took its terms from score high in the query that it made of them, so
  /// that little else is looked at.
  /// - Complexity: a look-up for each known document and term.
  func threshold(_ count: Int, _ query: PreparedQuery) throws(IndexError) -> Score? {
    guard query.known.count >= count else { return nil }
    var scores: [Score] = []
    for i in snapshot.segments.indices {
      let known = query.known.filter { $0.segment == i }.sorted { $0.document < $1.document }
      guard !known.isEmpty else { continue }
      let found = try NestedEvaluation(context(query, i))
        .found(query.plan, in: known.map(\.document))
      scores += found.scored(segment: i, query.prior).map(\.score)
    }
    guard scores.count >= count else { return nil }
    return scores.sorted(by: >)[count - 1]
  }
}
