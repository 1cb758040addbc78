internal import InvertedIndex

/// What BM25 needs of documents and levels in one segment, fixed once per snapshot.
///
/// The share of its weight that a posting scores is x / (1 + x) with x = f · norm(L).
@safe final class ScoringTables: Sendable {
  /// How documents are measured.
  struct Lengths {
    /// The mean of them.
    var average: Double
    /// How often words count.
    var weights = FieldWeights.none
    /// Whether they are rounded down as Lucene rounds them; only where all words count once.
    var areRounded = false
  }

  /// By what frequencies and lengths a list was given its levels.
  enum LevelKind {
    /// As they stand.
    case plain
    /// Those of `FieldWeights.indexed`.
    case weighted
  }

  /// What postings of each level, 0 to 255, can score; filled once.
  @safe struct Shares: @unchecked Sendable {
    /// No less than the share of any posting of that level.
    let most = UnsafeMutablePointer<Float>.allocate(capacity: 256)
    /// No more than the share of any posting of that level or a higher one.
    let least = UnsafeMutablePointer<Float>.allocate(capacity: 256)

    fileprivate func deallocate() {
      unsafe most.deallocate()
      unsafe least.deallocate()
    }
  }

  /// 1 / (k1 · (1 − b + b · L / average)) for every length L from 0 to 65,535; they never grow.
  nonisolated(unsafe) let norms: UnsafeMutablePointer<Float>
  /// The length of every document.
  nonisolated(unsafe) let lengths: UnsafePointer<UInt16>
  /// The lengths that are in no segment, if `lengths` are of that kind.
  private nonisolated(unsafe) let ownLengths: UnsafeMutablePointer<UInt16>?
  private let plain: Shares
  private let weighted: Shares
  private let scale: ImpactScale
  private let base: Double
  private let slope: Double
  private let weightedOffset: Double

  private static let lengthCount = SegmentSummary.longestLength + 1

  /// The tables of `segment`, which must outlive them.
  ///
  /// - Complexity: one division for each of 65,536 lengths, unless those of `sharing` will do; linear
  ///   in the documents, if words count neither once each nor as the index has it.
  convenience init(
    _ model: BM25, _ lengths: Lengths, of segment: Segment, sharing: ScoringTables? = nil
  ) {
    var own: UnsafeMutablePointer<UInt16>?
    let weights = lengths.weights
    if weights != .none, weights != .indexed { unsafe own = Self.lengths(of: segment, weights) }
    let stored = unsafe weights == .none ? segment.lengths : segment.weightedLengths
    unsafe self.init(
      model, lengths, own.map { unsafe UnsafePointer($0) } ?? stored, own: own,
      scale: segment.summary.impactScale, mostAdded: segment.summary.mostAdded, sharing: sharing)
  }

  /// The tables of documents of these lengths in a segment whose levels are on `scale`.
  ///
  /// - Parameter mostAdded: the most by which a weighted length is above a length.
  init(
    _ model: BM25, _ lengths: Lengths, _ pointer: UnsafePointer<UInt16>,
    own: UnsafeMutablePointer<UInt16>? = nil, scale: ImpactScale, mostAdded: Int = 0,
    sharing: ScoringTables? = nil
  ) {
    let base = model.k1 * (1 - model.b)
    let slope = model.k1 * model.b / Float(max(lengths.average, 1))
    unsafe self.lengths = unsafe pointer
    unsafe ownLengths = unsafe own
    self.scale = scale
    self.base = Double(base)
    self.slope = Double(slope) * (lengths.areRounded ? RoundedLength.leastShare : 1)
    unsafe norms = .allocate(capacity: Self.lengthCount)
    if let sharing {
      unsafe norms.initialize(from: sharing.norms, count: Self.lengthCount)
    } else {
      for length in 0..<Self.lengthCount {
        // With k1 = 0 the frequency does not count at all: a norm so large that f·norm is.
        let counted = lengths.areRounded ? RoundedLength(length).value : length
        let divisor = base + slope * Float(counted)
        unsafe (norms + length).initialize(to: divisor > 1e-9 ? 1 / divisor : 1e9)
      }
    }
    // Where titles and leads count otherwise than in the index, frequencies and lengths are some factor
    // times those of the levels, which lies between the least and the largest ratio of weights; lengths
    // are at least those of the levels less what words count less.
    let (own, indexed) = (lengths.weights, FieldWeights.indexed)
    let ratios = [
      1, Double(own.title) / Double(indexed.title), Double(own.lead) / Double(indexed.lead),
    ]
    let least = ratios.min() ?? 1
    let most = ratios.max() ?? 1
    let missing = max(
      Double(indexed.title - own.title) / Double(indexed.title - 1),
      Double(indexed.lead - own.lead) / Double(indexed.lead - 1), 0)
    weightedOffset = missing == 0 ? 0 : Double(mostAdded) * missing + 1
    let line = Line(
      scale: scale, base: self.base, slope: self.slope, unroundedSlope: Double(slope))
    // Lists of the text count every word once, as do those that stems share with them; lengths count
    // words once or more.
    plain = line.shares(
      offset: 0, growth: 1, shrinkage: 1 / Double(max(own.title, own.lead)))
    weighted = line.shares(offset: weightedOffset, growth: most, shrinkage: least / most)
  }

