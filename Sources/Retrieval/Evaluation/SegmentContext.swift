internal import InvertedIndex

/// A segment and what scoring needs of it and of the collection: fixed once for all queries.
final class SearchedSegment: Sendable {
  /// The index of the segment in the snapshot.
  let index: Int
  let segment: Segment
  let tables: ScoringTables
  /// The range of all its documents, alone.
  let all: [Range<DocID>]

  init(index: Int, segment: Segment, tables: ScoringTables) {
    self.index = index
    self.segment = segment
    self.tables = tables
    all = [0..<DocID(segment.documentCount)]
  }
}

/// What evaluations of one query in one segment need.
struct SegmentContext {
  private let searched: SearchedSegment
  /// The documents that may be found, or nil for all.
  let accepted: AcceptedDocuments?
  /// What evaluations work in.
  let memory: ScratchMemory

  init(_ searched: SearchedSegment, accepted: AcceptedDocuments?, memory: ScratchMemory) {
    self.searched = searched
    self.accepted = accepted
    self.memory = memory
  }

  var index: Int { searched.index }
  var segment: Segment { searched.segment }
  var tables: ScoringTables { searched.tables }

  /// Whether few documents of the whole segment are left out, or none.
  var isWhole: Bool {
    guard let accepted else { return true }
    return accepted.rejectsFew && accepted.stretchedCount == segment.documentCount
  }

  /// What may be found lies in it.
  var range: Range<DocID> { accepted?.range ?? 0..<DocID(segment.documentCount) }

  /// What may be found lies in these parts of the range, which ascend.
  var stretches: [Range<DocID>] { accepted?.stretches ?? searched.all }

  /// The same, where only `accepted` may be found.
  func accepting(_ accepted: AcceptedDocuments) -> SegmentContext {
    SegmentContext(searched, accepted: accepted, memory: memory)
  }

  /// Clears the bits of those documents of `range`, which starts at a multiple of 64, that may not be found.
  ///
  /// - Parameter words: a bit for each document from `first` on, a multiple of 64, the first lowest.
  func keepAccepted(_ words: inout [UInt64], from first: DocID, of range: Range<DocID>) {
    guard let accepted else { return }
    for index in Int(range.lowerBound) / 64..<(Int(range.upperBound) + 63) / 64 {
      words[index - Int(first) / 64] &= accepted.word(index)
    }
  }

  func scorer(weight: Float) -> TermScorer { TermScorer(weight: weight, tables: tables) }

  func scorer(of clause: SegmentClauses.WeightedList) -> TermScorer {
    TermScorer(
      weight: clause.weight, curve: clause.curve, levels: clause.levels, tables: tables)
  }
}
