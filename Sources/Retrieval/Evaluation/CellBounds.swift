internal import CSIMD
internal import InvertedIndex

/// What the postings of a list can score in each cell of documents, and so in any document.
@safe struct CellBounds {
  /// For each cell a level, 0 where it has no posting.
  let levels: UnsafePointer<UInt8>
  /// For each level the most that a posting scores; ascending, 0 for level 0.
  let scores: UnsafePointer<Score>
  let cells: Int
  /// The binary logarithm of the documents in a cell.
  let shift: Int
  /// A bit for each document that has a posting, of a dense list.
  private let bits: UnsafePointer<UInt8>?

  /// The levels that a list states.
  ///
  /// - Complexity: constant; some 256 operations.
  init(
    _ levels: UnsafePointer<UInt8>, of list: PostingsList, scorer: TermScorer, memory: ScratchMemory
  ) {
    unsafe self.levels = unsafe levels
    cells = list.cells
    shift = list.cellShift
    unsafe bits = list.documentBits?.assumingMemoryBound(to: UInt8.self)
    let scores = unsafe memory.take(256)
    unsafe scorer.writeBounds(to: scores)
    unsafe self.scores = UnsafePointer(scores)
  }

  /// Levels made of scores, for lists that state none: those of `documents`, which ascend.
  init(
    documents: UnsafePointer<DocID>, scores: UnsafePointer<Score>, count: Int, total: Int,
    memory: ScratchMemory
  ) {
    shift = PostingsLayout.cellShift(frequency: count, documents: total)
    unsafe bits = nil
    cells = PostingsLayout.cells(shift: shift, documents: total)
    var most: Score = 1
    for i in 0..<count { most = max(most, unsafe scores[i]) }
    let bounds = unsafe memory.take(256)
    // Rounded up twice, so that no score is above the bound of its level.
    let step = most / 255 &+ 1
    for level in 0..<256 { unsafe bounds[level] = step &* Score(level) }
    let levels = unsafe memory.takeBytes(cells)
    unsafe levels.update(repeating: 0, count: cells)
    for i in 0..<count {
      let cell = unsafe Int(documents[i]) &>> shift
      let level = unsafe UInt8(truncatingIfNeeded: max((scores[i] &+ step &- 1) / step, 1))
      unsafe levels[cell] = max(levels[cell], level)
    }
    unsafe self.levels = UnsafePointer(levels)
    unsafe self.scores = UnsafePointer(bounds)
  }

  /// The most that a posting of `document` scores, 0 if its cell, or of a dense list the document, has none.
  @inline(__always)
  subscript(document: DocID) -> Score {
    let score = unsafe scores[Int(levels[Int(document) &>> shift])]
    guard let bits = unsafe bits else { return score }
    let byte = unsafe Score(bits[Int(document &>> 3)])
    return score & (0 &- (byte &>> (document & 7) & 1))
  }

  /// The most that a posting scores among 2^`size` documents from `document` on, a multiple of that
  /// many.
  @inline(__always)
  func most(from document: Int, size: Int) -> Score {
    guard size > shift else { return unsafe scores[Int(levels[document &>> shift])] }
    let first = document &>> shift
    let count = min(1 &<< (size &- shift), cells &- first)
    return unsafe scores[Int(largest_byte(levels + first, count))]
  }
}
