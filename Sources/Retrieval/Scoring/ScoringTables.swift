internal import InvertedIndex

/// What BM25 needs of documents and levels in one segment, fixed once per snapshot.
///
/// The share of its weight that a posting scores is x / (1 + x) with x = f · norm(L).
@safe final class ScoringTables: Sendable {
  /// 1 / (k1 · (1 − b + b · L / average)) for every length L from 0 to 65,535; they never grow.
  nonisolated(unsafe) let norms: UnsafeMutablePointer<Float>
  /// For each level, 0 to 255, no less than the share of any posting of that level.
  nonisolated(unsafe) let mostShares: UnsafeMutablePointer<Float>
  /// For each level, no more than the share of any posting of that level or a higher one.
  nonisolated(unsafe) let leastShares: UnsafeMutablePointer<Float>

  private let scale: ImpactScale
  private let base: Double
  private let slope: Double
  private let roundsLengths: Bool

  private static let lengths = SegmentSummary.longestLength + 1

  /// - Complexity: one division for each of 65,536 lengths, unless those of `sharing` will do.
  ///
  /// - Parameter roundsLengths: whether lengths are rounded down as Lucene rounds them.
  init(
    _ model: BM25, averageLength: Double, scale: ImpactScale, roundsLengths: Bool = false,
    sharing: ScoringTables? = nil
  ) {
    let base = model.k1 * (1 - model.b)
    let slope = model.k1 * model.b / Float(max(averageLength, 1))
    self.scale = scale
    self.base = Double(base)
    self.slope = Double(slope)
    self.roundsLengths = roundsLengths
    unsafe norms = .allocate(capacity: Self.lengths)
    unsafe mostShares = .allocate(capacity: 256)
    unsafe leastShares = .allocate(capacity: 256)
    if let sharing {
      unsafe norms.initialize(from: sharing.norms, count: Self.lengths)
    } else {
      for length in 0..<Self.lengths {
        // With k1 = 0 the frequency does not count at all: a norm so large that f·norm is.
        let counted = roundsLengths ? RoundedLength(length).value : length
        let divisor = base + slope * Float(counted)
        unsafe (norms + length).initialize(to: divisor > 1e-9 ? 1 / divisor : 1e9)
      }
    }
    for level in 0...255 {
      let highest = Self.ends(
        of: level, scale, base: Double(base),
        slope: Double(slope) * (roundsLengths ? RoundedLength.leastShare : 1))
      let lowest = Self.ends(of: level - 1, scale, base: Double(base), slope: Double(slope))
      let most = level >= 255 ? .infinity : max(highest.0, highest.1)
      let least = level <= 1 ? 0 : min(lowest.0, lowest.1)
      // The margins are many times what single precision rounds off.
      unsafe (mostShares + level).initialize(to: Float(1 - 1 / (1 + most)) + 4e-6)
      unsafe (leastShares + level).initialize(to: max(Float(1 - 1 / (1 + least)) - 4e-6, 0))
    }
  }

  deinit {
    unsafe norms.deallocate()
    unsafe mostShares.deallocate()
    unsafe leastShares.deallocate()
  }

  /// No less than the share on that curve of any posting of that level, 1 to 255.
  func mostShare(of curve: TermCurve, level: Int) -> Double {
    let slope = slope * (roundsLengths ? RoundedLength.leastShare : 1)
    return curve.mostShare(
      slope: level >= 255 ? 0 : scale.slope(level), offset: Double(scale.referenceLength) / 3
    ) { length in 1 / max(base + slope * length, 1e-9) }
  }

  /// x at the two ends of the line of a level: at the least frequency and at the greatest length.
  ///
  /// Along the line x changes in one direction, so it lies between the two.
  private static func ends(
    of level: Int, _ scale: ImpactScale, base: Double, slope: Double
  ) -> (Double, Double) {
    guard level > 0, level < 255 else { return (.infinity, .infinity) }
    let lineSlope = scale.slope(level)
    let offset = Double(scale.referenceLength) / 3
    func x(_ frequency: Double, _ length: Double) -> Double {
      frequency / max(base + slope * length, 1e-9)
    }
    let first = max(1, offset / lineSlope)
    let longest = Double(SegmentSummary.longestLength)
    return (
      x(first, max(0, lineSlope * first - offset)),
      x(max(1, (longest + offset) / lineSlope), longest)
    )
  }
}
