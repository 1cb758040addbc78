internal import InvertedIndex

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

extension PhrasePlan {
  /// The same phrase, to be found from the positions of its words alone.
  var unpaired: PhrasePlan {
    var plan = self
    plan.pairs = []
    return plan
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

/// The clauses as one segment has them.
struct SegmentClauses {
  /// A list whose postings score as one of a term of that weight.
  struct WeightedList {
    let list: PostingsList
    let weight: Float
    var curve: TermCurve = .saturation
    var levels = ScoringTables.LevelKind.plain
    /// At most one for titles and one for leads.
    var zones: [ZoneCount] = []
  }

  /// How the occurrences of a term in a part of documents count, where that is otherwise than its list
  /// has it.
  struct ZoneCount {
    /// The postings of the term in that part, all of them in documents of its list.
    let list: PostingsList
    /// What each occurrence there adds.
    let change: Int32
  }

  /// A phrase to be verified in documents that all of some lists hold: those of its pairs, and of
  /// its words that are in none.
  struct RequiredPhrase {
    let plan: PhrasePlan
    let lists: [PostingsList]
  }

  private(set) var required: [WeightedList] = []
  private(set) var phrases: [RequiredPhrase] = []
  private(set) var optional: [WeightedList] = []

  /// Whether all are several required terms.
  var isIntersection: Bool { phrases.isEmpty && optional.isEmpty && required.count > 1 }

  /// Whether the lists of all required terms have a bit for each document, so that matches are counted by words.
  var isDense: Bool { required.allSatisfy { $0.list.isDense } }

  /// About how many documents that may be found hold all required terms, if these had nothing to do with
  /// each other.
  func expectedMatches(in context: SegmentContext) -> Double {
    let documents = Double(context.segment.documentCount)
    return required.reduce(context.accepted.map { Double($0.range.count) } ?? documents) {
      $0 * Double($1.list.documentFrequency) / documents
    }
  }

  /// The only list, if there is no other clause.
  var single: WeightedList? {
    phrases.isEmpty && required.count + optional.count == 1
      ? required.first ?? optional.first : nil
  }

  /// The clauses in segment `i`, or nil if nothing there can match.
  ///
  /// A phrase of two words that are paired there has become the term of the pair.
  init?(_ clauses: QueryClauses, segment i: Int) {
    for plan in clauses.required {
      guard let clause = plan.clause(segment: i) else { return nil }
      required.append(clause)
    }
    for plan in clauses.phrases {
      var lists: [PostingsList] = []
      var isPaired = [Bool](repeating: false, count: plan.words.count)
      for pair in plan.pairs {
        switch pair.lists[i] {
        case .unknown: continue
        case .absent: return nil
        case .list(let list):
          lists.append(list)
          isPaired[pair.first] = true
          isPaired[pair.first + 1] = true
        }
      }
      if plan.words.count == 2, let pair = lists.first {
        required.append(WeightedList(list: pair, weight: plan.weight))
        continue
      }
      for (place, word) in plan.words.enumerated() {
        guard let list = word.lists[i] else { return nil }
        let isFirst = !plan.words[..<place].contains { $0.key == word.key }
        if !isPaired[place], isFirst { lists.append(list) }
      }
      phrases.append(RequiredPhrase(plan: plan, lists: lists))
    }
    optional = clauses.optional.compactMap { $0.clause(segment: i) }
    if required.isEmpty, phrases.isEmpty, optional.isEmpty { return nil }
  }
}

extension TermPlan {
  /// The term as segment `i` has it; nil if it lacks it.
  func clause(segment i: Int) -> SegmentClauses.WeightedList? {
    guard let list = lists[i] else { return nil }
    var clause = SegmentClauses.WeightedList(list: list, weight: weight, curve: curve)
    if !list.isShared { clause.levels = levels }
    for zone in zones {
      guard let list = zone.lists[i] else { continue }
      clause.zones.append(SegmentClauses.ZoneCount(list: list, change: zone.change))
    }
    return clause
  }
}
