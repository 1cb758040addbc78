internal import CSIMD

/// Blocks of 128 ascending numbers in the code of Elias and Fano.
///
/// Number i is `base + i + v` with v not below that of the number before. The lowest `shift` bits of each
/// v are packed at that width (`BitPacking`); what is above them follows as bits: for each number zeros, as
/// many as it is above that of the one before, and a one. So no number needs those before it: one i
/// stands at place i plus the upper part. Within half a bit of the least that any code of numbers in chance
/// order can take. Sources: P. Elias, Journal of the ACM 21(2), 1974; R. M. Fano, MIT, 1971; for postings
/// S. Vigna, "Quasi-succinct indices", WSDM 2013.
public enum AscendingCode {
  /// The numbers of a block.
  public static let blockCount = BitPacking.blockCount
  /// The numbers that `read` may write behind those of a block.
  public static let margin = 32
  /// The bytes behind a block that must be readable for `read`.
  public static let padding = 32
  /// The widest `shift`.
  public static let mostShift = 24

  /// The `shift` at which a block takes least whose last v is `span`.
  ///
  /// One bit more costs 16 bytes and saves a sixteenth of the span that is left.
  @inlinable @inline(__always)
  public static func shift(span: UInt32) -> Int {
    max(0, UInt32.bitWidth &- 8 &- span.leadingZeroBitCount)
  }

  /// The bytes of a block whose last v is `span`.
  @inlinable @inline(__always)
  public static func byteCount(span: UInt32, shift: Int) -> Int {
    BitPacking.byteCount(width: shift)
      &+ (blockCount &+ Int(span &>> UInt32(truncatingIfNeeded: shift)) &+ 7) &>> 3
  }

