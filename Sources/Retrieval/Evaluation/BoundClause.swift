internal import InvertedIndex

/// What a clause of a query can score: a term, or a phrase, by which of its lists scores least.
struct BoundClause {
  var lists: [CellBounds]
  var isRequired: Bool

  /// The most that it can add to the score of `document`.
  @inline(__always)
  subscript(document: DocID) -> Score {
    var least = lists[0][document]
    for i in 1..<lists.count { least = min(least, lists[i][document]) }
    return least
  }
}
