internal import InvertedIndex

/// The postings of one term in evaluation: bounded cell by cell without decoding, decoded and scored
/// where they are asked for.
@safe struct ScoredPostings {
  var term: ScoredTerm
  /// What postings can score in each cell.
  let bounds: CellBounds
  /// The scores of a list of less than a block; else those of a stretch.
  private let scores: UnsafeMutablePointer<Score>
  /// The documents of a stretch of a dense list.
  private let documents: UnsafeMutablePointer<DocID>
  private let segmentDocuments: Int

  private static let blockCount = PostingsList.blockCount

  /// The postings of `clause`, scored by `scorer`, in a segment of so many documents.
  ///
  /// - Parameter isRequired: whether bounds are asked of documents that the list holds, and of few others.
  /// - Complexity: constant; linear in the postings if they are less than a block.
  init(
    _ clause: SegmentClauses.WeightedList, scorer: TermScorer, isRequired: Bool = false,
    documents total: Int, memory: ScratchMemory
  ) {
    term = ScoredTerm(clause, scorer: scorer, memory: memory)
    segmentDocuments = total
    unsafe scores = memory.take(Self.blockCount)
    unsafe documents = memory.take(Self.blockCount)
    let list = clause.list
    if let levels = unsafe list.cellLevels {
      bounds = unsafe CellBounds(
        levels, of: list, tellsDocuments: !isRequired, scorer: scorer, memory: memory)
    } else {
      term.counted.reader.load(0)
      let (documents, count) = unsafe (term.counted.reader.documents, term.counted.reader.count)
      let frequencies = unsafe term.counted.frequencies(
        ofBlock: 0, at: 0, of: documents, count: count)
      unsafe scorer.score(
        documents: documents, frequencies: frequencies, count: count, into: scores)
      bounds = unsafe CellBounds(
        documents: documents, scores: scores, count: count, total: total, memory: memory)
    }
  }

  /// The postings of `clause`.
  init(
    _ clause: SegmentClauses.WeightedList, _ context: SegmentContext, isRequired: Bool = false,
    memory: ScratchMemory
  ) {
    self.init(
      clause, scorer: context.scorer(of: clause), isRequired: isRequired,
      documents: context.segment.documentCount, memory: memory)
  }

  var list: PostingsList {
    @inline(__always) get { term.list }
  }

  /// The score of `document`, nil if the list does not hold it.
  @inline(__always)
  mutating func score(_ document: DocID) -> Score? {
    guard list.hasHeaders else {
      return term.counted.reader.find(document) ? unsafe scores[term.counted.reader.place] : nil
    }
    return term.score(document)
  }

  /// The score of a champion of the list.
  mutating func score(_ champion: Champion) -> Score {
    if term.counted.zones == nil, champion.hasFrequency {
      return term.scorer.score(frequency: champion.frequency, document: champion.document)
    }
    return score(champion.document) ?? 0
  }

  /// Writes the first `count` champions of the list to `documents`, and what they score to `scores`; both have room for a
  /// multiple of four.
  ///
  /// Naive equivalent: `score(champion)` for each.
  mutating func writeChampions(
    _ count: Int, to documents: UnsafeMutablePointer<DocID>, scores: UnsafeMutablePointer<Score>
  ) {
    var areKnown = term.counted.zones == nil
    for i in 0..<count {
      let champion = list.champion(i)
      unsafe documents[i] = champion.document
      unsafe scores[i] = champion.frequency
      areKnown = areKnown && champion.hasFrequency
    }
    if areKnown {
      return unsafe term.scorer.score(
        documents: documents, frequencies: scores, count: count, into: scores)
    }
    for i in 0..<count { unsafe scores[i] = score(list.champion(i)) }
  }

  /// Calls `visit` with stretch by stretch of the documents from `start` to before `end`, and their
  /// scores; a stretch lies in one block.
  @inline(__always)
  mutating func forEachStretch(
    from start: DocID, to end: DocID,
    _ visit: (UnsafePointer<DocID>, UnsafePointer<Score>, _ count: Int) -> Void
  ) {
    guard list.hasHeaders else { return unsafe forEachCounted(from: start, to: end, visit) }
    let (scorer, scores) = unsafe (term.scorer, scores)
    unsafe forEachCounted(from: start, to: end) { documents, frequencies, count in
      unsafe scorer.score(
        documents: documents, frequencies: frequencies, count: count, into: scores)
      unsafe visit(documents, UnsafePointer(scores), count)
    }
  }

  /// Does the same with their frequencies, which are for `score`.
  @inline(__always)
  mutating func forEachCounted(
    from start: DocID, to end: DocID,
    _ visit: (UnsafePointer<DocID>, _ frequencies: UnsafePointer<UInt32>, _ count: Int) -> Void
  ) {
    if list.isDense {
      var place = list.rank(of: start)
      let last = Int(end) < segmentDocuments ? list.rank(of: end) : list.documentFrequency
      var next = start
      while place < last {
        let count = min(last &- place, Self.blockCount &- place % Self.blockCount)
        unsafe list.decodeBits(from: next, count: count, into: documents)
        unsafe visit(documents, frequencies(of: documents, at: place, count), count)
        next = unsafe documents[count &- 1] &+ 1
        place &+= count
      }
      return
    }
    var block = term.counted.reader.block(holding: start)
    while block < list.blocks {
      term.counted.reader.load(block)
      let indices = term.counted.reader.indices(from: start, to: end)
      if !indices.isEmpty {
        let first = unsafe term.counted.reader.documents + indices.lowerBound
        let place = block &* Self.blockCount &+ indices.lowerBound
        unsafe visit(first, frequencies(of: first, at: place, indices.count), indices.count)
      }
      if term.counted.reader.last &+ 1 >= end { return }
      block &+= 1
    }
  }

  /// The frequencies of `count` postings from `place` on, of one block, whose documents are `documents`; of a list of
  /// less than a block their scores, which are known.
  @inline(__always)
  private mutating func frequencies(
    of documents: UnsafePointer<DocID>, at place: Int, _ count: Int
  ) -> UnsafePointer<UInt32> {
    guard list.hasHeaders else { return unsafe UnsafePointer(scores + place) }
    return unsafe term.counted.frequencies(
      ofBlock: place / Self.blockCount, at: place % Self.blockCount, of: documents, count: count)
  }

  /// Writes what `count` documents score whose `frequencies` are as `forEachCounted` gives them to `target`, which may
  /// be where these stand, unless they are scores already.
  @inline(__always)
  func score(
    _ documents: UnsafePointer<DocID>, _ frequencies: UnsafePointer<UInt32>, count: Int,
    into target: UnsafeMutablePointer<Score>
  ) {
    guard list.hasHeaders else { return }
    unsafe term.scorer.score(
      documents: documents, frequencies: frequencies, count: count, into: target)
  }
}
