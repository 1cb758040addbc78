internal import InvertedIndex

/// The best documents for required and optional terms and required phrases, window by window.
///
/// What each list can score in each window of documents is known before anything is decoded. The
/// windows that promise most come first, so that the threshold is high early; most of the others are
/// then passed over. In the rest, what all lists can score is added up cell by cell, and only cells that
/// can lift a document over the threshold are decoded: of the rarest required list; or, where nothing
/// is required, of the terms that are essential (MaxScore), without which no document of the window
/// gets there. The others are looked up in what is left. Champions give a threshold to begin with.
/// Sources: H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", 1995; S. Ding, T. Suel, "Faster
/// top-k document retrieval using block-max indexes", SIGIR 2011; A. Mallia, M. Siedlaczek, T. Suel, "Fast
/// disjunctive candidate generation using live block filtering", WSDM 2021; A. Mallia, T. Suel, N. Tonellotto,
/// "Faster learned sparse retrieval with block-max pruning", SIGIR 2024 (windows by what they promise).
@safe struct WindowEvaluation: ~Copyable {
  /// The lists of required terms and of the words of phrases, rarest first, then the optional terms.
  var lists: ScratchArray<EvaluatedList>
  private(set) var requiredCount = 0
  /// Whether all required lists are dense.
  private var isDense = false
  /// Whether the rarest required list was scored before the others were looked into.
  var isRarestScored = false
  /// Whether the most promising cells of a window are evaluated before the others while there is no
  /// threshold.
  private var splitsWindows = true
  /// What the phrases and the terms can score: each phrase in its place, the optional terms last.
  var clauses: ScratchArray<BoundClause>
  var phrases: [ScoredPhrase] = []
  /// The clauses whose bounds the candidates at hand do not have yet.
  private var unresolvedClauses: ScratchArray<Int>
  var candidates: Candidates
  private var sums: WindowSums
  private var live: LiveCells
  private let filter: ListFilter
  /// For each window the most that a document in it can score; 0 if none can match.
  private let totals: UnsafeMutablePointer<Score>
  /// The binary logarithm of the documents of a window.
  private let shift: Int
  /// The windows that are looked at.
  private let windows: Range<Int>
  let documentCount: Int
  let memory: ScratchMemory
  let segment: Int
  /// The documents whose positions are read together, and what they score.
  let verified: UnsafeMutablePointer<DocID>
  let scores: UnsafeMutablePointer<Score>
  /// What a phrase adds to their bounds, what one of its words scores, and what all phrases can score.
  let parts: UnsafeMutablePointer<Score>
  let own: UnsafeMutablePointer<Score>
  let most: UnsafeMutablePointer<Score>
  /// What candidates must be in: asked of all at first, or, where few fail, of those that are scored.
  let acceptedFirst: AcceptedDocuments?
  let acceptedLast: AcceptedDocuments?
  /// Whether the words of a lone phrase are asked one by one.
  var wordTrial = WordTrial()
  /// The optional terms by what they can score in the window, least first, and sums of the least.
  private var order: ScratchArray<Int>
  private var sumsOfLeast: ScratchArray<Score>

  /// The documents whose sums are looked through in the time of looking at one posting again.
  private static let documentsPerPosting = 10
  /// The windows that are searched in the order of what they promise before all are in their own.
  private static let promising = 12

  /// The candidates whose positions are read together, at most.
  static let verifiedTogether = 64

  /// A list and what it can score in each window.
  @safe struct EvaluatedList {
    var postings: ScoredPostings
    let bounds: UnsafeMutablePointer<Score>
    /// The phrase that it is a word of, which is scored in its place.
    let phrase: Int?
    /// The clause that it bounds, alone or with other words of the phrase.
    var clause = 0

    var documentFrequency: Int { postings.list.documentFrequency }
  }

