/// The terms and phrases of a plan that is no deeper than that.
struct QueryClauses {
  /// Terms that must match.
  var required: [TermPlan] = []
  /// Phrases that must match.
  var phrases: [PhrasePlan] = []
  /// Terms that add to the score; where nothing is required, one of them must match.
  var optional: [TermPlan] = []

  /// Whether a phrase may occur more often than the rarest of its words, so that none bounds it.
  var isSloppy: Bool { phrases.contains { $0.slop > 0 } }

  fileprivate mutating func require(_ plan: QueryPlan) -> Bool {
    switch plan {
    case .term(let term): required.append(term)
    case .phrase(let phrase): phrases.append(phrase)
    default: return false
    }
    return true
  }

  fileprivate mutating func add(_ plan: QueryPlan) -> Bool {
    guard case .term(let term) = plan else { return false }
    optional.append(term)
    return true
  }
}

extension QueryPlan {
  /// The clauses of the plan, if it has no others than terms and required phrases.
  var clauses: QueryClauses? {
    var clauses = QueryClauses()
    switch self {
    case .term, .phrase: return clauses.require(self) ? clauses : nil
    case .any(let plans): return plans.allSatisfy { clauses.add($0) } ? clauses : nil
    case .all(let plans): return plans.allSatisfy { clauses.require($0) } ? clauses : nil
    case .required(let plans, let optional):
      guard !plans.isEmpty, plans.allSatisfy({ clauses.require($0) }),
        optional.allSatisfy({ clauses.add($0) })
      else { return nil }
      return clauses
    default: return nil
    }
  }
}