  deinit {
    unsafe norms.deallocate()
    unsafe ownLengths?.deallocate()
    plain.deallocate()
    weighted.deallocate()
  }

  /// The lengths of documents by `weights`.
  private static func lengths(
    of segment: Segment, _ weights: FieldWeights
  ) -> UnsafeMutablePointer<UInt16> {
    let lengths = UnsafeMutablePointer<UInt16>.allocate(capacity: max(segment.documentCount, 1))
    for document in 0..<segment.documentCount {
      unsafe (lengths + document).initialize(
        to: UInt16(segment.length(of: DocID(document), weights)))
    }
    return unsafe lengths
  }

  /// What postings of a list of that kind can score.
  func shares(_ kind: LevelKind) -> Shares { kind == .plain ? plain : weighted }

  /// No less than the share on that curve of any posting of that level, 1 to 255.
  func mostShare(of curve: TermCurve, level: Int, _ kind: LevelKind) -> Double {
    curve.mostShare(
      slope: level >= 255 ? 0 : scale.slope(level),
      offset: Double(scale.referenceLength) / 3 + (kind == .plain ? 0 : weightedOffset)
    ) { length in 1 / max(base + slope * length, 1e-9) }
  }
}

/// What levels say of x.
private struct Line {
  let scale: ImpactScale
  let base: Double
  let slope: Double
  let unroundedSlope: Double

  /// What postings of each level can score.
  ///
  /// - Parameters:
  ///   - offset: by how much lengths may be less than those of the levels.
  ///   - growth: the factor by which x may have grown otherwise, 1 or more.
  ///   - shrinkage: the factor by which it may have shrunk, 1 or less.
  func shares(offset: Double, growth: Double, shrinkage: Double) -> ScoringTables.Shares {
    let shares = ScoringTables.Shares()
    for level in 0...255 {
      let highest = ends(of: level, slope, offset: offset)
      let lowest = ends(of: level - 1, unroundedSlope, offset: 0)
      let mostX = level >= 255 ? .infinity : max(highest.0, highest.1) * growth
      let leastX = level <= 1 ? 0 : min(lowest.0, lowest.1) * shrinkage
      // The margins are many times what single precision rounds off.
      unsafe (shares.most + level).initialize(to: Float(1 - 1 / (1 + mostX)) + 4e-6)
      unsafe (shares.least + level).initialize(to: max(Float(1 - 1 / (1 + leastX)) - 4e-6, 0))
    }
    return shares
  }

  /// x at the two ends of the line of a level: at the least frequency and at the greatest length.
  ///
  /// Along the line x changes in one direction, so it lies between the two.
  private func ends(of level: Int, _ slope: Double, offset: Double) -> (Double, Double) {
    guard level > 0, level < 255 else { return (.infinity, .infinity) }
    let lineSlope = scale.slope(level)
    let offset = Double(scale.referenceLength) / 3 + offset
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
