internal import InvertedIndex

extension PhrasePlan {
  /// The same phrase, to be found from the positions of its words alone.
  var unpaired: PhrasePlan {
    var plan = self
    plan.pairs = nil
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
///
/// They stand in the memory of an evaluation.
struct SegmentClauses: BitwiseCopyable {
  /// A list whose postings score as one of a term of that weight.
  struct WeightedList: BitwiseCopyable {
    let list: PostingsList
    let weight: Float
    var curve: TermCurve = .saturation
    var levels = ScoringTables.LevelKind.plain
    /// At most one for titles and one for leads.
    var zones: ScratchArray<ZoneCount>?
  }

  /// How the occurrences of a term in a part of documents count, where that is otherwise than its list
  /// has it.
  struct ZoneCount: BitwiseCopyable {
    /// The postings of the term in that part, all of them in documents of its list.
    let list: PostingsList
    /// What each occurrence there adds.
    let change: Int32
  }

  /// A phrase to be verified in documents that all of some lists hold: those of its pairs, and of
  /// its words that are in none.
  struct RequiredPhrase: BitwiseCopyable {
    let plan: PhrasePlan
    let lists: ScratchArray<PostingsList>
  }

  /// Terms that must match.
  private(set) var required: ScratchArray<WeightedList>
  /// Phrases that must match.
  private(set) var phrases: ScratchArray<RequiredPhrase>
  /// Terms that add to the score; where nothing is required, one of them must match.
  private(set) var optional: ScratchArray<WeightedList>

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
    return required.reduce(context.accepted.map { Double($0.count) } ?? documents) {
      $0 * Double($1.list.documentFrequency) / documents
    }
  }

  /// The lists of required terms and of phrases, the rarest first; of the latter, which phrase each is of.
  func requiredLists(
    in memory: ScratchMemory
  ) -> ScratchArray<(clause: WeightedList, phrase: Int?)> {
    let count = phrases.reduce(required.count) { $0 + $1.lists.count }
    var lists = ScratchArray<(clause: WeightedList, phrase: Int?)>(capacity: count, memory: memory)
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

  /// The clauses of `plan`, which is flat, in a segment, or nil if nothing there can match.
  ///
  /// A phrase of two words that are paired there has become the term of the pair.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the postings are not what was written.
  init?(_ plan: QueryPlan, _ context: SegmentContext) throws(IndexError) {
    switch plan {
    case .any(let plans):
      self.init(required: 0, optional: plans.count, context.memory)
      try add(plans, context)
    case .all(let plans):
      self.init(required: plans.count, optional: 0, context.memory)
      guard try require(plans, context) else { return nil }
    case .required(let plans, let optional):
      self.init(required: plans.count, optional: optional.count, context.memory)
      guard try require(plans, context) else { return nil }
      try add(optional, context)
    default:
      self.init(required: 1, optional: 0, context.memory)
      guard try require(plan, context) else { return nil }
    }
    if required.isEmpty, phrases.isEmpty, optional.isEmpty { return nil }
  }

  private init(required: Int, optional: Int, _ memory: ScratchMemory) {
    self.required = ScratchArray(capacity: required, memory: memory)
    phrases = ScratchArray(capacity: required, memory: memory)
    self.optional = ScratchArray(capacity: optional, memory: memory)
  }

  private mutating func require(
    _ plans: [QueryPlan], _ context: SegmentContext
  ) throws(IndexError) -> Bool {
    for plan in plans {
      guard try require(plan, context) else { return false }
    }
    return true
  }

  private mutating func add(
    _ plans: [QueryPlan], _ context: SegmentContext
  ) throws(IndexError) {
    for case .term(let term) in plans {
      if let clause = try term.clause(context) { optional.append(clause) }
    }
  }

  /// Adds what must match; false if it cannot.
  private mutating func require(
    _ plan: QueryPlan, _ context: SegmentContext
  ) throws(IndexError) -> Bool {
    switch plan {
    case .term(let term):
      guard let clause = try term.clause(context) else { return false }
      required.append(clause)
      return true
    case .phrase(let phrase): return try require(phrase, context)
    default: preconditionFailure("a flat plan has terms and phrases only")
    }
  }

  private mutating func require(
    _ plan: PhrasePlan, _ context: SegmentContext
  ) throws(IndexError) -> Bool {
    let (i, memory) = (context.index, context.memory)
    let (words, pairs) = (plan.words, plan.pairs)
    var lists = ScratchArray<PostingsList>(
      capacity: words.count + (pairs?.count ?? 0), memory: memory)
    let isPaired = ScratchArray(repeatElement(false, count: words.count), memory: memory)
    if let pairs {
      for pair in pairs {
        switch pair.terms[i] {
        case .unknown: continue
        case .absent: return false
        case .term(let term):
          lists.append(try context.segment.postings(of: term))
          isPaired[pair.first] = true
          isPaired[pair.first + 1] = true
        }
      }
    }
    if words.count == 2, let pair = lists.first {
      required.append(WeightedList(list: pair, weight: plan.weight))
      return true
    }
    for (place, word) in words.enumerated() {
      guard let term = word.terms[i] else { return false }
      if !isPaired[place], word.first == place {
        lists.append(try context.segment.postings(of: term))
      }
    }
    phrases.append(RequiredPhrase(plan: plan, lists: lists))
    return true
  }
}

extension TermPlan {
  /// The term as the segment of `context` has it; nil if it lacks it.
  func clause(_ context: SegmentContext) throws(IndexError) -> SegmentClauses.WeightedList? {
    try clause(context.segment, index: context.index, context.memory)
  }

  /// The term as segment `i` has it; nil if it lacks it.
  func clause(
    _ segment: Segment, index i: Int, _ memory: ScratchMemory
  ) throws(IndexError) -> SegmentClauses.WeightedList? {
    guard let term = terms[i] else { return nil }
    let list = try segment.postings(of: term)
    var clause = SegmentClauses.WeightedList(list: list, weight: weight, curve: curve)
    if !list.isShared { clause.levels = levels }
    guard let zones else { return clause }
    var counts = ScratchArray<SegmentClauses.ZoneCount>(
      capacity: zones.count, memory: memory)
    for zone in zones {
      guard let term = zone.terms[i] else { continue }
      let list = try segment.postings(of: term)
      counts.append(SegmentClauses.ZoneCount(list: list, change: zone.change))
    }
    if !counts.isEmpty { clause.zones = counts }
    return clause
  }
}