  /// An evaluation in a segment; nil if a required list is missing there, so that nothing matches.
  ///
  /// Phrases have no slop: one that has can occur more often than the rarest of its words.
  ///
  /// - Parameter wanted: how many of the best documents.
  init?(
    _ clauses: SegmentClauses, context: SegmentContext, wanted: Int
  ) throws(IndexError) {
    memory = context.memory
    segment = context.index
    let rejectsFew = context.accepted?.rejectsFew ?? true
    acceptedFirst = rejectsFew ? nil : context.accepted
    acceptedLast = rejectsFew ? context.accepted : nil
    documentCount = context.segment.documentCount
    let required = clauses.requiredLists(in: memory)
    let rarest = required.first?.clause.list.documentFrequency
    shift = WindowSize.shift(clauses, rarest: rarest, documents: documentCount, wanted: wanted)
    let range = context.range
    windows = Int(range.lowerBound) >> shift..<(Int(range.upperBound) + 1 << shift - 1) >> shift
    // A window has no more candidates than the rarest list has documents.
    candidates = Candidates(capacity: min(1 << shift, rarest ?? .max), memory: memory)
    sums = WindowSums(windowCount: min(1 << shift, ScratchMemory.tableCount), memory: memory)
    live = LiveCells(memory: memory)
    filter = ListFilter(memory: memory)
    unsafe verified = memory.take(Self.verifiedTogether)
    unsafe scores = memory.take(Self.verifiedTogether)
    unsafe parts = memory.take(Self.verifiedTogether)
    unsafe own = memory.take(Self.verifiedTogether)
    unsafe most = memory.take(Self.verifiedTogether)
    unsafe totals = memory.take(windows.count) - windows.lowerBound
    for phrase in clauses.phrases {
      guard let scored = try ScoredPhrase(phrase.plan, context, memory) else { return nil }
      phrases.append(scored)
    }
    requiredCount = required.count
    let count = required.count + clauses.optional.count
    lists = ScratchArray(capacity: count, memory: memory)
    self.clauses = ScratchArray(capacity: count, memory: memory)
    unresolvedClauses = ScratchArray(capacity: count, memory: memory)
    order = ScratchArray(required.count..<count, memory: memory)
    sumsOfLeast = ScratchArray(repeatElement(0, count: order.count + 1), memory: memory)
    for (clause, phrase) in required { add(clause, context, isRequired: true, phrase: phrase) }
    isDense = required.allSatisfy(\.clause.list.isDense)
    for clause in clauses.optional { add(clause, context, isRequired: false) }
    boundClauses()
    sumUpWindows()
  }

  private mutating func add(
    _ clause: SegmentClauses.WeightedList, _ context: SegmentContext, isRequired: Bool,
    phrase: Int? = nil
  ) {
    let postings = ScoredPostings(clause, context, isRequired: isRequired, memory: memory)
    let bounds = unsafe memory.take(windows.count) - windows.lowerBound
    for window in windows {
      unsafe bounds[window] = postings.bounds.most(from: window << shift, size: shift)
    }
    unsafe lists.append(EvaluatedList(postings: postings, bounds: bounds, phrase: phrase))
  }

  private mutating func boundClauses() {
    for i in phrases.indices {
      // A word or a pair occurs at least as often as the phrase: each of them bounds it.
      let bounds = lists.indices.filter { lists[$0].phrase == i }.map { lists[$0].postings.bounds }
      clauses.append(BoundClause(bounds, isRequired: true, memory: memory))
    }
    for i in lists.indices {
      if let phrase = lists[i].phrase {
        lists[i].clause = phrase
      } else {
        lists[i].clause = clauses.count
        clauses.append(
          BoundClause(
            CollectionOfOne(lists[i].postings.bounds), isRequired: i < requiredCount,
            memory: memory))
      }
    }
  }

  private func sumUpWindows() {
    for window in windows {
      var total: Score = 0
      for i in lists.indices where lists[i].phrase == nil {
        total &+= unsafe lists[i].bounds[window]
      }
      for phrase in phrases.indices {
        var least = Score.max
        for i in lists.indices where lists[i].phrase == phrase {
          least = min(least, unsafe lists[i].bounds[window])
        }
        total &+= least
      }
      let isPossible =
        (0..<requiredCount).allSatisfy { unsafe lists[$0].bounds[window] > 0 }
        && !documents(of: window).isEmpty
      unsafe totals[window] = isPossible ? total : 0
    }
  }

