internal import InvertedIndex

extension WindowEvaluation {
  /// Of more lists, two have too little to say; to look at the champions of more takes longer than it saves.
  private static let mostLists = 8

  /// Raises the threshold to what as many documents score as are wanted, if so many are found among the champions
  /// of the two lists whose postings score most.
  ///
  /// They are not offered to `top`, for they are met again. Over news, unions of two and three words took a
  /// fifth less time. Source: A. Mallia, M. Siedlaczek, M. Sun, T. Suel, "A comparison of top-k threshold
  /// estimation techniques for disjunctive query processing", CIKM 2020; here it is a bound, no estimate.
  mutating func raiseByChampions(_ top: inout TopK) {
    guard phrases.isEmpty, (2...Self.mostLists).contains(lists.count) else { return }
    let (first, second) = heaviest()
    let counts = (championCount(first), championCount(second))
    // Terms that are asked for together are in more documents together than chance would have it; champions of one
    // that are those of another count once.
    let expected =
      (expected(counts.0, of: first) + expected(counts.1, of: second))
      * (requiredCount > 0 ? 2 : 0.75)
    guard expected >= Double(top.count) else { return }
    var champions = WindowChampions(capacity: counts.0 + counts.1, memory: memory)
    champions.append(counts.0, of: first, in: lists)
    champions.append(counts.1, of: second, in: lists)
    for i in lists.indices where isLookedUp(i) { champions.addBounds(of: lists[i].postings, i) }
    var known = TopK(top.count)
    known.raise(to: top.minimum)
    offer(champions, to: &known)
    if known.isFull { top.raise(to: known.minimum) }
  }

  /// The two lists, of two or more, whose postings score most.
  private func heaviest() -> (first: Int, second: Int) {
    func isHeavier(_ i: Int, than j: Int) -> Bool {
      lists[i].postings.term.scorer.weight > lists[j].postings.term.scorer.weight
    }
    var (first, second) = isHeavier(1, than: 0) ? (1, 0) : (0, 1)
    for i in 2..<max(lists.count, 2) {
      if isHeavier(i, than: first) {
        (first, second) = (i, first)
      } else if isHeavier(i, than: second) {
        second = i
      }
    }
    return (first, second)
  }

  /// How many champions of list `own` are looked at: the first ones if another list is not dense, for then it takes
  /// long to find them there, and few are found.
  private func championCount(_ own: Int) -> Int {
    let isDense = lists.indices.allSatisfy { lists[$0].postings.list.isDense }
    let count = lists[own].postings.list.championCount
    return isDense ? count : min(count, PostingsList.leastChampions)
  }

  /// How many of so many champions of list `own` may be found and are in all required lists, if these are independent.
  private func expected(_ champions: Int, of own: Int) -> Double {
    let accepted = (acceptedFirst ?? acceptedLast)?.count
    let share = Double(accepted ?? documentCount) / Double(documentCount)
    var expected = share * Double(champions)
    for i in 0..<requiredCount where i != own {
      expected *= Double(lists[i].documentFrequency) / Double(documentCount)
    }
    return expected
  }

  /// Whether champions of other lists are looked up in list `i`: where it tells if they are found, or where that is quick.
  ///
  /// What another list would add to what they score is left out: over news, to look for it took unions a tenth
  /// more time.
  private func isLookedUp(_ i: Int) -> Bool {
    i < requiredCount || lists[i].postings.list.isDense
  }

  /// Offers champions to `known`, each with what it scores at least, unless that cannot reach what is known, or it came
  /// before.
  private mutating func offer(_ champions: WindowChampions, to known: inout TopK) {
    var seen = ScratchArray<DocID>(capacity: champions.count, memory: memory)
    for i in 0..<champions.count {
      let (document, bound) = (champions.document(i), champions.bound(i))
      guard known.admits(bound), !seen.contains(document),
        acceptedFirst?.contains(document) ?? true, acceptedLast?.contains(document) ?? true
      else { continue }
      seen.append(document)
      let own = champions.list(i)
      guard let score = score(document, championOf: own, bound: bound, known) else { continue }
      known.insert(segment: segment, document: document, score: score)
    }
  }

  /// What a champion of list `own` scores there and where it is looked up; `bound` has what it scores there, and what it
  /// can score where it is looked up; nil if it is not found, or that cannot reach what is known.
  private mutating func score(
    _ document: DocID, championOf own: Int, bound: Score, _ known: borrowing TopK
  ) -> Score? {
    var most = bound
    for i in lists.indices where i != own && isLookedUp(i) {
      let bound = lists[i].postings.bounds[document]
      if bound == 0 {
        if i < requiredCount { return nil }
        continue
      }
      let score = lists[i].postings.score(document)
      if score == nil, i < requiredCount { return nil }
      most = most &- bound &+ (score ?? 0)
      guard known.admits(most) else { return nil }
    }
    return most
  }
}

/// Champions of two lists of a query, and what they can score.
///
/// What each needs from memory is asked for by loops without branches, so that none waits for another.
@safe private struct WindowChampions {
  private let documents: UnsafeMutablePointer<DocID>
  private let bounds: UnsafeMutablePointer<Score>
  /// Which list the first ones are champions of, how many they are, and which list the others are of.
  private var first = 0
  private var firstCount = 0
  private var second = 0
  private(set) var count = 0

  init(capacity: Int, memory: ScratchMemory) {
    unsafe documents = memory.take(capacity)
    unsafe bounds = memory.take(capacity)
  }

  func document(_ i: Int) -> DocID { unsafe documents[i] }

  func bound(_ i: Int) -> Score { unsafe bounds[i] }

  /// The list that champion `i` is of.
  func list(_ i: Int) -> Int { i < firstCount ? first : second }

  /// Appends the first `more` champions of list `own` with what they score there.
  mutating func append(
    _ more: Int, of own: Int, in lists: ScratchArray<WindowEvaluation.EvaluatedList>
  ) {
    if count == 0 { (first, firstCount) = (own, more) } else { second = own }
    unsafe lists[own].postings.writeChampions(more, to: documents + count, scores: bounds + count)
    count += more
  }

  /// Adds what list `i` can score, but for its own champions.
  func addBounds(of postings: ScoredPostings, _ i: Int) {
    if i != first {
      unsafe postings.bounds.add(of: documents, count: firstCount, to: bounds)
    }
    if i != second {
      unsafe postings.bounds.add(
        of: documents + firstCount, count: count - firstCount, to: bounds + firstCount)
    }
  }
}
