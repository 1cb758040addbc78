internal import InvertedIndex

/// A term that is looked up in one document after the other.
struct CountedTerm {
  var reader: PostingsReader
  var zones: ZoneFrequencies?

  /// The term of `clause`, read in `memory`, which must outlive it.
  init(_ clause: SegmentClauses.WeightedList, _ memory: ScratchMemory) {
    reader = PostingsReader(clause.list, memory: memory)
    zones = ZoneFrequencies(clause.zones, memory: memory)
  }

  /// How often the term counts in `document`, nil if the list does not hold it.
  mutating func frequency(in document: DocID) -> UInt32? {
    reader.find(document) ? frequency(in: document, at: reader.place) : nil
  }

  /// How often it counts in `document`, whose posting is at `place`.
  @inline(__always)
  mutating func frequency(in document: DocID, at place: Int) -> UInt32 {
    let frequency = reader.frequency(at: place)
    return zones?.corrected(frequency, in: document) ?? frequency
  }

  /// How often it counts in `count` documents, those of the postings of `block` from number `first` of it on.
  @inline(__always)
  mutating func frequencies(
    ofBlock block: Int, at first: Int, of documents: UnsafePointer<DocID>, count: Int
  ) -> UnsafePointer<UInt32> {
    let frequencies = unsafe UnsafePointer(reader.frequencies(ofBlock: block) + first)
    return unsafe zones?.corrected(frequencies, in: documents, count: count) ?? frequencies
  }
}

/// A term that documents are scored by, one by one or many together.
@safe struct ScoredTerm {
  var counted: CountedTerm
  let scorer: TermScorer
  /// The frequencies of documents that were asked for together.
  private let frequencies: UnsafeMutablePointer<UInt32>

  var list: PostingsList {
    @inline(__always) get { counted.reader.list }
  }

  /// The term of `clause`, scored by `scorer` and read in `memory`, which must outlive it.
  init(_ clause: SegmentClauses.WeightedList, scorer: TermScorer, memory: ScratchMemory) {
    counted = CountedTerm(clause, memory)
    self.scorer = scorer
    unsafe frequencies = memory.take(PostingsList.blockCount)
  }

  /// The score of `document`, nil if the list does not hold it.
  @inline(__always)
  mutating func score(_ document: DocID) -> Score? {
    counted.reader.find(document) ? score(document, at: counted.reader.place) : nil
  }

  /// The score of the posting at `place`, whose document is `document`.
  @inline(__always)
  mutating func score(_ document: DocID, at place: Int) -> Score {
    scorer.score(frequency: counted.frequency(in: document, at: place), document: document)
  }

  /// Writes what `count` ≤ 128 documents score, which ascend, to `target`: 0 for those that the list does not
  /// hold.
  ///
  /// Naive equivalent: `score(documents[i]) ?? 0` for each. `target` has room for a multiple of four.
  @inline(__always)
  mutating func writeScores(
    of documents: UnsafePointer<DocID>, count: Int, to target: UnsafeMutablePointer<Score>
  ) {
    guard counted.zones == nil, scorer.isSaturation else {
      for i in 0..<count { unsafe target[i] = score(documents[i]) ?? 0 }
      return
    }
    // What is not there has frequency 0, which scores nothing.
    unsafe counted.reader.readFrequencies(of: documents, count: count, into: frequencies)
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
    guard counted.zones == nil, scorer.isSaturation else {
      for i in 0..<count { unsafe target[i] = score(documents[i], at: Int(places[i])) }
      return
    }
    unsafe counted.reader.readFrequencies(at: places, count: count, into: frequencies)
    unsafe scorer.score(documents: documents, frequencies: frequencies, count: count, into: target)
  }
}
