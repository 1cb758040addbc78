internal import InvertedIndex

/// All matching documents of any plan with their scores: a set for every node, joined from below.
///
/// It visits every posting: this is what the faster evaluations must equal.
struct SetEvaluation {
  let context: SegmentContext

  /// The matches of `plan`, filters applied, live documents only.
  func matches(_ plan: QueryPlan) throws(IndexError) -> FoundDocuments {
    let all = try node(plan)
    guard let accepted = context.accepted else { return all }
    var kept = FoundDocuments()
    for (document, score) in zip(all.documents, all.scores) where accepted.contains(document) {
      kept.append(document, score)
    }
    return kept
  }

  private func node(_ plan: QueryPlan) throws(IndexError) -> FoundDocuments {
    switch plan {
    case .term(let term):
      return try term.clause(context).map { postings($0) } ?? FoundDocuments()
    case .phrase(let phrase):
      var matches = FoundDocuments()
      // From positions alone, so that what pairs give can be compared with it.
      guard let clauses = try SegmentClauses(.phrase(phrase.unpaired), context)
      else { return matches }
      var evaluation = try ConjunctionEvaluation(clauses, context: context)
      evaluation?.forEach { matches.append($0, $1) }
      return matches
    case .set(let set):
      let postings = set.postings[context.index]
      let scorer = context.scorer(weight: set.weight)
      var matches = FoundDocuments()
      for (document, frequency) in zip(postings.documents, postings.frequencies) {
        matches.append(document, scorer.score(frequency: frequency, document: document))
      }
      return matches
    case .any(let plans):
      var matches = FoundDocuments()
      for plan in plans { matches = FoundDocuments.union(matches, try node(plan)) }
      return matches
    case .all(let plans): return try intersection(plans)
    case .except(let plan, let not):
      return try node(plan).removing(try node(not).documents)
    case .required(let plans, let optional):
      var matches = try intersection(plans)
      for plan in optional { Self.add(try node(plan), to: &matches) }
      return matches
    case .everything:
      var matches = FoundDocuments()
      for document in 0..<DocID(context.segment.documentCount) { matches.append(document, 0) }
      return matches
    case .nothing: return FoundDocuments()
    }
  }

  private func postings(_ clause: SegmentClauses.WeightedList) -> FoundDocuments {
    var matches = FoundDocuments()
    let scorer = context.scorer(of: clause)
    var cursor = PostingsCursor(clause.list)
    var zones = ZoneFrequencies(clause.zones, memory: context.memory)
    while cursor.document != .end {
      let frequency = cursor.frequency()
      matches.append(
        cursor.document,
        scorer.score(
          frequency: zones?.corrected(frequency, in: cursor.document) ?? frequency,
          document: cursor.document))
      cursor.advance()
    }
    return matches
  }

  private func intersection(_ plans: [QueryPlan]) throws(IndexError) -> FoundDocuments {
    guard let first = plans.first else { return FoundDocuments() }
    var matches = try node(first)
    for plan in plans.dropFirst() {
      guard !matches.documents.isEmpty else { break }
      matches = Self.intersection(matches, try node(plan))
    }
    return matches
  }

  private static func intersection(_ a: FoundDocuments, _ b: FoundDocuments) -> FoundDocuments {
    var both = FoundDocuments()
    var next = 0
    for (document, score) in zip(a.documents, a.scores) {
      while next < b.documents.count, b.documents[next] < document { next += 1 }
      guard next < b.documents.count else { break }
      if b.documents[next] == document { both.append(document, score + b.scores[next]) }
    }
    return both
  }

  /// Adds the scores of `extra` to those of the documents in `matches`.
  private static func add(_ extra: FoundDocuments, to matches: inout FoundDocuments) {
    var next = 0
    for i in matches.documents.indices {
      while next < extra.documents.count, extra.documents[next] < matches.documents[i] { next += 1 }
      guard next < extra.documents.count else { return }
      if extra.documents[next] == matches.documents[i] { matches.scores[i] += extra.scores[next] }
    }
  }
}
