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
  /// A bit for each document that has a posting, of a dense list whose documents are told apart.
  private let bits: UnsafePointer<UInt8>?

  /// The levels that a list states.
  ///
  /// - Parameter tellsDocuments: whether in a cell of a dense list documents without a posting are told from others;
  ///   it would take time for nothing where all that are asked for have one.
  /// - Complexity: constant; some 256 operations.
  init(
    _ levels: UnsafePointer<UInt8>, of list: PostingsList, tellsDocuments: Bool, scorer: TermScorer,
    memory: ScratchMemory
  ) {
    unsafe self.levels = unsafe levels
    cells = list.cells
    shift = list.cellShift
    unsafe bits =
      tellsDocuments ? list.documentBits?.assumingMemoryBound(to: UInt8.self) : nil
    let scores = unsafe memory.take(256)
    unsafe scorer.writeBounds(to: scores)
    unsafe self.scores = UnsafePointer(scores)
  }

  /// Levels made of scores, for lists that state none: those of `documents`, which ascend.
  init(
    documents: UnsafePointer<DocID>, scores: UnsafePointer<Score>, count: Int, total: Int,
    memory: ScratchMemory
  ) {
    shift = PostingsLayout.cellShift(frequency: count, documents: total, meanLength: .max)
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

  /// The most that a posting of `document` scores, 0 if its cell has none, or it if documents are told apart.
  @inline(__always)
  subscript(document: DocID) -> Score {
    unsafe most_of_document(
      document, levels, UInt32(truncatingIfNeeded: shift), scores, bits)
  }

  /// Adds to each of `bounds` what the document in its place, of `count`, can score.
  ///
  /// Naive equivalent: the subscript of each.
  @inline(__always)
  func add(
    of documents: UnsafePointer<DocID>, count: Int, to bounds: UnsafeMutablePointer<Score>
  ) {
    unsafe add_most_of_documents(
      documents, bounds, count, levels, UInt32(truncatingIfNeeded: shift), scores, bits)
  }

  /// Lowers each of `lowered` to what the document in its place, of `count`, can score.
  @inline(__always)
  func lower(
    _ lowered: UnsafeMutablePointer<Score>, of documents: UnsafePointer<DocID>, count: Int
  ) {
    unsafe lower_to_most_of_documents(
      documents, lowered, count, levels, UInt32(truncatingIfNeeded: shift), scores, bits)
  }

  /// Puts into each of `bounds` what the document in its place, of `count`, scores, in place of what it can score.
  @inline(__always)
  func replace(
    of documents: UnsafePointer<DocID>, count: Int, by own: UnsafePointer<Score>,
    in bounds: UnsafeMutablePointer<Score>
  ) {
    unsafe replace_most_of_documents(
      documents, bounds, own, count, levels, UInt32(truncatingIfNeeded: shift), scores, bits)
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
