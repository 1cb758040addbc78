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
    var known = TopK(top.count)
    known.raise(to: top.minimum)
    var seen = ScratchArray<DocID>(capacity: counts.0 + counts.1, memory: memory)
    offer(counts.0, of: first, &seen, to: &known)
    offer(counts.1, of: second, &seen, to: &known)
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
    let accepted = (acceptedFirst ?? acceptedLast).map { $0.range.count - $0.rejectedCount }
    let share = Double(accepted ?? documentCount) / Double(documentCount)
    var expected = share * Double(champions)
    for i in 0..<requiredCount where i != own {
      expected *= Double(lists[i].documentFrequency) / Double(documentCount)
    }
    return expected
  }

  /// Offers the first `count` champions of list `own` to `known`.
  private mutating func offer(
    _ count: Int, of own: Int, _ seen: inout ScratchArray<DocID>, to known: inout TopK
  ) {
    let list = lists[own].postings.list
    for i in 0..<count { offer(list.champion(i), of: own, &seen, to: &known) }
  }

  /// Offers a champion of list `own` to `known`, with what it scores in all, unless it cannot reach what is known
  /// or was seen before.
  private mutating func offer(
    _ champion: Champion, of own: Int, _ seen: inout ScratchArray<DocID>, to known: inout TopK
  ) {
    let document = champion.document
    var most: Score = 0
    for i in lists.indices {
      let bound = lists[i].postings.bounds[document]
      if bound == 0, i < requiredCount { return }
      most &+= bound
    }
    guard known.admits(most), !seen.contains(document),
      acceptedFirst?.contains(document) ?? true, acceptedLast?.contains(document) ?? true
    else { return }
    seen.append(document)
    most =
      most &- lists[own].postings.bounds[document]
      &+ lists[own].postings.score(champion)
    for i in lists.indices where i != own {
      let bound = lists[i].postings.bounds[document]
      if bound == 0 { continue }
      let score = lists[i].postings.score(document)
      if score == nil, i < requiredCount { return }
      most = most &- bound &+ (score ?? 0)
      guard known.admits(most) else { return }
    }
    known.insert(segment: segment, document: document, score: most)
  }
}
