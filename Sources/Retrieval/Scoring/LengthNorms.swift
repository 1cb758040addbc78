internal import InvertedIndex

/// 1 / (k1 · (1 − b + b · length / average)) for every document length: what BM25 needs of a
/// document, fixed once per snapshot.
final class LengthNorms: Sendable {
  /// The norm of each length from 0 to `SegmentSummary.longestLength`; they never grow.
  let norms: [Float]

  /// The norms for documents of that average length.
  ///
  /// - Complexity: one division for each of 65,536 lengths.
  init(_ model: BM25, averageLength: Double) {
    let average = Float(max(averageLength, 1))
    let base = model.k1 * (1 - model.b)
    let slope = model.k1 * model.b / average
    norms = (0...SegmentSummary.longestLength).map { length in
      // With k1 = 0 the frequency does not count at all: a norm so large that f·norm is.
      let divisor = base + slope * Float(length)
      return divisor > 1e-9 ? 1 / divisor : 1e9
    }
  }
}
