internal import InvertedIndex

/// What evaluations in one segment need of it and of the collection.
@safe struct SegmentContext {
  /// The index of the segment in the snapshot.
  let index: Int
  let segment: Segment
  /// The documents that may be found, or nil for all.
  let accepted: DocumentSet?
  let normsPointer: UnsafePointer<Float>

  func scorer(weight: Float) -> TermScorer {
    unsafe TermScorer(weight: weight, norms: normsPointer, lengths: segment.lengths)
  }
}
