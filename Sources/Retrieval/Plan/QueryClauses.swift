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
  /// Lists that add to the scores of documents which one of the others holds, and match none.
  private(set) var bonuses: [WeightedList] = []

  /// Whether all are several required terms.
  var isIntersection: Bool { phrases.isEmpty && optional.isEmpty && required.count > 1 }

  /// The only list, if there is no other clause.
  var single: WeightedList? {
    phrases.isEmpty && bonuses.isEmpty && required.count + optional.count == 1
      ? required.first ?? optional.first : nil
  }

  /// The clauses in segment `i`, or nil if nothing there can match.
  ///
  /// A phrase of two words that are paired there has become the term of the pair.
  init?(_ clauses: QueryClauses, segment i: Int) {
    for plan in clauses.required {
      guard let list = plan.lists[i] else { return nil }
      required.append(WeightedList(list: list, weight: plan.weight, curve: plan.curve))
      addBonus(of: plan, segment: i)
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
      var keys: Set<[UInt8]> = []
      for (word, isPaired) in zip(plan.words, isPaired) {
        guard let list = word.lists[i] else { return nil }
        if !isPaired, keys.insert(word.key).inserted { lists.append(list) }
      }
      phrases.append(RequiredPhrase(plan: plan, lists: lists))
    }
    for plan in clauses.optional {
      guard let list = plan.lists[i] else { continue }
      optional.append(WeightedList(list: list, weight: plan.weight, curve: plan.curve))
      addBonus(of: plan, segment: i)
    }
    if required.isEmpty, phrases.isEmpty, optional.isEmpty { return nil }
  }

  private mutating func addBonus(of plan: TermPlan, segment i: Int) {
    guard let bonus = plan.bonus, let list = bonus.lists[i] else { return }
    bonuses.append(WeightedList(list: list, weight: bonus.weight, curve: bonus.curve))
  }
}
