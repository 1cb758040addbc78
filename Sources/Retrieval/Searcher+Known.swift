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
      try withContext(query, i) { context throws(IndexError) in
        // The scores of phrases are only known where all of them are verified.
        guard case .clauses(let clauses) = SegmentPlan(query.plan, context),
          clauses.phrases.isEmpty
        else { return }
        let memory = ScratchMemory()
        defer { withExtendedLifetime(memory) {} }
        var terms = (clauses.required + clauses.optional).map { ScoredTerm($0, context, memory) }
        for document in known {
          var score: Score = 0
          for i in terms.indices { score &+= terms[i].score(document.document) ?? 0 }
          let found = ScoredDocument(segment: i, document: document.document, score: score)
          scores.append((query.prior.map { found.adding($0) } ?? found).score)
        }
      }
    }
    guard scores.count >= count else { return nil }
    return scores.sorted(by: >)[count - 1]
  }
}
