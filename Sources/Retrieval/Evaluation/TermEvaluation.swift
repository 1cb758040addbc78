internal import CSIMD
internal import InvertedIndex

/// The best documents for a single term: only cells whose level can reach the top are scored.
///
/// The threshold is known before anything is decoded, as high as it ends or nearly: it is what the last of the
/// champions scores that are wanted. Where more are wanted, it follows from the levels of cells: if k cells reach
/// one, k documents score no less than the least score of that level.
enum TermEvaluation {
  static func run(
    _ clause: SegmentClauses.WeightedList, context: SegmentContext, into top: inout TopK
  ) {
    let list = clause.list
    let scorer = context.scorer(of: clause)
    let documents = context.segment.documentCount
    let memory = context.memory
    guard list.hasHeaders else { return offerAll(of: clause, scorer, context, memory, &top) }
    var postings = ScoredPostings(clause, context, memory: memory)
    let bounds = postings.bounds
    if !raiseByChampions(&postings, context, &top), context.isWhole {
      // Of the cells with the best documents, as many may hold only such that are not live.
      let level = level(ofBest: top.count + (context.accepted?.rejectedCount ?? 0), in: bounds)
      if level > 0 { top.raise(to: scorer.least(level: UInt8(level))) }
    }
    let (accepted, segment) = (context.accepted, context.index)
    var (cell, least) = (0, 1)
    for stretch in context.stretches {
      cell = max(cell, Int(stretch.lowerBound) &>> bounds.shift)
      while true {
        let minimum = top.minimum(from: DocID(cell &<< bounds.shift), in: segment)
        while least < 256, unsafe bounds.scores[least] < minimum { least += 1 }
        cell = next(cell, reaching: least, in: bounds)
        guard cell < bounds.cells, cell &<< bounds.shift < Int(stretch.upperBound) else { break }
        let start = DocID(cell &<< bounds.shift)
        let end = DocID(min((cell &+ 1) &<< bounds.shift, documents))
        unsafe postings.forEachStretch(from: start, to: end) {
          unsafe offer($0, $1, count: $2, accepted, segment, &top)
        }
        cell += 1
      }
    }
  }

  /// Offers the documents of a list of less than a block: too few to bound them.
  private static func offerAll(
    of clause: SegmentClauses.WeightedList, _ scorer: TermScorer, _ context: SegmentContext,
    _ memory: ScratchMemory, _ top: inout TopK
  ) {
    var counted = CountedTerm(clause, memory)
    counted.reader.load(0)
    let (documents, count) = unsafe (counted.reader.documents, counted.reader.count)
    let frequencies = unsafe counted.frequencies(ofBlock: 0, at: 0, of: documents, count: count)
    let scores = unsafe memory.take(PostingsList.blockCount)
    unsafe scorer.score(documents: documents, frequencies: frequencies, count: count, into: scores)
    unsafe offer(documents, scores, count: count, context.accepted, context.index, &top)
  }

  /// Offers those of `count` documents that are accepted, and their scores.
  @inline(__always)
  private static func offer(
    _ documents: UnsafePointer<DocID>, _ scores: UnsafePointer<Score>, count: Int,
    _ accepted: AcceptedDocuments?, _ segment: Int, _ top: inout TopK
  ) {
    for i in 0..<count {
      let (document, score) = unsafe (documents[i], scores[i])
      guard top.admits(score), accepted?.contains(document) ?? true else { continue }
      top.insert(segment: segment, document: document, score: score)
    }
  }

  /// Raises the threshold to what as many champions of a list score as are wanted; false if there are fewer.
  private static func raiseByChampions(
    _ postings: inout ScoredPostings, _ context: SegmentContext, _ top: inout TopK
  ) -> Bool {
    guard top.count <= postings.list.championCount else { return false }
    var known = TopK(top.count)
    for i in 0..<postings.list.championCount where !known.isFull {
      let champion = postings.list.champion(i)
      guard context.accepted?.contains(champion.document) ?? true else { continue }
      let score = postings.score(champion)
      known.insert(segment: context.index, document: champion.document, score: score)
    }
    guard known.isFull else { return false }
    top.raise(to: known.minimum)
    return true
  }

  /// The first cell from `cell` on that reaches a level, 256 for none, or the number of cells.
  private static func next(_ cell: Int, reaching level: Int, in bounds: CellBounds) -> Int {
    guard level < 256 else { return bounds.cells }
    var cell = cell
    while cell + 64 <= bounds.cells {
      let mask = unsafe bytes_reaching(bounds.levels + cell, UInt8(level))
      if mask != 0 { return cell + mask.trailingZeroBitCount }
      cell += 64
    }
    while cell < bounds.cells, unsafe bounds.levels[cell] < level { cell += 1 }
    return cell
  }

  /// A level that at least `wanted` cells reach, and few more if it can be: 0 if there are fewer cells.
  ///
  /// - Complexity: linear in the cells; where they are many, each 16 of them count as one.
  private static func level(ofBest wanted: Int, in bounds: CellBounds) -> Int {
    let each = bounds.cells > 16 * 8 * wanted ? 16 : 1
    var histogram = InlineArray<256, UInt32>(repeating: 0)
    for i in 0..<bounds.cells / each {
      let level =
        unsafe each == 1
        ? bounds.levels[i] : largest_byte(bounds.levels + i &* each, each)
      histogram[Int(level)] &+= 1
    }
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
