internal import CSIMD

/// How many bits the positions of a posting take: it follows from their number and from the length of
/// the text, so that a posting is reached without reading those before it.
///
/// Specified in `Index/README.md`. Up to four positions take little more than the logarithm of the number
/// of ways to choose them; more are in the code of Elias and Fano.
enum PositionWidths {
  /// The most positions that are coded as a rank among all their choices.
  static let ranked: UInt32 = 4
  /// What counts as the length of a text that is too long for the index to know it.
  static let unknownLength = 1 << 32

  /// The bits of `frequency` positions in a text of `length` words, as the index states it.
  ///
  /// - Parameter frequency: 1 to the length.
  @inline(__always)
  static func bits(frequency: UInt32, length: UInt32) -> Int {
    if isKnown(length) { return Int(knownBits(frequency, length)) }
    let low = unknownLowBits(frequency)
    return highBits(frequency: frequency, length: length, low: low) &+ Int(frequency) &* low
  }

  /// Whether `length` is that of the text, and not one that stands for all longer ones.
  @inline(__always)
  static func isKnown(_ length: UInt32) -> Bool { length < SegmentSummary.longestLength }

  /// The bits in a text whose length is known.
  @inline(__always)
  private static func knownBits(_ frequency: UInt32, _ length: UInt32) -> UInt32 {
    let low = knownLowBits(frequency, length)
    let code = frequency &* (low &+ 1) &+ (universe(frequency, length) &- 1) &>> low
    return frequency <= ranked ? rankBits(frequency, length) : code
  }

  /// ⌈f · log2 L − log2 f!⌉, or little more, for 1 ≤ f ≤ `ranked`.
  @inline(__always)
  static func rankBits(_ frequency: UInt32, _ length: UInt32) -> UInt32 {
    // 256 · log2 f! is 0, 256, 661 and 1,173; this is 0, 255, 644 and 1,167.
    let others = frequency &- 1
    let factorial = others &* (188 &+ 67 &* others)
    return (frequency &* logarithm(length) &+ 255 &- factorial) &>> 8
  }

  /// 256 times the binary logarithm of `length`, 1 to 65,534, or up to 3.6 more.
  @inline(__always)
  static func logarithm(_ length: UInt32) -> UInt32 {
    // The bits of a float are its logarithm, with the mantissa for what follows the point.
    let bits = Float(Int32(bitPattern: length)).bitPattern
    let rounded = (bits &+ 0x7FFF) &>> 15
    let x = rounded & 255
    // log2(1 + x) − x is at most x (1 − x) (0.4429 − 0.1563 x).
    let rest = (x &* (256 &- x) &* (3_628 &- 5 &* x) &+ 0x1F_FFFF) &>> 21
    return rounded &- 127 &* 256 &+ rest
  }

  /// The numbers that a position can be once those before it are taken off: L − f + 1.
  @inline(__always)
  private static func universe(_ frequency: UInt32, _ length: UInt32) -> UInt32 {
    UInt32(bitPattern: max(Int32(bitPattern: length &- frequency &+ 1), 1))
  }

  /// The bits of each position that stand as they are: ⌊log2 (U / f)⌋, 0 if that is less.
  @inline(__always)
  static func lowBits(frequency: UInt32, length: UInt32) -> Int {
    isKnown(length) ? Int(knownLowBits(frequency, length)) : unknownLowBits(frequency)
  }

  @inline(__always)
  private static func knownLowBits(_ frequency: UInt32, _ length: UInt32) -> UInt32 {
    // Numbers of 24 bits are floats as they are. The difference of the exponents is one more than the
    // logarithm where the mantissa of U is the smaller one: then a bit is borrowed.
    let universe = Float(Int32(bitPattern: universe(frequency, length))).bitPattern
    let words = Float(Int32(bitPattern: frequency)).bitPattern
    return UInt32(bitPattern: max(Int32(bitPattern: universe &- words) &>> 23, 0))
  }

  private static func unknownLowBits(_ frequency: UInt32) -> Int {
    let (universe, frequency) = (unknownLength &- Int(frequency) &+ 1, Int(frequency))
    if universe < frequency { return 0 }
    let shift = frequency.leadingZeroBitCount &- universe.leadingZeroBitCount
    return frequency &<< shift > universe ? shift &- 1 : shift
  }

  /// The bits of all that stands above `low` bits, in unary: f + ⌊(U − 1) / 2^low⌋.
  @inline(__always)
  static func highBits(frequency: UInt32, length: UInt32, low: Int) -> Int {
    let universe =
      isKnown(length)
      ? Int(universe(frequency, length)) : max(unknownLength &- Int(frequency) &+ 1, 1)
    return Int(frequency) &+ (universe &- 1) &>> low
  }

  /// Writes where each of `count` postings starts, in bits from the first one, and the end of the last.
  ///
  /// Naive equivalent: the sums of `bits(frequency:length:)`. All buffers have room for 128 numbers,
  /// `starts` for one more; what follows `count` may be anything.
  static func writeStarts(
    count: Int, frequencies: UnsafePointer<UInt32>, lengths: UnsafePointer<UInt32>,
    to starts: UnsafeMutablePointer<UInt32>
  ) {
    var longest: UInt32 = 0
    for i in stride(from: 0, to: count, by: 8) {
      unsafe position_widths_8(frequencies + i, lengths + i, starts + i)
    }
    for i in 0..<count { longest = max(longest, unsafe lengths[i]) }
    if !isKnown(longest) {
      for i in 0..<count {
        unsafe starts[i] = UInt32(
          truncatingIfNeeded: bits(frequency: frequencies[i], length: lengths[i]))
      }
    }
    // What a last block leaves of eight is no width.
    for i in count..<(count &+ 7) & ~7 { unsafe starts[i] = 0 }
    let end = unsafe exclusive_sums(starts, (count &+ 7) & ~7)
    unsafe starts[count] = end
  }
}
