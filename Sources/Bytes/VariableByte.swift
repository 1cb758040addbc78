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
    return Int(number(of: word & (ends ^ (ends &- 1))))
  }

  /// The number whose bytes are those of `bytes`, zeros behind them.
  @inlinable @inline(__always)
  static func number(of bytes: UInt64) -> UInt64 {
    // Seven bits of each byte, of two, of four together.
    var value = bytes & 0x7F7F_7F7F_7F7F_7F7F
    value = value & 0x007F_007F_007F_007F | (value & 0x7F00_7F00_7F00_7F00) &>> 1
    value = value & 0x0000_3FFF_0000_3FFF | (value & 0x3FFF_0000_3FFF_0000) &>> 2
    return value & 0x0FFF_FFFF | (value &>> 4) & 0x00FF_FFFF_F000_0000
  }

  /// Moves `offset` past the number there.
  @inlinable @inline(__always)
  public static func skip(_ base: UnsafeRawPointer, _ offset: inout Int) {
    let word = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    offset &+= (~word & 0x8080_8080_8080_8080).trailingZeroBitCount &>> 3 &+ 1
  }
}
