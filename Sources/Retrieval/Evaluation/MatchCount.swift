internal import InvertedIndex

/// How many documents match, without scoring them.
struct MatchCount {
  let context: SegmentContext

  /// The number of matches of `plan` in the segment.
  func count(_ plan: QueryPlan) throws(IndexError) -> Int {
    switch plan {
    case .term(let term):
      guard let term = term.terms[context.index] else { return 0 }
      if context.accepted == nil { return term.documentFrequency }
    case .required(let plans, _): return try count(.all(plans))
    case .all, .phrase:
      guard plan.isFlat else { break }
      guard let clauses = try SegmentClauses(plan, context) else { return 0 }
      var evaluation = try ConjunctionEvaluation(clauses, context: context)
      return evaluation?.count() ?? 0
    default: break
    }
    return try NestedEvaluation(context).count(plan)
  }
}
