internal import InvertedIndex

/// The postings of one term with the most that each block can score.
struct BoundedPostings {
  let list: PostingsList
  let scorer: TermScorer
  /// The most that any posting of each block scores.
  let bounds: [Score]
  /// The most of all.
  let most: Score

  /// - Complexity: linear in the blocks, or in the postings if they are fewer than 128.
  init(_ list: PostingsList, scorer: TermScorer) {
    self.list = list
    self.scorer = scorer
    var bounds = [Score](repeating: 0, count: list.blocks)
    if list.hasHeaders {
      list.forEachImpact { block, impact in
        bounds[block] = max(bounds[block], scorer.bound(impact))
      }
    } else {
      var cursor = PostingsCursor(list)
      while cursor.document != .end {
        bounds[0] = max(
          bounds[0], scorer.score(frequency: cursor.frequency(), document: cursor.document))
        cursor.advance()
      }
    }
    self.bounds = bounds
    most = bounds.max() ?? 0
  }

  /// The most that a document in `start..<end` can score.
  ///
  /// - Parameter block: the first block that may reach `start`; moved up to the one that does.
  @inline(__always)
  func bound(from start: DocID, to end: DocID, block: inout Int) -> Score {
    guard list.hasHeaders else { return most }
    block = list.block(holding: start, from: block)
    var best: Score = 0
    var i = block
    while i < list.blocks {
      best = max(best, bounds[i])
      if list.lastDocument(ofBlock: i) &+ 1 >= end { break }
      i &+= 1
    }
    return best
  }
}
