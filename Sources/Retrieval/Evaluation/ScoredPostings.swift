internal import InvertedIndex

/// The postings of one term in evaluation: bounded cell by cell without decoding, decoded and scored
/// where they are asked for.
@safe struct ScoredPostings {
  var reader: PostingsReader
  let scorer: TermScorer
  private var zones: ZoneFrequencies?
  /// What postings can score in each cell.
  let bounds: CellBounds
  /// The scores of a list of less than a block; else those of a stretch.
  private let scores: UnsafeMutablePointer<Score>
  /// The frequencies of documents that were asked for together.
  private let frequencies: UnsafeMutablePointer<UInt32>
  /// The documents of a stretch of a dense list.
  private let documents: UnsafeMutablePointer<DocID>
  private let segmentDocuments: Int

  private static let blockCount = PostingsList.blockCount

  /// The postings of `list` in a segment of so many `documents`.
  ///
  /// - Parameters:
  ///   - zones: how occurrences in titles and leads count, if otherwise than in the list.
  ///   - isRequired: whether bounds are asked of documents that the list holds, and of few others.
  /// - Complexity: constant; linear in the postings if they are less than a block.
  init(
    _ list: PostingsList, zones: [SegmentClauses.ZoneCount] = [], scorer: TermScorer,
    isRequired: Bool = false, documents total: Int, memory: ScratchMemory
  ) {
    self.scorer = scorer
    self.zones = ZoneFrequencies(zones, memory: memory)
    segmentDocuments = total
    reader = PostingsReader(list, memory: memory)
    unsafe scores = memory.take(Self.blockCount)
    unsafe documents = memory.take(Self.blockCount)
    unsafe frequencies = memory.take(Self.blockCount)
    if let levels = unsafe list.cellLevels {
      bounds = unsafe CellBounds(
        levels, of: list, tellsDocuments: !isRequired, scorer: scorer, memory: memory)
    } else {
      reader.load(0)
      var frequencies = unsafe UnsafePointer(reader.frequencies(ofBlock: 0))
      unsafe frequencies =
        self.zones?.corrected(frequencies, in: reader.documents, count: reader.count)
        ?? frequencies
      unsafe scorer.score(
        documents: reader.documents, frequencies: frequencies, count: reader.count, into: scores)
      bounds = unsafe CellBounds(
        documents: reader.documents, scores: scores, count: reader.count, total: total,
        memory: memory)
    }
  }

  /// The postings of `clause`.
  init(
    _ clause: SegmentClauses.WeightedList, _ context: SegmentContext, isRequired: Bool = false,
    memory: ScratchMemory
  ) {
    self.init(
      clause.list, zones: clause.zones, scorer: context.scorer(of: clause), isRequired: isRequired,
      documents: context.segment.documentCount, memory: memory)
  }

  var list: PostingsList { reader.list }

  /// The score of the posting at `place`, whose document is `document`.
  @inline(__always)
  mutating func score(_ document: DocID, at place: Int) -> Score {
    guard list.hasHeaders else { return unsafe scores[place] }
    let frequency = reader.frequency(at: place)
    return scorer.score(
      frequency: zones?.corrected(frequency, in: document) ?? frequency, document: document)
  }

  /// The score of `document`, nil if the list does not hold it.
  @inline(__always)
  mutating func score(_ document: DocID) -> Score? {
    reader.find(document) ? score(document, at: reader.place) : nil
  }

  /// The score of a champion of the list.
  mutating func score(_ champion: Champion) -> Score {
    if zones == nil, champion.hasFrequency {
      return scorer.score(frequency: champion.frequency, document: champion.document)
    }
    return score(champion.document) ?? 0
  }

  /// Writes what `count` ≤ 128 documents score, which ascend, to `target`: 0 for those that the list does not
  /// hold.
  ///
  /// Naive equivalent: `score(documents[i]) ?? 0` for each. `target` has room for a multiple of four.
  @inline(__always)
  mutating func writeScores(
    of documents: UnsafePointer<DocID>, count: Int, to target: UnsafeMutablePointer<Score>
  ) {
    guard list.hasHeaders, zones == nil, scorer.isSaturation else {
      for i in 0..<count { unsafe target[i] = score(documents[i]) ?? 0 }
      return
    }
    // What is not there has frequency 0, which scores nothing.
    unsafe reader.readFrequencies(of: documents, count: count, into: frequencies)
    unsafe scorer.score(documents: documents, frequencies: frequencies, count: count, into: target)
  }

  /// Writes what the postings at `count` ≤ 128 ascending `places` score, whose documents are `documents`, to
  /// `target`, which may be where the places stand.
  ///
  /// Naive equivalent: `score(documents[i], at: places[i])` for each. `target` has room for a multiple of four.
  @inline(__always)
  mutating func writeScores(
    of documents: UnsafePointer<DocID>, at places: UnsafePointer<UInt32>, count: Int,
    to target: UnsafeMutablePointer<Score>
  ) {
    guard list.hasHeaders, zones == nil, scorer.isSaturation else {
      for i in 0..<count { unsafe target[i] = score(documents[i], at: Int(places[i])) }
      return
    }
    unsafe reader.readFrequencies(at: places, count: count, into: frequencies)
    unsafe scorer.score(documents: documents, frequencies: frequencies, count: count, into: target)
  }

  /// Calls `visit` with stretch by stretch of the documents from `start` to before `end`, and their
  /// scores; a stretch lies in one block.
  @inline(__always)
  mutating func forEachStretch(
    from start: DocID, to end: DocID,
    _ visit: (UnsafePointer<DocID>, UnsafePointer<Score>, _ count: Int) -> Void
  ) {
    if list.isDense {
      var place = list.rank(of: start)
      let last = Int(end) < segmentDocuments ? list.rank(of: end) : list.documentFrequency
      var next = start
      while place < last {
        let count = min(last &- place, Self.blockCount &- place % Self.blockCount)
        unsafe list.decodeBits(from: next, count: count, into: documents)
        unsafe visit(documents, score(documents, at: place, count), count)
        next = unsafe documents[count &- 1] &+ 1
        place &+= count
      }
      return
    }
    var block = reader.block(holding: start)
    while block < list.blocks {
      reader.load(block)
      let indices = reader.indices(from: start, to: end)
      if !indices.isEmpty {
        let first = unsafe reader.documents + indices.lowerBound
        let place = block &* Self.blockCount &+ indices.lowerBound
        unsafe visit(first, score(first, at: place, indices.count), indices.count)
      }
      if unsafe reader.documents[reader.count &- 1] &+ 1 >= end { return }
      block &+= 1
    }
  }

  /// The scores of `count` postings from `place` on, of one block, whose documents are `documents`.
  @inline(__always)
  private mutating func score(
    _ documents: UnsafePointer<DocID>, at place: Int, _ count: Int
  ) -> UnsafePointer<Score> {
    guard list.hasHeaders else { return unsafe UnsafePointer(scores + place) }
    var frequencies = unsafe UnsafePointer(
      reader.frequencies(ofBlock: place / Self.blockCount) + place % Self.blockCount)
    unsafe frequencies =
      zones?.corrected(frequencies, in: documents, count: count) ?? frequencies
    unsafe scorer.score(
      documents: documents, frequencies: frequencies, count: count, into: scores)
    return unsafe UnsafePointer(scores)
  }
}
