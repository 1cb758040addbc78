internal import InvertedIndex

/// A segment and what scoring needs of it and of the collection: fixed once for all queries.
final class SearchedSegment: Sendable {
  /// The index of the segment in the snapshot.
  let index: Int
  let segment: Segment
  let tables: ScoringTables

  init(index: Int, segment: Segment, tables: ScoringTables) {
    self.index = index
    self.segment = segment
    self.tables = tables
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
    return accepted.rejectsFew && accepted.range.count == segment.documentCount
  }

  /// What may be found lies in it.
  var range: Range<DocID> { accepted?.range ?? 0..<DocID(segment.documentCount) }

  /// The same, where only `accepted` may be found.
  func accepting(_ accepted: AcceptedDocuments) -> SegmentContext {
    SegmentContext(searched, accepted: accepted, memory: memory)
  }

  func scorer(weight: Float) -> TermScorer { TermScorer(weight: weight, tables: tables) }

  func scorer(of clause: SegmentClauses.WeightedList) -> TermScorer {
    TermScorer(
      weight: clause.weight, curve: clause.curve, levels: clause.levels, tables: tables)
  }
}
