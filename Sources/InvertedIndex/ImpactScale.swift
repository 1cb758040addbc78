internal import CSIMD

/// The scale of levels, 1...255, on which a segment states how much its postings can score.
///
/// A posting of frequency f in a document of length L has the level
/// ⌈2550·f·A / (10·f·A + 3·A + 9·L)⌉, where A is the reference length of the segment. That is f / (f + k)
/// in steps of 1/255, with k such that a document of length A counts 1.2: the order in which most
/// formulas that saturate with f and fall with L rank postings. Only that order is stored. What a
/// level c says of a posting is that (f, L) lies on or below a line, L ≥ `slope(c)`·f − A/3, so every
/// formula that grows with f and falls with L finds its own bound along that line, and no formula
/// is stored.
public struct ImpactScale: Sendable, Equatable {
  /// The length A, 1...65,535.
  public let referenceLength: Int

  /// The scale of documents of that mean length.
  init(lengthSum: Int, documents: Int) {
    let mean = documents == 0 ? 1 : lengthSum / documents
    referenceLength = min(max(mean, 1), SegmentSummary.longestLength)
  }

  /// The level of a posting; frequency at least 1, length at most 65,535.
  @inline(__always)
  func level(frequency: UInt32, length: UInt32) -> UInt8 {
    let weighted = 10 * UInt64(frequency) * UInt64(referenceLength)
    let whole = weighted + divisor(length)
    return UInt8(truncatingIfNeeded: (255 * weighted + whole - 1) / whole)
  }

  /// Writes the levels of postings to `levels`.
  ///
  /// Naive equivalent: `level` of each. Three more may be read and written behind `count`.
  func writeLevels(
    frequencies: UnsafePointer<UInt32>, lengths: UnsafePointer<UInt32>, count: Int,
    to levels: UnsafeMutablePointer<UInt8>
  ) {
    var bits: UInt32 = 0
    for i in 0..<count { unsafe bits |= frequencies[i] }
    if bits < 1 << 25 {
      unsafe levels_of_postings(frequencies, lengths, count, UInt32(referenceLength), levels)
    } else {
      for i in 0..<count {
        unsafe levels[i] = level(frequency: frequencies[i], length: lengths[i])
      }
    }
  }

  /// 3·A + 9·L: levels round the order of postings by the frequency for one of these.
  @inline(__always)
  func divisor(_ length: UInt32) -> UInt64 { 3 * UInt64(referenceLength) + 9 * UInt64(length) }

  /// The slope s of the line L = s·f − A/3 on or above which the postings of a level lie.
  ///
  /// For the level 255 it is 0 or less: any frequency may have it at any length.
  public func slope(_ level: Int) -> Double {
    Double(referenceLength) * (2550 / Double(level) - 10) / 9
  }
}

extension SegmentSummary {
  /// The scale of the levels in this segment.
  public var impactScale: ImpactScale {
    ImpactScale(lengthSum: lengthSum, documents: documents)
  }
}
