internal import Bytes
internal import CSIMD

/// In which code the positions of a field are.
enum PositionKind {
  /// The field has none.
  case none
  /// `PositionCode`: the field is the main text, whose lengths the index knows.
  case text
  /// `ShortFieldPositions`.
  case short

  /// That of `field`, if it is among the `positionalFields`.
  init(field: UInt8, positionalFields: UInt32) {
    let isPositional = positionalFields >> UInt32(field) & 1 == 1
    self = !isPositional ? .none : field == 0 ? .text : .short
  }
}

/// How the positions of one posting of the main text are written, in as many bits as `PositionWidths` say.
///
/// Positions are anywhere in a text with equal chance. So up to four are the rank of their set among all
/// of that size, in the combinatorial number system (D. E. Knuth, The Art of Computer Programming 4A,
/// section 7.2.1.3). More, p₀ < p₁ < …, are the numbers pᵢ − i in the code of P. Elias (1974) and
/// R. M. Fano (1971): what is above the low bits as distances in unary, then the low bits.
enum PositionCode {
  /// Writes the positions of postings of whole texts, all of the first and then all of the second: those of each
  /// ascend, and are below the length of its text, if that is known.
  ///
  /// - Parameters:
  ///   - positions: as many as the sum of `frequencies`.
  ///   - frequencies: up to 128, and room for a multiple of eight, as of `lengths`.
  static func write(
    _ positions: UnsafePointer<UInt32>, frequencies: UnsafeBufferPointer<UInt32>,
    lengths: UnsafePointer<UInt32>, to bits: inout BitWriter
  ) {
    guard let base = frequencies.baseAddress else { return }
    unsafe withUnsafeTemporaryAllocation(
      of: UInt32.self, capacity: PostingsEncoder.blockCount + 1
    ) { starts in
      guard let starts = starts.baseAddress else { return }
      unsafe PositionWidths.writeStarts(
        count: frequencies.count, frequencies: base, lengths: lengths, to: starts)
      unsafe bits.write(atMost: Int(starts[frequencies.count])) { sink in
        var own = unsafe positions
        for i in 0..<frequencies.count {
          let (frequency, length) = unsafe (frequencies[i], lengths[i])
          let width = unsafe Int(starts[i &+ 1] &- starts[i])
          precondition(
            frequency > 0
              && (unsafe !PositionWidths.isKnown(length) || own[Int(frequency) &- 1] < length),
            "a posting has positions, and they are below the length of its text")
          if frequency <= PositionWidths.ranked, PositionWidths.isKnown(length) {
            unsafe sink.writeLong(rank(of: own, frequency), bits: width)
          } else {
            unsafe writeMany(own, frequency, length: length, width: width, to: &sink)
          }
          unsafe own += Int(frequency)
        }
      }
    }
  }

  /// The rank of `count` positions, 1 to 4, among all sets of as many.
  @inline(__always)
  private static func rank(of positions: UnsafePointer<UInt32>, _ count: UInt32) -> UInt64 {
    var rank = unsafe UInt64(positions[0])
    if count == 1 { return rank }
    unsafe rank &+= choices(UInt64(positions[1]), 2)
    if count > 2 { unsafe rank &+= choices(UInt64(positions[2]), 3) }
    if count > 3 { unsafe rank &+= choices(UInt64(positions[3]), 4) }
    return rank
  }

