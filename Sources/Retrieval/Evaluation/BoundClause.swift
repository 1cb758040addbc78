internal import InvertedIndex

/// What a clause of a query can score: a term, or a phrase, by which of its lists scores least.
struct BoundClause {
  let lists: ScratchArray<CellBounds>
  let isRequired: Bool

  /// A clause that each of `lists`, which are kept in `memory`, bounds.
  init(_ lists: some Collection<CellBounds>, isRequired: Bool, memory: ScratchMemory) {
    self.lists = ScratchArray(lists, memory: memory)
    self.isRequired = isRequired
  }

  /// The most that it can add to the score of `document`.
  @inline(__always)
  subscript(document: DocID) -> Score {
    var least = lists[0][document]
    for i in 1..<lists.count { least = min(least, lists[i][document]) }
    return least
  }
}
