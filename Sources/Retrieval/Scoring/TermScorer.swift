internal import CSIMD
internal import InvertedIndex

/// Scores postings of one term: BM25 as weight − weight / (1 + frequency · norm), or another curve.
///
/// In the form of BM25 every step is monotone in single precision: the score never falls when the frequency
/// grows and never grows with the length. The vector form does the same operations lane by lane.
@safe struct TermScorer {
  /// idf times boost, in units of `Score`.
  let weight: Float
  private let norms: UnsafePointer<Float>
  private let mostShares: UnsafePointer<Float>
  private let leastShares: UnsafePointer<Float>
  private let lengths: UnsafePointer<UInt16>
  private let tables: Unmanaged<ScoringTables>
  private let curve: TermCurve
  private let levels: ScoringTables.LevelKind
  /// Whether scores are by the form of BM25; then frequency 0 scores 0.
  let isSaturation: Bool

  /// A scorer for documents of the segment of `tables`, which must outlive it.
  ///
  /// - Parameter levels: by what the levels of the list are.
  init(
    weight: Float, curve: TermCurve = .saturation, levels: ScoringTables.LevelKind = .plain,
    tables: ScoringTables
  ) {
    self.weight = weight
    self.curve = curve
    isSaturation = curve.formula == .saturation
    self.levels = levels
    unsafe self.tables = .passUnretained(tables)
    unsafe norms = unsafe UnsafePointer(tables.norms)
    let shares = tables.shares(levels)
    unsafe mostShares = unsafe UnsafePointer(shares.most)
    unsafe leastShares = unsafe UnsafePointer(shares.least)
    unsafe lengths = unsafe tables.lengths
  }

  /// The score of a frequency in a document of that length.
  @inline(__always)
  func score(frequency: UInt32, length: Int) -> Score {
    guard isSaturation else { return curveScore(frequency: frequency, length: length) }
    return u32_from_f32(
      weight - weight / (1 + Float(Int32(bitPattern: frequency)) * (unsafe norms[length])))
  }

  @inline(never)
  private func curveScore(frequency: UInt32, length: Int) -> Score {
    let share = curve.share(
      frequency: Double(frequency), length: Double(length), norm: Double(unsafe norms[length]))
    return Score(Double(weight) * share)
  }

  /// The score of a frequency in `document`.
  @inline(__always)
  func score(frequency: UInt32, document: DocID) -> Score {
    score(frequency: frequency, length: Int(unsafe lengths[Int(document)]))
  }

  /// Asks for the lengths of `count` documents, so that they are in the cache when these are scored soon.
  @inline(__always)
  func prefetchLengths(of documents: UnsafePointer<DocID>, count: Int) {
    for i in 0..<count { unsafe prefetch(lengths + Int(documents[i])) }
  }

  /// Writes what no posting of a level exceeds for each level, 0 to 255, to `bounds`; 0 for 0.
  func writeBounds(to bounds: UnsafeMutablePointer<Score>) {
    guard isSaturation else {
      for level in 1...255 {
        let share = unsafe tables.takeUnretainedValue().mostShare(of: curve, level: level, levels)
        unsafe bounds[level] = Score(Double(weight) * (share + 4e-6)) &+ 1
      }
      unsafe bounds[0] = 0
      return
    }
    let weights = SIMD4<Float>(repeating: weight)
    for i in 0..<64 {
      let shares = unsafe UnsafeRawPointer(mostShares)
        .loadUnaligned(fromByteOffset: i &* 16, as: SIMD4<Float>.self)
      let value = u32x4_from_f32x4(weights * shares) &+ SIMD4<UInt32>(repeating: 1)
      unsafe UnsafeMutableRawPointer(bounds).storeBytes(
        of: value, toByteOffset: i &* 16, as: SIMD4<UInt32>.self)
    }
    unsafe bounds[0] = 0
  }

  /// No posting of that level or a higher one scores less.
  @inline(__always)
  func least(level: UInt8) -> Score {
    guard isSaturation else { return 0 }
    let least = Score(weight * (unsafe leastShares[Int(level)]))
    return least > 0 ? least &- 1 : 0
  }

  /// Writes the scores of `count` postings to `scores`, which may be where the frequencies stand.
  ///
  /// Naive equivalent: `scores[i] = score(frequency: frequencies[i], document: documents[i])`.
  /// The buffers have room for a multiple of four.
  @inline(__always)
  func score(
    documents: UnsafePointer<DocID>, frequencies: UnsafePointer<UInt32>, count: Int,
    into scores: UnsafeMutablePointer<Score>
  ) {
    guard isSaturation else {
      for i in 0..<count {
        unsafe scores[i] = score(frequency: frequencies[i], document: documents[i])
      }
      return
    }
    var i = 0
    while i &+ 4 <= count {
      unsafe score(documents + i, lanes: (1, 2, 3), frequencies + i, into: scores + i)
      i &+= 4
    }
    if i < count {
      // Lanes past the count repeat the first posting: any valid document will do.
      let last = count &- 1 &- i
      unsafe score(
        documents + i, lanes: (min(1, last), min(2, last), 0), frequencies + i, into: scores + i)
    }
  }

  /// Writes the scores of four postings: of the first of `documents` and those `lanes` further.
  @inline(__always)
  private func score(
    _ documents: UnsafePointer<DocID>, lanes: (Int, Int, Int), _ frequencies: UnsafePointer<UInt32>,
    into scores: UnsafeMutablePointer<Score>
  ) {
    let weights = SIMD4<Float>(repeating: weight)
    let norm = unsafe SIMD4<Float>(
      norms[Int(lengths[Int(documents[0])])], norms[Int(lengths[Int(documents[lanes.0])])],
      norms[Int(lengths[Int(documents[lanes.1])])], norms[Int(lengths[Int(documents[lanes.2])])])
    let frequency = f32x4_from_u32x4(
      unsafe UnsafeRawPointer(frequencies).loadUnaligned(as: SIMD4<UInt32>.self))
    let value = weights - weights / (SIMD4<Float>(repeating: 1) + frequency * norm)
    // Scores are below 2^31 (`QueryPlan` sees to it), so that signed conversion is exact.
    unsafe UnsafeMutableRawPointer(scores).storeBytes(
      of: u32x4_from_f32x4(value), as: SIMD4<UInt32>.self)
  }
}
