internal import Bytes

/// How the positions of one posting are written.
///
/// A single position in a text of known length is anywhere in it with equal chance: it has a truncated
/// binary code, which takes hardly more than the logarithm of the length. Several have gaps in the
/// Rice code, all quotients before all remainders; words spread over a text have geometric gaps, for
/// which a Rice code of the matching parameter is nearly optimal (R. G. Gallager, D. C. van Voorhis,
/// 1975). The parameter follows from the frequency and the length, which the reader knows, so none is
/// stored. The first gap is the first position, the others are one less than the distance.
enum PositionCode {
  /// Postings that share a byte-aligned start in a block, so that one is reached by skipping few.
  static let groupCount = 32

  /// What is stated as the length for positional fields other than the main text: above all lengths,
  /// for their positions have no bound; gaps are coded as in a text of 16 words.
  static let shortFieldLength: UInt32 = 1 << 16 | 16

  /// Whether positions are below `length`: one that stands for all longer ones tells nothing, and no
  /// text without words has any.
  @inline(__always)
  private static func isBound(_ length: UInt32) -> Bool { (1..<65_535).contains(length) }

  /// The parameter for `frequency` ≥ 1 positions in a text of `length` words:
  /// ⌊log2(45·L / (64·(f + 1)))⌋, or 0 if that is less.
  ///
  /// 45/64 stands for the natural logarithm of 2, times the mean gap.
  @inline(__always)
  static func parameter(frequency: UInt32, length: UInt32) -> Int {
    let words = length & 0xFFFF
    // No frequency, however large, overflows.
    if frequency >= words { return 0 }
    let dividend = words &* 45
    let divisor = (frequency &+ 1) &* 64
    if dividend < divisor { return 0 }
    // Two numbers of equally many bits differ by less than a factor of two: no division is needed.
    let shift = divisor.leadingZeroBitCount &- dividend.leadingZeroBitCount
    return divisor &<< UInt32(shift) > dividend ? shift &- 1 : shift
  }

  /// The code of one number below `length` ≥ 1: `bits` bits, and one more from `firstLong` on.
  ///
  /// Of the numbers below L with n = ⌊log2 L⌋, the first 2^(n+1) − L have n bits, the others n + 1.
  @inline(__always)
  private static func truncatedBinary(_ length: UInt32) -> (bits: Int, firstLong: UInt32) {
    let bits = 31 &- length.leadingZeroBitCount
    return (bits, (2 &<< UInt32(bits)) &- length)
  }

  static func write(
    _ positions: UnsafeBufferPointer<UInt32>, length: UInt32, to bits: inout BitWriter
  ) {
    if positions.count == 1, isBound(length) {
      precondition(unsafe positions[0] < length, "a position is below the length of its text")
      let (count, firstLong) = truncatedBinary(length)
      let position = unsafe positions[0]
      if position < firstLong {
        bits.write(UInt64(position), bits: count)
      } else {
        bits.write(UInt64((position + firstLong) >> 1), bits: count)
        bits.write(UInt64((position + firstLong) & 1), bits: 1)
      }
      return
    }
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
    if count == 1, isBound(length) {
      let (width, firstLong) = truncatedBinary(length)
      let short = UInt32(truncatingIfNeeded: bits.read(bits: width))
      unsafe target[0] =
        short < firstLong
        ? short
        : (short &<< 1 | UInt32(truncatingIfNeeded: bits.read(bits: 1))) &- firstLong
      return
    }
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
    if count == 1, isBound(length) {
      let (width, firstLong) = truncatedBinary(length)
      let short = UInt32(truncatingIfNeeded: bits.read(bits: width))
      bits.bit &+= short < firstLong ? 0 : 1
      return
    }
    bits.skipUnary(Int(count))
    bits.bit &+= Int(count) &* parameter(frequency: count, length: length)
  }

  /// The positions of a posting by a reader that checks every bound; nil if bits are missing or a
  /// position is not below `limit`.
  static func check(
    _ count: UInt32, length: UInt32, limit: Int, from bits: inout CheckedBitReader
  ) -> [UInt32]? {
    if count == 1, isBound(length) {
      let (width, firstLong) = truncatedBinary(length)
      var position = UInt32(bits.read(bits: width))
      if position >= firstLong {
        position = (position << 1 | UInt32(bits.read(bits: 1))) - firstLong
      }
      return bits.failed || position >= limit ? nil : [position]
    }
    let k = parameter(frequency: count, length: length)
    var quotients: [Int] = []
    for _ in 0..<count {
      quotients.append(Int(bits.readUnary()))
      if bits.failed { return nil }
    }
    var positions: [UInt32] = []
    var next = 0
    for quotient in quotients {
      guard quotient <= limit else { return nil }
      next += quotient << k + Int(bits.read(bits: k)) + 1
      if bits.failed || next > limit { return nil }
      positions.append(UInt32(next - 1))
    }
    return positions
  }
}
