/// The length of a document as Lucene keeps it, in one byte: exact below 40, then with four
/// significant bits above 24, rounded down.
///
/// With it, scores compare to the last digit with those that are published for Lucene and Anserini.
/// Source: `SmallFloat.intToByte4` of Lucene 7 and later, described in its documentation.
struct RoundedLength {
  /// The rounded length, no more than the exact one.
  let value: Int

  /// No rounded length is less than this share of the exact one.
  static let leastShare = 0.875

  /// Lengths up to this are their own bytes.
  private static let exact = 24

  init(_ length: Int) {
    let rest = max(length - Self.exact, 0)
    let dropped = max(Int.bitWidth - rest.leadingZeroBitCount - 4, 0)
    value = rest == 0 ? length : Self.exact + (rest >> dropped) << dropped
  }
}