  /// Offers the documents that hold all required terms, of which there are several and nothing else, to `top`;
  /// returns how many there are.
  ///
  /// All are found, and only those are scored that can enter: one pass for both.
  mutating func count(into top: inout TopK) -> Int {
    raiseByChampions(&top)
    unresolve(allBut: lists[0].clause)
    var total = 0
    for _ in 0..<min(Self.promising, windows.count / 8) {
      let best = mostPromising
      guard unsafe totals[best] > 0 else { return total }
      total &+= count(best, &top)
      unsafe totals[best] = 0
    }
    for window in windows where unsafe totals[window] > 0 { total &+= count(window, &top) }
    return total
  }

  /// The window in which a document can score most.
  private var mostPromising: Int {
    var best = windows.lowerBound
    for window in windows where unsafe totals[window] > totals[best] { best = window }
    return best
  }

  /// Offers the documents of a window that hold all required terms to `top`; returns how many there are.
  private mutating func count(_ window: Int, _ top: inout TopK) -> Int {
    let documents = documents(of: window)
    candidates.removeAll()
    candidates.append(
      placesOf: &lists[0].postings.term.counted.reader, from: documents.lowerBound,
      to: documents.upperBound)
    keepRequired(dense: true)
    keepRequired(dense: false)
    if let accepted = acceptedFirst ?? acceptedLast { candidates.keep(in: accepted) }
    let count = candidates.count
    let minimum = minimum(window, top)
    if unsafe totals[window] < minimum { return count }
    candidates.score(placesOf: &lists[0].postings)
    candidates.keep(reaching: Self.least(reaching: minimum, with: mostUnresolved(window)))
    addBounds(window, minimum)
    for i in 1..<requiredCount where candidates.count > 0 {
      candidates.resolve(&lists[i].postings, minimum: minimum)
    }
    candidates.offer(to: &top, segment: segment)
    return count
  }

  /// Offers the documents of a segment to `top`.
  mutating func run(into top: inout TopK) {
    raiseByChampions(&top)
    for _ in 0..<min(Self.promising, windows.count / 8) {
      let best = mostPromising
      guard unsafe totals[best] > 0, unsafe totals[best] >= top.minimum else { return }
      evaluate(best, &top)
      unsafe totals[best] = 0
    }
    // If the most promising windows held too few for a threshold, no other is likely to give one.
    splitsWindows = false
    for window in windows {
      let total = unsafe totals[window]
      if total > 0, total >= minimum(window, top) { evaluate(window, &top) }
    }
  }

  /// The least score with which a document of a window can enter.
  @inline(__always)
  private func minimum(_ window: Int, _ top: borrowing TopK) -> Score {
    top.minimum(from: DocID(window << shift), in: segment)
  }

  private mutating func evaluate(_ window: Int, _ top: inout TopK) {
    orderOptional(window)
    guard let rest = sumUpCells(window, minimum(window, top)) else {
      live.takeAll()
      return evaluateLiveCells(window, &top)
    }
    var below = Score.max
    if top.minimum == 0, splitsWindows {
      // The most promising cells first, so that there is a threshold for the others.
      below = live.sum(ofBest: top.count)
      live.collect(from: max(below, 1), below: .max)
      evaluateLiveCells(window, &top)
    }
    let least = Self.least(reaching: minimum(window, top), with: rest)
    live.collect(from: max(least, 1), below: below)
    evaluateLiveCells(window, &top)
  }

