internal import InvertedIndex

/// A term that documents are scored by one by one.
struct ScoredTerm {
  private var reader: PostingsReader
  private var titles: TitleFrequencies?
  private let scorer: TermScorer

  /// The term of `clause`, read in `memory`, which must outlive it.
  init(_ clause: SegmentClauses.WeightedList, _ context: SegmentContext, _ memory: ScratchMemory) {
    reader = PostingsReader(clause.list, memory: memory)
    titles = clause.titles.map { TitleFrequencies($0, memory: memory) }
    scorer = context.scorer(of: clause)
  }

  /// The score of `document`, nil if the list does not hold it.
  mutating func score(_ document: DocID) -> Score? {
    guard reader.find(document) else { return nil }
    let frequency = reader.frequency
    return scorer.score(
      frequency: titles?.corrected(frequency, in: document) ?? frequency, document: document)
  }
}
