public import CSIMD

/// Numbers of seven bits a byte, the lowest first, read without bounds checks from bytes whose
/// checksum was verified.
///
/// They must be followed by `BitReader.padding` readable bytes.
public enum VariableByte {
  /// The number at `offset`, below 2^56, which is moved past it.
  ///
  /// Naive equivalent: byte after byte, to the first below 128. How many bytes a number has cannot be foretold,
  /// so none of the steps depends on it.
  @inlinable @inline(__always)
  public static func read(_ base: UnsafeRawPointer, _ offset: inout Int) -> Int {
    let word = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let ends = ~word & 0x8080_8080_8080_8080
    offset &+= ends.trailingZeroBitCount &>> 3 &+ 1
    return Int(sevens_of_word(word & (ends ^ (ends &- 1))))
  }

  /// Moves `offset` past the number there.
  @inlinable @inline(__always)
  public static func skip(_ base: UnsafeRawPointer, _ offset: inout Int) {
    let word = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    offset &+= (~word & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3 &+ 1
  }
}