  /// Adds up what can be scored in the cells of a window, as fine as those of the lists that the
  /// candidates start from; returns what terms that were left out can score, nil if the window is one
  /// cell.
  private mutating func sumUpCells(_ window: Int, _ minimum: Score) -> Score? {
    let essential = essential(minimum)
    let leads = requiredCount > 0 ? 0..<1 : essential..<order.count
    var finest = shift
    for i in leads { finest = min(finest, lists[lead(i)].postings.bounds.shift) }
    let start = DocID(window << shift)
    live.begin(
      at: start, window: shift, shift: finest, within: documents(of: window))
    if finest == shift { return nil }
    if leads.count == 1 {
      for i in clauses.indices { live.add(clauses[i]) }
      return 0
    }
    for i in leads { live.add(clauses[lists[lead(i)].clause]) }
    return sumsOfLeast[essential]
  }

  /// List `i` of those that candidates start from: the rarest required one, or terms from those that are essential on.
  private func lead(_ i: Int) -> Int { requiredCount > 0 ? i : order[i] }

  private mutating func evaluateLiveCells(_ window: Int, _ top: inout TopK) {
    if live.count == 0 { return }
    let minimum = minimum(window, top)
    candidates.removeAll()
    var unresolved = order.count
    if requiredCount > 0 {
      startWithRequired(window, minimum)
    } else {
      unresolved = essential(minimum)
      if unresolved == order.count - 1 {
        start(with: order[unresolved], window, minimum)
      } else {
        startWithEssential(unresolved, window, minimum)
      }
    }
    while unresolved > 0, candidates.count > 0 {
      unresolved -= 1
      candidates.resolve(
        &lists[order[unresolved]].postings, minimum: minimum)
    }
    if let acceptedLast { candidates.keep(in: acceptedLast) }
    guard candidates.count > 0 else { return }
    if !phrases.isEmpty { return verify(&top) }
    candidates.offer(to: &top, segment: segment)
  }

  /// How many of the optional terms, the least first, cannot reach `minimum` together; one less than
  /// there are at most.
  private func essential(_ minimum: Score) -> Int {
    var essential = max(order.count - 1, 0)
    while essential > 0, sumsOfLeast[essential] >= minimum { essential -= 1 }
    return essential
  }

  /// The documents of a window, without those at both ends that may not be found.
  private func documents(of window: Int) -> Range<DocID> {
    let start = window << shift
    let documents = DocID(start)..<DocID(min(start + 1 << shift, documentCount))
    return (acceptedFirst ?? acceptedLast)?.range(in: documents) ?? documents
  }

  /// Orders the optional terms by what they can score in the window.
  private mutating func orderOptional(_ window: Int) {
    for i in 1..<max(order.count, 1) {  // insertion sort: few terms, nearly in order
      var j = i
      while j > 0, isLighter(order[j], than: order[j - 1], in: window) {
        order.swapAt(j, j - 1)
        j -= 1
      }
    }
    var sum: Score = 0
    for (i, term) in order.enumerated() {
      sum &+= unsafe lists[term].bounds[window]
      sumsOfLeast[i + 1] = sum
    }
  }

  /// Whether a list can score less for each of its postings: it is the better one to leave out.
  private func isLighter(_ list: Int, than other: Int, in window: Int) -> Bool {
    let own = unsafe UInt64(lists[list].bounds[window]) &* UInt64(lists[other].documentFrequency)
    let others = unsafe UInt64(lists[other].bounds[window]) &* UInt64(lists[list].documentFrequency)
    return own < others
  }

