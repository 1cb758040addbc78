internal import InvertedIndex

/// What evaluations in one segment need of it and of the collection.
struct SegmentContext {
  /// The index of the segment in the snapshot.
  let index: Int
  let segment: Segment
  /// The documents that may be found, or nil for all.
  let accepted: AcceptedDocuments?
  let tables: ScoringTables

  /// Whether few documents of the whole segment are left out, or none.
  var isWhole: Bool {
    guard let accepted else { return true }
    return accepted.rejectsFew && accepted.range.count == segment.documentCount
  }

  func scorer(weight: Float) -> TermScorer { TermScorer(weight: weight, tables: tables) }

  func scorer(of clause: SegmentClauses.WeightedList) -> TermScorer {
    TermScorer(
      weight: clause.weight, curve: clause.curve, levels: clause.levels, tables: tables)
  }
}
