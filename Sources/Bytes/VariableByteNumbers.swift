public import CSIMD

/// The first numbers from an offset on, as far as they lie in eight bytes: found together, so that none waits for the
/// length of the one before it.
///
/// Naive equivalent: `VariableByte.read`, one after the other.
@frozen public struct VariableByteNumbers {
  /// The eight bytes, the first lowest.
  @usableFromInline let bytes: UInt64
  // The highest bits of the last bytes of numbers: of all, and of all but the first.
  @usableFromInline let ends: UInt64
  @usableFromInline let endsFromSecond: UInt64

  /// The numbers at `offset` of `base`, where eight bytes can be read.
  @inlinable @inline(__always)
  public init(_ base: UnsafeRawPointer, _ offset: Int) {
    bytes = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    ends = ~bytes & 0x8080_8080_8080_8080
    endsFromSecond = ends & (ends &- 1)
  }

  /// The number of bytes of the first `count` numbers, 1 to 64 of them; 9 if they do not lie in the eight.
  @inlinable @inline(__always)
  public func end(of count: UInt64) -> Int {
    one_of_word(ends, count &- 1).trailingZeroBitCount &>> 3 &+ 1
  }

  /// The first number, if it lies in the eight bytes; else anything.
  @inlinable @inline(__always)
  public var first: UInt64 { sevens_of_word(bytes & (ends ^ (ends &- 1))) }

  /// The second number, if it lies in the eight bytes; else anything.
  @inlinable @inline(__always)
  public var second: UInt64 {
    let upToEnd = bytes & (endsFromSecond ^ (endsFromSecond &- 1))
    // In two steps, for all 64 may be shifted out.
    return sevens_of_word((upToEnd &>> UInt64(ends.trailingZeroBitCount)) &>> 1)
  }
}
