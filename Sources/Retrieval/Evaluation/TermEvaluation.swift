internal import CSIMD
internal import InvertedIndex

/// The best documents for a single term: only cells whose level can reach the top are scored.
///
/// Where k cells reach a level, k documents score no less than the least score of that level: so
/// the threshold is known, nearly as high as it ends, before anything is decoded.
enum TermEvaluation {
  static func run(
    _ list: PostingsList, scorer: TermScorer, context: SegmentContext, into top: inout TopK
  ) {
    let documents = context.segment.documentCount
    var postings = ScoredPostings(
      list, scorer: scorer, documents: documents, memory: ScratchMemory())
    let bounds = postings.bounds
    if context.accepted == nil, list.hasHeaders {
      let level = level(ofBest: top.count, in: bounds)
      if level > 0 { top.raise(to: scorer.least(level: UInt8(level))) }
    }
    let range = context.accepted?.range ?? 0..<DocID(documents)
    var cell = Int(range.lowerBound) &>> bounds.shift
    while true {
      cell = next(cell, reaching: top.minimum, in: bounds)
      guard cell < bounds.cells, cell &<< bounds.shift < Int(range.upperBound) else { return }
      let start = DocID(cell &<< bounds.shift)
      unsafe postings.forEachStretch(from: start, to: start + 1 << DocID(bounds.shift)) {
        documents, scores, count in
        for i in 0..<count {
          let (document, score) = unsafe (documents[i], scores[i])
          guard top.admits(score), context.accepted?.contains(document) ?? true else { continue }
          top.insert(segment: context.index, document: document, score: score)
        }
      }
      cell += 1
    }
  }

  /// The first cell from `cell` on whose bound is `minimum` or more, or the number of cells.
  private static func next(_ cell: Int, reaching minimum: Score, in bounds: CellBounds) -> Int {
    var least = 1
    while least < 256, unsafe bounds.scores[least] < minimum { least += 1 }
    guard least < 256 else { return bounds.cells }
    var cell = cell
    while cell + 64 <= bounds.cells {
      let mask = unsafe bytes_reaching(bounds.levels + cell, UInt8(least))
      if mask != 0 { return cell + mask.trailingZeroBitCount }
      cell += 64
    }
    while cell < bounds.cells, unsafe bounds.levels[cell] < least { cell += 1 }
    return cell
  }

  /// The highest level that at least `wanted` cells reach, 0 if there are fewer cells.
  ///
  /// - Complexity: linear in the cells.
  private static func level(ofBest wanted: Int, in bounds: CellBounds) -> Int {
    var histogram = InlineArray<256, UInt32>(repeating: 0)
    for i in 0..<bounds.cells { histogram[Int(unsafe bounds.levels[i])] &+= 1 }
    var reached = 0
    var level = 255
    while level > 0 {
      reached &+= Int(histogram[level])
      if reached >= wanted { return level }
      level &-= 1
    }
    return 0
  }
}
