internal import InvertedIndex

extension PhrasePlan {
  /// The same phrase, to be found from the positions of its words alone.
  var unpaired: PhrasePlan {
    var plan = self
    plan.pairs = []
    return plan
  }
}

extension QueryPlan {
  /// Whether it has no other parts than terms and required phrases: what `SegmentClauses` holds.
  var isFlat: Bool {
    switch self {
    case .term, .phrase: true
    case .any(let plans): plans.allSatisfy(\.isTerm)
    case .all(let plans): plans.allSatisfy(\.isLeaf)
    case .required(let plans, let optional):
      !plans.isEmpty && plans.allSatisfy(\.isLeaf) && optional.allSatisfy(\.isTerm)
    default: false
    }
  }

  private var isTerm: Bool { if case .term = self { true } else { false } }

  /// Whether it is a term or a phrase.
  private var isLeaf: Bool {
    switch self {
    case .term, .phrase: true
    default: false
    }
  }
}

/// The terms and phrases of a plan, some required, some optional, as one segment has them.
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

  /// Terms that must match.
  private(set) var required: [WeightedList] = []
  /// Phrases that must match.
  private(set) var phrases: [RequiredPhrase] = []
  /// Terms that add to the score; where nothing is required, one of them must match.
  private(set) var optional: [WeightedList] = []

  /// Whether a phrase may occur more often than the rarest of its words, so that none bounds it.
  var isSloppy: Bool { phrases.contains { $0.plan.slop > 0 } }

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

  /// The lists of required terms and of phrases, the rarest first; of the latter, which phrase each is of.
  var requiredLists: [(clause: WeightedList, phrase: Int?)] {
    var lists: [(clause: WeightedList, phrase: Int?)] = []
    lists.reserveCapacity(required.count)
    for clause in required { lists.append((clause, nil)) }
    for (i, phrase) in phrases.enumerated() {
      for list in phrase.lists {
        lists.append((WeightedList(list: list, weight: phrase.plan.weight), i))
      }
    }
    lists.sort { $0.clause.list.documentFrequency < $1.clause.list.documentFrequency }
    return lists
  }

  /// The only list, if there is no other clause.
  var single: WeightedList? {
    phrases.isEmpty && required.count + optional.count == 1
      ? required.first ?? optional.first : nil
  }

  /// The clauses of `plan`, which is flat, in segment `i`, or nil if nothing there can match.
  ///
  /// A phrase of two words that are paired there has become the term of the pair.
  init?(_ plan: QueryPlan, segment i: Int) {
    switch plan {
    case .any(let plans): add(plans, segment: i)
    case .all(let plans):
      guard require(plans, segment: i) else { return nil }
    case .required(let plans, let optional):
      guard require(plans, segment: i) else { return nil }
      add(optional, segment: i)
    default:
      guard require(plan, segment: i) else { return nil }
    }
    if required.isEmpty, phrases.isEmpty, optional.isEmpty { return nil }
  }

  private mutating func require(_ plans: [QueryPlan], segment i: Int) -> Bool {
    required.reserveCapacity(plans.count)
    for plan in plans where !require(plan, segment: i) { return false }
    return true
  }

  private mutating func add(_ plans: [QueryPlan], segment i: Int) {
    optional.reserveCapacity(plans.count)
    for case .term(let term) in plans {
      if let clause = term.clause(segment: i) { optional.append(clause) }
    }
  }

  /// Adds what must match; false if it cannot.
  private mutating func require(_ plan: QueryPlan, segment i: Int) -> Bool {
    switch plan {
    case .term(let term):
      guard let clause = term.clause(segment: i) else { return false }
      required.append(clause)
      return true
    case .phrase(let phrase): return require(phrase, segment: i)
    default: preconditionFailure("a flat plan has terms and phrases only")
    }
  }

  private mutating func require(_ plan: PhrasePlan, segment i: Int) -> Bool {
    var lists: [PostingsList] = []
    var isPaired = [Bool](repeating: false, count: plan.words.count)
    for pair in plan.pairs {
      switch pair.lists[i] {
      case .unknown: continue
      case .absent: return false
      case .list(let list):
        lists.append(list)
        isPaired[pair.first] = true
        isPaired[pair.first + 1] = true
      }
    }
    if plan.words.count == 2, let pair = lists.first {
      required.append(WeightedList(list: pair, weight: plan.weight))
      return true
    }
    for (place, word) in plan.words.enumerated() {
      guard let list = word.lists[i] else { return false }
      let isFirst = !plan.words[..<place].contains { $0.key == word.key }
      if !isPaired[place], isFirst { lists.append(list) }
    }
    phrases.append(RequiredPhrase(plan: plan, lists: lists))
    return true
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
