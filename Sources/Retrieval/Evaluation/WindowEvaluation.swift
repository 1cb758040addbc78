internal import InvertedIndex

/// The best documents for required and optional terms and required phrases, window by window.
///
/// What each list can score in each window of documents is known before anything is decoded. The
/// windows that promise most come first, so that the threshold is high early; most of the others are
/// then passed over, and in the rest only groups of postings are read that can lift a document over
/// it. Where nothing is required, this is block-max MaxScore: the terms that together cannot reach the
/// threshold in a window are not essential, and are only looked up. Sources: H. Turtle, J. Flood,
/// "Query evaluation: strategies and optimizations", 1995; S. Ding, T. Suel, "Faster top-k document
/// retrieval using block-max indexes", SIGIR 2011; A. Mallia, T. Suel, N. Tonellotto, "Faster
/// learned sparse retrieval with block-max pruning", SIGIR 2024 (windows by what they promise).
@safe struct WindowEvaluation {
  /// The lists that must hold a document, rarest first.
  private var required: [RequiredList] = []
  private var optional: [WindowedPostings] = []
  private var phrases: [PhraseClause] = []
  private var candidates: WindowCandidates
  /// For each window the most that a document in it can score; 0 if none can match.
  private let totals: UnsafeMutablePointer<Score>
  private let windowCount: DocID
  private let windows: Int
  private let memory = ScratchMemory()
  private let segment: Int
  private let accepted: DocumentSet?
  /// The optional terms by what they can score in the window, least first, and sums of the least.
  private var order: [Int]
  private var sumsOfLeast: [Score]

  /// The postings of a window that the candidates start from, about: of the rarest required list, or
  /// of all terms of a union.
  private static let postingsPerWindow = (required: 128, union: 512)
  /// The windows that are searched in the order of what they promise before all are in their own.
  private static let promising = 12

  /// The list of a required term, or of a word of a phrase: then it is scored as if every occurrence
  /// of the word were one of the phrase, which bounds the phrase.
  private struct RequiredList {
    var postings: WindowedPostings
    let phrase: Int?
  }

  /// A required phrase.
  @safe private struct PhraseClause {
    var matcher: PhraseMatcher
    let scorer: TermScorer
    /// For each window the least of what its words would let it score.
    let bounds: UnsafeMutablePointer<Score>
  }

  /// An evaluation in a segment; nil if a required list is missing there, so that nothing matches.
  ///
  /// Phrases have no slop: one that has can occur more often than the rarest of its words.
  init?(_ clauses: SegmentClauses, context: SegmentContext) throws(IndexError) {
    segment = context.index
    accepted = context.accepted
    windowCount = Self.windowCount(clauses, context)
    windows = (context.segment.documentCount + Int(windowCount) - 1) / Int(windowCount)
    candidates = WindowCandidates(windowCount: windowCount, memory: memory)
    unsafe totals = memory.takeZeros(windows)
    order = []
    sumsOfLeast = []
    for clause in clauses.required {
      required.append(
        RequiredList(
          postings: windowed(clause.list, context.scorer(weight: clause.weight)), phrase: nil))
    }
    for phrase in clauses.phrases {
      guard
        let matcher = try PhraseMatcher(
          phrase.plan, segment: context.segment, index: context.index, memory: memory)
      else { return nil }
      addPhrase(matcher, phrase.lists, context.scorer(weight: phrase.plan.weight))
    }
    required.sort { $0.postings.documentFrequency < $1.postings.documentFrequency }
    for clause in clauses.optional {
      optional.append(windowed(clause.list, context.scorer(weight: clause.weight)))
    }
    order = Array(optional.indices)
    sumsOfLeast = [Score](repeating: 0, count: optional.count + 1)
    sumUpWindows()
  }

  /// Windows in which there are some postings to start from, for each costs the same again.
  private static func windowCount(_ clauses: SegmentClauses, _ context: SegmentContext) -> DocID {
    let required =
      clauses.required.map(\.list) + clauses.phrases.flatMap(\.lists)
    let rarest = required.map(\.documentFrequency).min()
    let postings = rarest ?? clauses.optional.reduce(0) { $0 + $1.list.documentFrequency }
    let perWindow = rarest == nil ? postingsPerWindow.union : postingsPerWindow.required
    let wanted = context.segment.documentCount * perWindow / (postings + 1)
    var count: DocID = 2_048
    while count < ScratchMemory.largestWindow, Int(count) < wanted { count *= 2 }
    return count
  }

