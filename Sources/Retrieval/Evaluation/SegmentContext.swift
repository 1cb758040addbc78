internal import InvertedIndex

/// What evaluations in one segment need of it and of the collection.
struct SegmentContext {
  /// The index of the segment in the snapshot.
  let index: Int
  let segment: Segment
  /// The documents that may be found, or nil for all.
  let accepted: AcceptedDocuments?
  let tables: ScoringTables

  func scorer(weight: Float) -> TermScorer { TermScorer(weight: weight, tables: tables) }

  func scorer(of clause: SegmentClauses.WeightedList) -> TermScorer {
    TermScorer(
      weight: clause.weight, curve: clause.curve, levels: clause.levels, tables: tables)
  }
}