  /// Appends the block of 128 `numbers`, ascending from `base` or more, to `output`.
  public static func write(
    _ numbers: UnsafePointer<UInt32>, base: UInt32, shift: Int, to output: inout [UInt8]
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: blockCount) { lows in
      guard let low = lows.baseAddress else { return }
      let mask: UInt32 = (1 &<< UInt32(truncatingIfNeeded: shift)) &- 1
      for i in 0..<blockCount {
        let value = unsafe numbers[i] &- base &- UInt32(truncatingIfNeeded: i)
        unsafe lows.initializeElement(at: i, to: value & mask)
      }
      unsafe BitPacking.pack(low, width: shift, into: &output)
      let last = blockCount &- 1
      let span = unsafe numbers[last] &- base &- UInt32(truncatingIfNeeded: last)
      let start = output.count
      let bytes = byteCount(span: span, shift: shift) &- BitPacking.byteCount(width: shift)
      output.append(contentsOf: repeatElement(0, count: bytes))
      unsafe output.withUnsafeMutableBufferPointer { output in
        for i in 0..<blockCount {
          let value = unsafe numbers[i] &- base &- UInt32(truncatingIfNeeded: i)
          let place = Int(value &>> UInt32(truncatingIfNeeded: shift)) &+ i
          unsafe output[start &+ place &>> 3] |= 1 &<< UInt8(truncatingIfNeeded: place & 7)
        }
      }
    }
  }

  /// Writes the 128 numbers of a block to `target`, which has room for `margin` more.
  ///
  /// Naive equivalent: unary distances one after the other, `number` of each. At most `padding` bytes behind
  /// the block are touched.
  @inline(__always)
  public static func read(
    _ source: UnsafeRawPointer, shift: Int, base: UInt32, into target: UnsafeMutablePointer<UInt32>
  ) {
    if has_wide_vectors() != 0,
      unsafe read_ascending_wide(source, UInt32(truncatingIfNeeded: shift), base, target) != 0
    {
      return
    }
    unsafe readByBytes(source, shift: shift, base: base, into: target)
  }

  /// `read` where processors have no wide vectors, or upper parts are long.
  static func readByBytes(
    _ source: UnsafeRawPointer, shift: Int, base: UInt32, into target: UnsafeMutablePointer<UInt32>
  ) {
    let bits = unsafe source + BitPacking.byteCount(width: shift)
    unsafe places_of_ones(
      bits.assumingMemoryBound(to: UInt8.self), UInt32(blockCount), target)
    unsafe BitPacking.unpackLows(source, width: shift, base: base, into: target)
  }

  /// The distance of number `index` from the one before, or of the first from one before the base.
  ///
  /// Naive equivalent: `read`, then a difference. Takes time with the upper parts of those before.
  @inline(__always)
  public static func distance(_ index: Int, in source: UnsafeRawPointer, shift: Int) -> UInt32 {
    let bits = unsafe source + BitPacking.byteCount(width: shift)
    var previous = -1
    if index > 0 {
      previous = Int(
        unsafe place_of_one(
          bits.assumingMemoryBound(to: UInt8.self), UInt32(truncatingIfNeeded: index &- 1)))
    }
    var reader = unsafe BitReader(bits, bit: previous &+ 1)
    var distance = UInt32(truncatingIfNeeded: reader.readUnary())
    if shift > 0 {
      distance = distance &<< UInt32(truncatingIfNeeded: shift)
      distance = unsafe distance &+ BitPacking.value(index, in: source, width: shift)
      if index > 0 {
        distance = unsafe distance &- BitPacking.value(index &- 1, in: source, width: shift)
      }
    }
    return distance &+ 1
  }

  /// The index of `number`, which is `base` or more, in a block whose last v is `span`; nil if it is not there.
  ///
  /// Naive equivalent: `read`, then a search. No other number is decoded than some that stand next to it: with j
  /// numbers before place p of the bits, all numbers behind it are at least (p − j) · 2^shift + j above the base.
  public static func index(
    of number: UInt32, in source: UnsafeRawPointer, shift: Int, span: UInt32, base: UInt32
  ) -> Int? {
    let wanted = Int(number &- base)
    let bits = unsafe source + BitPacking.byteCount(width: shift)
    let end = blockCount &+ Int(span &>> UInt32(truncatingIfNeeded: shift))
    // The first word, half, quarter and byte that all numbers behind it are too large for.
    var (place, index) = (0, 0)
    var word = unsafe bits.loadUnaligned(as: UInt64.self)
    while place &+ 64 < end {
      let next = index &+ word.nonzeroBitCount
      if (place &+ 64 &- next) &<< shift &+ next > wanted { break }
      (place, index) = (place &+ 64, next)
      word = unsafe bits.loadUnaligned(fromByteOffset: place &>> 3, as: UInt64.self)
    }
    if end &- place < 64 { word &= (1 &<< UInt64(end &- place)) &- 1 }
    var half = 64
    while half > 8 {
      half &>>= 1
      let next = index &+ (word & ((1 &<< UInt64(half)) &- 1)).nonzeroBitCount
      let isBehind = (place &+ half &- next) &<< shift &+ next <= wanted
      word &>>= isBehind ? UInt64(half) : 0
      (place, index) = isBehind ? (place &+ half, next) : (place, index)
    }
    // From its end on backwards, to a number that is not too large.
    index &+= (word & 0xFF).nonzeroBitCount
    var last = min(place &+ 8, end)
    while last > 0 {
      let first = max(last &- 57, 0) & ~7
      var ones = unsafe bits.loadUnaligned(fromByteOffset: first &>> 3, as: UInt64.self)
      ones &<<= UInt64(64 &- (last &- first))
      while ones != 0 {
        let behind = ones.leadingZeroBitCount
        last &-= behind &+ 1
        ones = (ones &<< UInt64(behind)) &<< 1
        index &-= 1
        let low = unsafe BitPacking.value(index, in: source, width: shift)
        let value = (last &- index) &<< shift &+ Int(low) &+ index
        if value <= wanted { return value == wanted ? index : nil }
      }
      last = first
    }
    return nil
  }

  /// Writes the distance of each of the 128 numbers of a block whose base is 0 from the one before, of the first from −1,
  /// to `target`, which has room for `margin` more.
  ///
  /// Naive equivalent: `read`, then differences.
  @inline(__always)
  public static func readDistances(
    _ source: UnsafeRawPointer, shift: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    if has_wide_vectors() != 0,
      unsafe read_distances_wide(source, UInt32(truncatingIfNeeded: shift), target) != 0
    {
      return
    }
    unsafe readDistancesByBytes(source, shift: shift, into: target)
  }

  /// `readDistances` where processors have no wide vectors, or upper parts are long.
  static func readDistancesByBytes(
    _ source: UnsafeRawPointer, shift: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    unsafe readByBytes(source, shift: shift, base: 0, into: target)
    unsafe make_distances(target, blockCount)
  }
}
