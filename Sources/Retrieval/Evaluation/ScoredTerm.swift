internal import InvertedIndex

/// A term that is looked up in one document after the other.
struct CountedTerm {
  var reader: PostingsReader
  private var zones: ZoneFrequencies?

  /// The term of `clause`, read in `memory`, which must outlive it.
  init(_ clause: SegmentClauses.WeightedList, _ memory: ScratchMemory) {
    reader = PostingsReader(clause.list, memory: memory)
    zones = ZoneFrequencies(clause.zones, memory: memory)
  }

  /// How often the term counts in `document`, nil if the list does not hold it.
  mutating func frequency(in document: DocID) -> UInt32? {
    guard reader.find(document) else { return nil }
    let frequency = reader.frequency
    return zones?.corrected(frequency, in: document) ?? frequency
  }
}

/// A term that documents are scored by one by one.
struct ScoredTerm {
  var term: CountedTerm
  private let scorer: TermScorer

  var list: PostingsList { term.reader.list }

  /// The term of `clause`, read in `memory`, which must outlive it.
  init(_ clause: SegmentClauses.WeightedList, _ context: SegmentContext, _ memory: ScratchMemory) {
    term = CountedTerm(clause, memory)
    scorer = context.scorer(of: clause)
  }

  /// The score of `document`, nil if the list does not hold it.
  mutating func score(_ document: DocID) -> Score? {
    term.frequency(in: document).map { scorer.score(frequency: $0, document: document) }
  }
}
