internal import InvertedIndex

/// How a plan is evaluated in one segment.
enum SegmentPlan {
  /// Nothing there can match.
  case nothing
  /// Terms and phrases, some required, some optional, with bounds.
  case clauses(SegmentClauses)
  /// Required terms and phrases of which one has slop and so no bound.
  case sloppy(SegmentClauses)
  /// Anything deeper, and phrases with slop beside optional terms.
  case other(QueryPlan)

  init(_ plan: QueryPlan, _ context: SegmentContext) throws(IndexError) {
    guard plan.isFlat else {
      self = .other(plan)
      return
    }
    guard let clauses = try SegmentClauses(plan, context) else {
      self = .nothing
      return
    }
    if !clauses.isSloppy {
      self = .clauses(clauses)
    } else {
      self = clauses.optional.isEmpty ? .sloppy(clauses) : .other(plan)
    }
  }
}
