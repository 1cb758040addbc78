internal import CSIMD
internal import InvertedIndex

/// Scores postings of one term: BM25 as weight − weight / (1 + frequency · norm).
///
/// In this form every step is monotone in single precision: the score never falls when the frequency
/// grows and never grows with the length, so the score of an impact bounds what it dominates, bit
/// for bit. The vector form does the same operations lane by lane.
@safe struct TermScorer {
  /// idf times boost, in units of `Score`.
  let weight: Float
  private let norms: UnsafePointer<Float>
  private let lengths: UnsafePointer<UInt16>

  /// A scorer for documents of a segment; `norms` (65,536 of them) and `lengths` must outlive it.
  init(weight: Float, norms: UnsafePointer<Float>, lengths: UnsafePointer<UInt16>) {
    self.weight = weight
    unsafe self.norms = unsafe norms
    unsafe self.lengths = unsafe lengths
  }

  /// The score of a frequency in a document of that length.
  @inline(__always)
  func score(frequency: UInt32, length: Int) -> Score {
    Score(weight - weight / (1 + Float(frequency) * (unsafe norms[length])))
  }

  /// The score of a frequency in `document`.
  @inline(__always)
  func score(frequency: UInt32, document: DocID) -> Score {
    score(frequency: frequency, length: Int(unsafe lengths[Int(document)]))
  }

  /// The largest score of any posting that `impact` dominates.
  @inline(__always)
  func bound(_ impact: Impact) -> Score {
    impact.frequency >= Impact.unboundedFrequency
      ? mostPossible : score(frequency: impact.frequency, length: Int(impact.length))
  }

  /// No score is above this.
  var mostPossible: Score { Score(weight) }

  /// Writes the scores of `count` postings, at most 128, to `scores`.
  ///
  /// Naive equivalent: `scores[i] = score(frequency: frequencies[i], document: documents[i])`.
  /// The buffers have room for a multiple of four.
  @inline(__always)
  func score(
    documents: UnsafePointer<DocID>, frequencies: UnsafePointer<UInt32>, count: Int,
    into scores: UnsafeMutablePointer<Score>
  ) {
    let weights = SIMD4<Float>(repeating: weight)
    let one = SIMD4<Float>(repeating: 1)
    var i = 0
    while i < count {
      // Lanes past the count repeat the first posting: any valid document will do.
      let d0 = Int(unsafe documents[i])
      let d1 = Int(unsafe documents[i &+ 1 < count ? i &+ 1 : i])
      let d2 = Int(unsafe documents[i &+ 2 < count ? i &+ 2 : i])
      let d3 = Int(unsafe documents[i &+ 3 < count ? i &+ 3 : i])
      let norm = unsafe SIMD4<Float>(
        norms[Int(lengths[d0])], norms[Int(lengths[d1])], norms[Int(lengths[d2])],
        norms[Int(lengths[d3])])
      let frequency = f32x4_from_u32x4(
        unsafe UnsafeRawPointer(frequencies + i).loadUnaligned(as: SIMD4<UInt32>.self))
      let value = weights - weights / (one + frequency * norm)
      // Scores are below 2^31 (`QueryPlan` sees to it), so that signed conversion is exact.
      unsafe UnsafeMutableRawPointer(scores + i).storeBytes(
        of: u32x4_from_f32x4(value), as: SIMD4<UInt32>.self)
      i &+= 4
    }
  }
}