  /// Candidates are the documents of live cells that all required lists hold.
  private mutating func startWithRequired(_ window: Int, _ minimum: Score) {
    // What the lists have in common is found first where all are dense, or where there is nothing yet to compare
    // scores with.
    isRarestScored = requiredCount == 1 || !isDense && minimum > 0
    let scored = isRarestScored ? lists[0].clause : nil
    unresolve(allBut: scored)
    if isDense, !isRarestScored {
      let required = lists[..<requiredCount].map(\.postings.list)
      for run in 0..<live.count {
        candidates.append(commonTo: required, from: live[run].start, to: live[run].end)
      }
    } else {
      let least = Self.least(reaching: minimum, with: mostUnresolved(window))
      if isRarestScored {
        candidates.append(&lists[0].postings, in: live, reaching: least)
      } else {
        for run in 0..<live.count {
          candidates.append(
            documentsOf: &lists[0].postings.term.counted.reader, from: live[run].start,
            to: live[run].end)
        }
      }
      keepRequired(dense: true)
      if !isRarestScored { keepRequired(dense: false) }
    }
    if let acceptedFirst { candidates.keep(in: acceptedFirst) }
    // Where the rarest list is scored already, its clause is not added but, if it is a word of a
    // phrase, lowered to what the other words can score.
    if let phrase = lists[0].phrase, isRarestScored {
      candidates.lowerBounds(to: clauses[phrase])
    }
    addBounds(window, minimum)
    if isRarestScored { keepRequired(dense: false) }
    for i in 0..<requiredCount where candidates.count > 0 && lists[i].phrase == nil {
      if i == 0, scored != nil { continue }
      candidates.resolve(&lists[i].postings, minimum: minimum)
    }
  }

  private mutating func keepRequired(dense: Bool) {
    for i in 1..<max(requiredCount, 1) where lists[i].postings.list.isDense == dense {
      candidates.keep(in: &lists[i].postings.term.counted.reader, filter)
    }
  }

  /// Candidates are the documents of the only essential term in live cells.
  private mutating func start(with term: Int, _ window: Int, _ minimum: Score) {
    unresolve(allBut: lists[term].clause)
    let least = Self.least(reaching: minimum, with: mostUnresolved(window))
    candidates.append(&lists[term].postings, in: live, reaching: least)
    if let acceptedFirst { candidates.keep(in: acceptedFirst) }
    addBounds(window, minimum)
  }

  /// Candidates are the sums of the essential terms in live cells.
  private mutating func startWithEssential(
    _ essential: Int, _ window: Int, _ minimum: Score
  ) {
    unresolvedClauses.removeAll()
    for term in order[..<essential].reversed() { unresolvedClauses.append(lists[term].clause) }
    let least = Self.least(reaching: minimum, with: mostUnresolved(window))
    let postings = order[essential...].reduce(0) { $0 &+ lists[$1].documentFrequency }
    let isSparse = postings < documentCount / Self.documentsPerPosting
    sums.begin(at: DocID(window << shift), least == 0 ? .marks : isSparse ? .postings : .all)
    for term in order[essential...] { sums.add(&lists[term].postings, in: live) }
    sums.take(from: live, reaching: least, into: &candidates)
    if let acceptedFirst { candidates.keep(in: acceptedFirst) }
    addBounds(window, minimum)
  }

  /// What reaches `minimum` with `rest` is this at least.
  private static func least(reaching minimum: Score, with rest: Score) -> Score {
    minimum > rest ? minimum - rest : 0
  }

  /// All clauses but one are unresolved.
  private mutating func unresolve(allBut resolved: Int?) {
    unresolvedClauses.removeAll()
    for i in clauses.indices where i != resolved { unresolvedClauses.append(i) }
  }

  /// The most that the unresolved clauses can score in a window.
  private func mostUnresolved(_ window: Int) -> Score {
    unresolvedClauses.reduce(0) { $0 &+ most($1, in: window) }
  }

  /// Raises the bounds of the candidates by what the unresolved clauses can score, and keeps those that reach
  /// `minimum`: after each clause those that can with the most that the others can score in the window.
  private mutating func addBounds(_ window: Int, _ minimum: Score) {
    var rest = mostUnresolved(window)
    for clause in unresolvedClauses where candidates.count > 0 {
      rest &-= most(clause, in: window)
      candidates.addBounds(of: clauses[clause])
      candidates.keep(reaching: Self.least(reaching: minimum, with: rest))
    }
  }

  /// The most that a clause can score in a window.
  private func most(_ clause: Int, in window: Int) -> Score {
    var least = Score.max
    // By places: a list is large to copy.
    for i in lists.indices where lists[i].clause == clause {
      least = min(least, unsafe lists[i].bounds[window])
    }
    return least
  }
}
