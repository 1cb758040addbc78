internal import InvertedIndex

/// Ranks the matches of a plan in a segment: each kind of plan by what is fastest.
struct SegmentEvaluation {
  private let context: SegmentContext

  init(_ context: SegmentContext) { self.context = context }

  /// More matches than these are not all scored.
  private static let fewMatches = 512
  /// If so few matches of an intersection are expected, and as many more as are wanted, it takes less time to
  /// find them all.
  private static let fewExpected = 64

  /// Offers the documents that match `plan` to `top`, but for those that cannot enter.
  func rank(_ plan: QueryPlan, into top: inout TopK) throws(IndexError) {
    try rank(try SegmentPlan(plan, context), into: &top)
  }

  private func rank(_ plan: SegmentPlan, into top: inout TopK) throws(IndexError) {
    switch plan {
    case .nothing: return
    case .clauses(let clauses):
      if let single = clauses.single {
        TermEvaluation.run(single, context: context, into: &top)
      } else if clauses.isIntersection, expectsFew(clauses, top) {
        _ = try scoreAll(clauses, into: &top)
      } else {
        try evaluateWindows(clauses, into: &top)
      }
    case .sloppy(let clauses):
      var evaluation = try ConjunctionEvaluation(clauses, context: context)
      _ = evaluation?.offer(to: &top, segment: context.index)
    case .other(let plan): try rankNested(plan, into: &top)
    }
  }

  /// Does what `rank` does and returns the number of all matches.
  ///
  /// Where counting must look into every match anyway, as for phrases, both are done in one pass.
  func rankAndCount(_ plan: QueryPlan, into top: inout TopK) throws(IndexError) -> Int {
    let own = try SegmentPlan(plan, context)
    switch own {
    case .nothing: return 0
    case .clauses(let clauses) where clauses.isIntersection && expectsFew(clauses, top):
      return try scoreAll(clauses, into: &top)
    case .clauses(let clauses) where clauses.isIntersection && !clauses.isDense:
      var evaluation = try WindowEvaluation(clauses, context: context, wanted: top.count)
      return evaluation?.count(into: &top) ?? 0
    case .clauses(let clauses) where !clauses.phrases.isEmpty, .sloppy(let clauses):
      var evaluation = try ConjunctionEvaluation(clauses, context: context)
      return evaluation?.offer(to: &top, segment: context.index) ?? 0
    case .clauses, .other:
      // Counting reads the lists from end to end: what ranks asks for them here and there.
      let total = try MatchCount(context: context).count(plan)
      try rank(own, into: &top)
      return total
    }
  }

  /// Whether so few documents of an intersection are expected that all are found and scored.
  private func expectsFew(_ clauses: SegmentClauses, _ top: TopK) -> Bool {
    clauses.expectedMatches(in: context)
      <= Double(min(Self.fewExpected + top.count, Self.fewMatches / 2))
  }

  /// Offers the documents of an intersection, of which few are expected, to `top` and returns their number.
  ///
  /// Each is scored while its postings are at hand; should there be many, they are ranked as those of others.
  private func scoreAll(
    _ clauses: SegmentClauses, into top: inout TopK
  ) throws(IndexError) -> Int {
    guard var evaluation = try ConjunctionEvaluation(clauses, context: context) else { return 0 }
    let count = evaluation.offer(to: &top, segment: context.index, upTo: Self.fewMatches)
    if count > Self.fewMatches {
      top.forget(segment: context.index)
      try evaluateWindows(clauses, into: &top)
    }
    return count
  }

  private func evaluateWindows(
    _ clauses: SegmentClauses, into top: inout TopK
  ) throws(IndexError) {
    var evaluation = try WindowEvaluation(clauses, context: context, wanted: top.count)
    evaluation?.run(into: &top)
  }
}

// Plans that are deeper than required and optional clauses.
extension SegmentEvaluation {
  /// Documents in which so many matches are looked up take as long as one whose bit is set in a set.
  private static let lookedUpWhileSet = 4

  private func rankNested(_ plan: QueryPlan, into top: inout TopK) throws(IndexError) {
    let nested = NestedEvaluation(context)
    switch plan {
    case .any(let plans):
      // What is no term is found beforehand, with all that its documents score; all other documents can only be
      // found by terms.
      let (terms, others) = plans.flattened.separated
      let found = try nested.found(.any(others))
      try offer(found, adding: terms, to: &top)
      if terms.isEmpty { return }
      let rest =
        found.documents.isEmpty
        ? context : context.accepting(nested.others(than: found.documents))
      try SegmentEvaluation(rest).rank(.any(terms.map { .term($0) }), into: &top)
    case .except(let plan, let not):
      let few = nested.mostMatches(plan) < nested.mostMatches(not) / Self.lookedUpWhileSet
      if few { return try offer(try nested.found(.except(plan, not)), to: &top) }
      let rest = context.accepting(try nested.others(not))
      try SegmentEvaluation(rest).rank(plan, into: &top)
    case .required(let plans, let optional):
      let (terms, others) = optional.separated
      let found = try nested.add(others, to: try nested.found(.all(plans)))
      try offer(found, adding: terms, to: &top)
    case .term, .phrase, .set, .all, .everything, .nothing:
      try offer(try nested.found(plan), to: &top)
    }
  }

  /// Offers what was found, with what `terms` score besides, to `top`.
  private func offer(
    _ found: FoundDocuments, adding terms: [TermPlan] = [], to top: inout TopK
  ) throws(IndexError) {
    var lists: [SegmentClauses.WeightedList] = []
    for term in terms {
      if let clause = try term.clause(context) { lists.append(clause) }
    }
    var completion = FoundCompletion(lists, context)
    completion.offer(found, to: &top)
  }
}

extension [QueryPlan] {
  /// The same, with alternatives inside in the place of what they are alternatives of.
  fileprivate var flattened: [QueryPlan] {
    flatMap { if case .any(let plans) = $0 { plans.flattened } else { [$0] } }
  }

  /// Its terms, and all else.
  fileprivate var separated: (terms: [TermPlan], others: [QueryPlan]) {
    var separated: (terms: [TermPlan], others: [QueryPlan]) = ([], [])
    for plan in self {
      if case .term(let term) = plan {
        separated.terms.append(term)
      } else {
        separated.others.append(plan)
      }
    }
    return separated
  }
}