  private func windowed(_ list: PostingsList, _ scorer: TermScorer) -> WindowedPostings {
    WindowedPostings(
      list, scorer: scorer, windows: windows, windowCount: windowCount, memory: memory)
  }

  private mutating func addPhrase(
    _ matcher: PhraseMatcher, _ lists: [PostingsList], _ scorer: TermScorer
  ) {
    let bounds = unsafe memory.take(windows)
    unsafe bounds.update(repeating: .max, count: windows)
    // A word or a pair occurs at least as often as the phrase: each of them bounds it.
    for list in lists {
      let words = windowed(list, scorer)
      for window in 0..<windows {
        unsafe bounds[window] = min(bounds[window], words.bounds[window])
      }
      required.append(RequiredList(postings: words, phrase: phrases.count))
    }
    unsafe phrases.append(PhraseClause(matcher: matcher, scorer: scorer, bounds: bounds))
  }

  private func sumUpWindows() {
    for postings in optional {
      for window in 0..<windows { unsafe totals[window] &+= postings.bounds[window] }
    }
    for list in required where list.phrase == nil {
      for window in 0..<windows { unsafe totals[window] &+= list.postings.bounds[window] }
    }
    for phrase in phrases {
      for window in 0..<windows { unsafe totals[window] &+= phrase.bounds[window] }
    }
    for list in required {
      for window in 0..<windows where unsafe list.postings.bounds[window] == 0 {
        unsafe totals[window] = 0
      }
    }
  }

  /// Offers the documents of a segment to `top`.
  mutating func run(into top: inout TopK) {
    for _ in 0..<min(Self.promising, windows / 8) {
      var best = 0
      for window in 0..<windows where unsafe totals[window] > totals[best] { best = window }
      guard unsafe totals[best] > 0, unsafe totals[best] >= top.minimum else { return }
      evaluate(best, &top)
      unsafe totals[best] = 0
    }
    for window in 0..<windows {
      let total = unsafe totals[window]
      if total > 0, total >= top.minimum { evaluate(window, &top) }
    }
  }

  private mutating func evaluate(_ window: Int, _ top: inout TopK) {
    let minimum = top.minimum
    orderOptional(window)
    if required.isEmpty {
      startWithEssential(window, minimum)
    } else {
      startWithRequired(window, minimum)
    }
    guard candidates.count > 0 else { return }
    if !phrases.isEmpty { return verify(window, &top) }
    offer(window, &top)
  }

  /// Orders the optional terms by what they can score in the window.
  private mutating func orderOptional(_ window: Int) {
    for i in 1..<max(order.count, 1) {  // insertion sort: few terms, nearly in order
      var j = i
      while j > 0,
        unsafe optional[order[j]].bounds[window] < optional[order[j - 1]].bounds[window]
      {
        order.swapAt(j, j - 1)
        j -= 1
      }
    }
    var sum: Score = 0
    for (i, term) in order.enumerated() {
      sum &+= unsafe optional[term].bounds[window]
      sumsOfLeast[i + 1] = sum
    }
  }

  /// Candidates are what the rarest list holds, reduced by the others and raised by optional terms.
  private mutating func startWithRequired(_ window: Int, _ minimum: Score) {
    // What is not known yet of any candidate: phrases until they are verified, others until added.
    var rest = unsafe totals[window]
    for i in required.indices where required[i].phrase == nil {
      rest &-= unsafe required[i].postings.bounds[window]
    }
    var help = unsafe totals[window]
    if let phrase = required[0].phrase {
      help &-= unsafe phrases[phrase].bounds[window]
    } else {
      help &-= unsafe required[0].postings.bounds[window]
    }
    if required[0].postings.postings.level(reaching: minimum, with: help) == 0 {
      intersect(window, minimum, rest: rest)
    } else {
      addRequired(window, minimum)
    }
    for i in order.reversed() {
      rest &-= unsafe optional[i].bounds[window]
      candidates.add(
        &optional[i], window: window, isRequired: false, minimum: minimum, rest: rest)
    }
  }

