internal import Bytes

/// How the positions of one posting are written: gaps in the Rice code, its two parts apart.
///
/// The parameter follows from the frequency and the document length, which the reader knows, so
/// none is stored: words spread over a text have geometric gaps, for which a Rice code of the
/// matching parameter is nearly optimal (R. G. Gallager, D. C. van Voorhis, 1975). The first gap is
/// the first position, the others are one less than the distance.
enum PositionCode {
  /// The parameter for `frequency` ≥ 1 positions in a text of `length` words.
  @inline(__always)
  static func parameter(frequency: UInt32, length: UInt32) -> Int {
    // The quotient below is 0 then, and no frequency, however large, overflows.
    if frequency >= length { return 0 }
    // 0.69 (the natural logarithm of 2) times the mean gap, rounded down to a power of two.
    let scaled = (length &* 45) / (64 &* (frequency &+ 1))
    return scaled == 0 ? 0 : 31 &- scaled.leadingZeroBitCount
  }

  /// Postings that share a byte-aligned start in a block, so that one is reached by skipping few.
  static let groupCount = 32

  /// The stated length for positional fields other than the main text.
  static let shortFieldLength: UInt32 = 16

  /// All quotients in unary, then all remainders: so a posting is stepped over by counting ones,
  /// and its remainders are read without waiting for one another.
  static func write(
    _ positions: UnsafeBufferPointer<UInt32>, length: UInt32, to bits: inout BitWriter
  ) {
    let k = parameter(frequency: UInt32(positions.count), length: length)
    var next: UInt32 = 0
    for i in positions.indices {
      bits.writeUnary(Int((unsafe positions[i] &- next) >> UInt32(k)))
      next = unsafe positions[i] &+ 1
    }
    guard k > 0 else { return }
    next = 0
    for i in positions.indices {
      bits.write(UInt64((unsafe positions[i] &- next) & (1 << UInt32(k) - 1)), bits: k)
      next = unsafe positions[i] &+ 1
    }
  }

  @inline(__always)
  static func read(
    _ count: UInt32, length: UInt32, from bits: inout BitReader,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    let k = parameter(frequency: count, length: length)
    var remainders = bits
    remainders.skipUnary(Int(count))
    var next: UInt32 = 0
    for i in 0..<Int(count) {
      let quotient = UInt32(truncatingIfNeeded: bits.readUnary())
      let remainder = UInt32(truncatingIfNeeded: remainders.read(bits: k))
      next = next &+ (quotient &<< UInt32(k) | remainder)
      unsafe target[i] = next
      next = next &+ 1
    }
    bits = remainders
  }

  @inline(__always)
  static func skip(_ count: UInt32, length: UInt32, in bits: inout BitReader) {
    bits.skipUnary(Int(count))
    bits.bit &+= Int(count) &* parameter(frequency: count, length: length)
  }
}