  /// Writes more positions than have a rank: the high parts in unary, then the low bits.
  @inline(__always)
  private static func writeMany(
    _ positions: UnsafePointer<UInt32>, _ frequency: UInt32, length: UInt32, width: Int,
    to sink: inout BitSink
  ) {
    let count = Int(frequency)
    let k = PositionWidths.lowBits(frequency: frequency, length: length)
    let highBits = width &- count &* k
    if highBits <= 56 {
      // One bit i stands at its high part plus i.
      var ones: UInt64 = 0
      for i in 0..<count {
        let high = (unsafe Int(positions[i]) &- i) &>> k
        ones |= 1 &<< UInt64(truncatingIfNeeded: high &+ i)
      }
      sink.write(ones, bits: highBits)
    } else {
      var next = 0
      for i in 0..<count {
        let one = (unsafe Int(positions[i]) &- i) &>> k &+ i
        sink.writeZeros(one &- next)
        sink.write(1, bits: 1)
        next = one &+ 1
      }
      sink.writeZeros(highBits &- next)
    }
    let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: k) &- 1
    for i in 0..<count {
      unsafe sink.write((UInt64(positions[i]) &- UInt64(i)) & mask, bits: k)
    }
  }

  /// Reads the positions of a posting to `target`, which has room for `frequency`.
  ///
  /// - Parameter width: the bits of the posting by `PositionWidths`.
  @inline(__always)
  static func read(
    _ frequency: UInt32, length: UInt32, width: Int, from bits: BitReader,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    guard frequency > PositionWidths.ranked || !PositionWidths.isKnown(length) else {
      let rank = readRank(width: width, from: bits)
      return unsafe unrank(rank, frequency, into: target)
    }
    var bits = bits
    let k = PositionWidths.lowBits(frequency: frequency, length: length)
    let highBits = PositionWidths.highBits(frequency: frequency, length: length, low: k)
    var low = bits
    low.bit &+= highBits
    // One bit i stands at its high part plus i; the ones are taken from as many bits as are at hand.
    var (ones, origin) = (bits.next56, 0)
    for i in 0..<Int(frequency) {
      while ones == 0, origin < highBits {
        origin &+= 56
        bits.bit &+= 56
        ones = bits.next56
      }
      let high = origin &+ ones.trailingZeroBitCount &- i
      ones &= ones &- 1
      unsafe target[i] = UInt32(truncatingIfNeeded: (high &<< k | low.read(bits: k)) &+ i)
    }
  }

  /// Reads the `frequency` > 4 positions of a posting in a text of known length to `target`, and writes
  /// `PositionBatch.none` four times behind them.
  ///
  /// Naive equivalent: `read`.
  @inline(__always)
  static func readMany(
    _ frequency: UInt32, length: UInt32, width: Int, from bits: BitReader,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    let k = PositionWidths.lowBits(frequency: frequency, length: length)
    let highBits = width &- Int(frequency) &* k
    unsafe read_elias_fano(
      bits.bytes, UInt64(bits.bit), frequency, UInt64(highBits), UInt32(k), target)
  }

  /// The rank of up to four positions, in `width` bits.
  @inline(__always)
  static func readRank(width: Int, from bits: BitReader) -> UInt64 {
    var bits = bits
    if width <= 32 { return UInt64(bits.read(bits: width)) }
    let low = UInt64(bits.read(bits: 32))
    return low | UInt64(bits.read(bits: width &- 32)) &<< 32
  }

  /// The number of ways to choose `count` ≤ 4 of `n` numbers, n < 65,536.
  @inline(__always)
  private static func choices(_ n: UInt64, _ count: Int) -> UInt64 {
    switch count {
    case 1: n
    case 2: n &* (n &- 1) / 2
    case 3: n < 3 ? 0 : n &* (n &- 1) &* (n &- 2) / 6
    default: n < 4 ? 0 : n &* (n &- 1) &* (n &- 2) &* (n &- 3) / 24
    }
  }

  /// The `count` ≤ 4 numbers of which `rank` is the rank: the last is the largest n of which there are
  /// no more than `rank` choices, and so on with the rest.
  @inline(__always)
  static func unrank(
    _ rank: UInt64, _ count: UInt32, into target: UnsafeMutablePointer<UInt32>
  ) {
    var rank = rank
    if count > 2 {
      if count == 4 {
        let last = largest(
          4, rank, near: f64_square_root(f64_square_root(24 * f64_from_u63(rank))) + 1.5)
        unsafe target[3] = UInt32(truncatingIfNeeded: last)
        rank &-= choices(last, 4)
      }
      let last = largest(3, rank, near: cubeRoot(6 * f64_from_u63(rank)) + 1)
      unsafe target[2] = UInt32(truncatingIfNeeded: last)
      rank &-= choices(last, 3)
    }
    if count > 1 {
      // n (n − 1) / 2 ≤ rank; the root is rounded correctly and far enough from the next whole number.
      let last = u63_from_f64((1 + f64_square_root(8 * f64_from_u63(rank) + 1)) / 2)
      unsafe target[1] = UInt32(truncatingIfNeeded: last)
      rank &-= choices(last, 2)
    }
    unsafe target[0] = UInt32(truncatingIfNeeded: rank)
  }

  /// The largest number of which there are no more than `rank` choices, from one near it.
  private static func largest(_ count: Int, _ rank: UInt64, near: Double) -> UInt64 {
    var n = u63_from_f64(near)
    while choices(n, count) > rank { n -= 1 }
    while choices(n + 1, count) <= rank { n += 1 }
    return n
  }

  /// The cube root of `x` ≥ 0 to 16 bits: a third of the exponent, then a step of Halley's method.
  ///
  /// Source: the cube root of the FreeBSD mathematical library, after W. Kahan.
  private static func cubeRoot(_ x: Double) -> Double {
    let y = Double(bitPattern: x.bitPattern / 3 &+ 715_094_163 << 32)
    let cube = y * y * y
    return y * (cube + 2 * x) / (2 * cube + x)
  }

  /// The positions of a posting by a reader that checks every bound; nil if bits are missing, or not
  /// what `write` makes of any positions.
  static func check(
    _ frequency: UInt32, length: UInt32, from bits: inout CheckedBitReader
  ) -> [UInt32]? {
    let limit = PositionWidths.isKnown(length) ? Int(length) : PositionWidths.unknownLength - 1
    guard frequency <= limit else { return nil }
    guard frequency > PositionWidths.ranked || !PositionWidths.isKnown(length) else {
      let width = PositionWidths.bits(frequency: frequency, length: length)
      let low = bits.read(bits: min(width, 32))
      let rank = low | bits.read(bits: max(width - 32, 0)) << 32
      guard !bits.failed, rank < choices(UInt64(length), Int(frequency)) else { return nil }
      var positions = [UInt32](repeating: 0, count: Int(frequency))
      unsafe positions.withUnsafeMutableBufferPointer {
        guard let base = $0.baseAddress else { return }
        unsafe unrank(rank, frequency, into: base)
      }
      return positions
    }
    let k = PositionWidths.lowBits(frequency: frequency, length: length)
    let end = bits.bit + PositionWidths.highBits(frequency: frequency, length: length, low: k)
    var highs: [Int] = []
    for _ in 0..<frequency {
      highs.append((highs.last ?? 0) + Int(bits.readUnary()))
      if bits.failed || bits.bit > end { return nil }
    }
    while bits.bit < end {
      guard bits.read(bits: min(end - bits.bit, 32)) == 0, !bits.failed else { return nil }
    }
    var positions: [UInt32] = []
    for (i, high) in highs.enumerated() {
      let position = high << k + Int(bits.read(bits: k)) + i
      guard !bits.failed, position < limit, position > Int(positions.last ?? 0) || i == 0 else {
        return nil
      }
      positions.append(UInt32(position))
    }
    return positions
  }
}
