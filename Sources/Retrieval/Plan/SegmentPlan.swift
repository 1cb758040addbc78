/// How a plan is evaluated in one segment.
enum SegmentPlan {
  /// Nothing there can match.
  case nothing
  /// Terms and phrases, some required, some optional, with bounds.
  case clauses(SegmentClauses)
  /// Required terms and phrases of which one has slop and so no bound.
  case sloppy(SegmentClauses)
  /// Anything deeper.
  case other(QueryPlan)

  init(_ plan: QueryPlan, _ context: SegmentContext) {
    guard let all = plan.clauses, !all.isSloppy || all.optional.isEmpty else {
      self = .other(plan)
      return
    }
    guard let clauses = SegmentClauses(all, segment: context.index) else {
      self = .nothing
      return
    }
    self = all.isSloppy ? .sloppy(clauses) : .clauses(clauses)
  }
}
