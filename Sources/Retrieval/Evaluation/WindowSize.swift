internal import InvertedIndex

/// How many documents a window has.
///
/// Each window costs the same again, and what is asked of memory for many candidates comes sooner than for few after
/// few. But while there is no threshold, or where positions are to be read, the most promising windows are to come
/// first; if few of the best are wanted, there is a threshold at once or soon.
enum WindowSize {
  /// The postings of a window that the candidates start from, about: of the rarest required list, more if all that are
  /// required are terms and few are wanted; or of all terms of a union, more if few are wanted.
  private static let postings = (
    required: 512, fewOfTerms: 4_096, union: 2_048, fewOfUnion: 16_384
  )
  /// The windows that a segment is cut into at least, so that some promise more than others; where terms are required, if
  /// it has more documents than so many windows of 2^`smallShift`.
  private static let leastWindows = (required: 24, fewOfUnion: 8, union: 12)
  private static let smallShift = 15
  private static let leastShift = 11
  /// The best that are few.
  private static let few = 20

  /// The binary logarithm of the documents of a window.
  ///
  /// - Parameters:
  ///   - rarest: the postings of the rarest required list, if there is one.
  ///   - documents: of the segment.
  ///   - wanted: how many of the best.
  static func shift(
    _ clauses: SegmentClauses, rarest: Int?, documents: Int, wanted: Int
  ) -> Int {
    let isFew = wanted <= few
    let size: Int
    if let rarest {
      let perWindow =
        isFew && clauses.phrases.isEmpty ? postings.fewOfTerms : postings.required
      size = min(
        documents * perWindow / (rarest + 1),
        max(documents / leastWindows.required, 1 << smallShift), ScratchMemory.largestWindow)
    } else {
      let total = clauses.optional.reduce(0) { $0 + $1.list.documentFrequency }
      let perWindow = isFew ? postings.fewOfUnion : postings.union
      let windows = isFew ? leastWindows.fewOfUnion : leastWindows.union
      size = min(
        documents * perWindow / (total + 1), documents / windows, ScratchMemory.tableCount)
    }
    var shift = leastShift
    while 1 << shift < size { shift += 1 }
    return shift
  }
}