  /// Where scores exclude hardly anything: what all lists hold is found first and scored then.
  private mutating func intersect(_ window: Int, _ minimum: Score, rest: Score) {
    candidates.start(withAll: &required[0].postings, window: window)
    for i in required.indices.dropFirst() {
      candidates.keep(in: &required[i].postings, window: window)
    }
    candidates.score(window: window, minimum: minimum, rest: rest) { document in
      var score: Score = 0
      for i in required.indices where required[i].phrase == nil {
        _ = required[i].postings.postings.find(document, needed: 0)
        score &+= required[i].postings.postings.scoreHere()
      }
      return score
    }
  }

  /// Where scores exclude much: list by list, what can still enter is kept.
  private mutating func addRequired(_ window: Int, _ minimum: Score) {
    var rest = unsafe totals[window]
    for i in required.indices {
      var help = rest
      if let phrase = required[i].phrase {
        help &-= unsafe phrases[phrase].bounds[window]
      } else {
        rest &-= unsafe required[i].postings.bounds[window]
        help = rest
      }
      if i == 0 {
        candidates.start(
          with: &required[i].postings, window: window, minimum: minimum, rest: help,
          scoring: required[i].phrase == nil)
      } else {
        candidates.add(
          &required[i].postings, window: window, isRequired: true, minimum: minimum, rest: help,
          scoring: required[i].phrase == nil)
      }
    }
  }

  /// Candidates are the sums of the essential terms, raised by the others.
  private mutating func startWithEssential(_ window: Int, _ minimum: Score) {
    let last = order.count - 1
    var essential = last
    while essential > 0, sumsOfLeast[essential] >= minimum { essential -= 1 }
    let rest = sumsOfLeast[essential]
    if essential == last {
      candidates.start(
        with: &optional[order[last]], window: window, minimum: minimum, rest: rest)
    } else {
      let all = sumsOfLeast[order.count]
      for i in essential...last {
        // Groups that the other terms cannot help to the minimum are left out: whatever they hold
        // cannot enter, nor can it with a sum that is too low.
        let others = all &- (unsafe optional[order[i]].bounds[window])
        let level = optional[order[i]].postings.level(reaching: minimum, with: others)
        candidates.addToSums(&optional[order[i]], window: window, reaching: level)
      }
      candidates.finishSums(least: minimum > rest ? minimum &- rest : 0)
    }
    var i = essential
    while i > 0, candidates.count > 0 {
      i -= 1
      candidates.add(
        &optional[order[i]], window: window, isRequired: false, minimum: minimum,
        rest: sumsOfLeast[i])
    }
  }

  private func offer(_ window: Int, _ top: inout TopK) {
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    for i in 0..<candidates.count {
      let score = unsafe candidates.scores[i]
      guard top.admits(score) else { continue }
      let document = start &+ (unsafe candidates.slots[i])
      guard accepted?.contains(document) ?? true else { continue }
      top.insert(segment: segment, document: document, score: score)
    }
  }

  /// Offers those candidates that hold all phrases: first what their words would let them score is
  /// compared with the threshold, then positions are read.
  private mutating func verify(_ window: Int, _ top: inout TopK) {
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    for i in 0..<candidates.count {
      let document = start &+ (unsafe candidates.slots[i])
      guard accepted?.contains(document) ?? true else { continue }
      if let score = score(document, unsafe candidates.scores[i], minimum: top.minimum) {
        top.insert(segment: segment, document: document, score: score)
      }
    }
  }

  private mutating func score(
    _ document: DocID, _ scoreOfTerms: Score, minimum: Score
  ) -> Score? {
    var bound = scoreOfTerms
    for i in phrases.indices {
      phrases[i].matcher.move(to: document)
      bound &+= phrases[i].scorer.score(
        frequency: phrases[i].matcher.mostFrequent(), document: document)
    }
    guard bound >= minimum else { return nil }
    var score = scoreOfTerms
    for i in phrases.indices {
      let frequency = phrases[i].matcher.frequency()
      guard frequency > 0 else { return nil }
      score &+= phrases[i].scorer.score(frequency: frequency, document: document)
    }
    return score >= minimum ? score : nil
  }
}
