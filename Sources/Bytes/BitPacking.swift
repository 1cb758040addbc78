internal import CSIMD

/// Blocks of 128 integers packed at one width, in the vertical layout of SIMD-BP128.
///
/// Integer i stands in lane i mod 4; four words are packed and unpacked at a time, so a block of
/// width w takes 16·w bytes. Source: D. Lemire, L. Boytsov, "Decoding billions of integers per
/// second through vectorization", Software: Practice and Experience 45(1), 2015. The widths are
/// value generics, so that each is compiled apart, and the loop is unrolled by hand because LLVM
/// does not unroll it.
public enum BitPacking {
  /// The number of integers in a block.
  public static let blockCount = 128

  /// The bytes of a block of `width` bits, 0...32.
  @inlinable public static func byteCount(width: Int) -> Int { width &* 16 }

  /// The width that holds every value of a block whose bitwise or is `union`.
  @inlinable public static func width(union: UInt32) -> Int { 32 - union.leadingZeroBitCount }

  /// Appends the block of 128 `values`, each below 2^`width`, to `output`.
  ///
  /// Naive equivalent: bits [w·(i/4), w·(i/4)+w) of lane i mod 4 `= values[i]`.
  public static func pack(_ values: UnsafePointer<UInt32>, width: Int, into output: inout [UInt8]) {
    guard width > 0 else { return }
    unsafe withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 32) { words in
      var pending = Lanes(repeating: 0)
      var offset = 0
      var count = 0
      for row in 0..<32 {
        let lanes = unsafe UnsafeRawPointer(values)
          .loadUnaligned(fromByteOffset: row &* 16, as: Lanes.self)
        pending = u32x4_or(
          pending, u32x4_shift_left(lanes, UInt32(truncatingIfNeeded: offset)))
        offset &+= width
        guard offset >= 32 else { continue }
        unsafe words.initializeElement(at: count, to: pending)
        count &+= 1
        offset &-= 32
        pending =
          offset == 0
          ? Lanes(repeating: 0)
          : u32x4_shift_right(lanes, UInt32(truncatingIfNeeded: width &- offset))
      }
      unsafe output.append(
        contentsOf: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: words[..<count])))
    }
  }

  /// Writes the 128 values of a block of `width` bits, 0...32, to `target`.
  ///
  /// Naive equivalent: `target[i] = bits [w·(i/4), w·(i/4)+w) of lane i mod 4`.
  public static func unpack(
    _ source: UnsafeRawPointer, width: Int, into target: UnsafeMutableRawPointer
  ) {
    switch width {
    case 1: unsafe BitPack<1>.unpack(source, target)
    case 2: unsafe BitPack<2>.unpack(source, target)
    case 3: unsafe BitPack<3>.unpack(source, target)
    case 4: unsafe BitPack<4>.unpack(source, target)
    case 5: unsafe BitPack<5>.unpack(source, target)
    case 6: unsafe BitPack<6>.unpack(source, target)
    case 7: unsafe BitPack<7>.unpack(source, target)
    case 8: unsafe BitPack<8>.unpack(source, target)
    case 9: unsafe BitPack<9>.unpack(source, target)
    case 10: unsafe BitPack<10>.unpack(source, target)
    case 11: unsafe BitPack<11>.unpack(source, target)
    case 12: unsafe BitPack<12>.unpack(source, target)
    case 13: unsafe BitPack<13>.unpack(source, target)
    case 14: unsafe BitPack<14>.unpack(source, target)
    case 15: unsafe BitPack<15>.unpack(source, target)
    case 16: unsafe BitPack<16>.unpack(source, target)
    case 17: unsafe BitPack<17>.unpack(source, target)
    case 18: unsafe BitPack<18>.unpack(source, target)
    case 19: unsafe BitPack<19>.unpack(source, target)
    case 20: unsafe BitPack<20>.unpack(source, target)
    case 21: unsafe BitPack<21>.unpack(source, target)
    case 22: unsafe BitPack<22>.unpack(source, target)
    case 23: unsafe BitPack<23>.unpack(source, target)
    case 24: unsafe BitPack<24>.unpack(source, target)
    case 25: unsafe BitPack<25>.unpack(source, target)
    case 26: unsafe BitPack<26>.unpack(source, target)
    case 27: unsafe BitPack<27>.unpack(source, target)
    case 28: unsafe BitPack<28>.unpack(source, target)
    case 29: unsafe BitPack<29>.unpack(source, target)
    case 30: unsafe BitPack<30>.unpack(source, target)
    case 31: unsafe BitPack<31>.unpack(source, target)
    case 32: unsafe BitPack<32>.unpack(source, target)
    default: unsafe target.initializeMemory(as: UInt8.self, repeating: 0, count: 512)
    }
  }

  /// Value `index` of a block of `width` bits, 0...32.
  ///
  /// Naive equivalent: `unpack`, then `target[index]`.
  @inlinable @inline(__always)
  public static func value(_ index: Int, in source: UnsafeRawPointer, width: Int) -> UInt32 {
    guard width > 0 else { return 0 }
    let bit = (index &>> 2) &* width
    let lane = unsafe source + (index & 3) &* 4
    let low = unsafe lane.loadUnaligned(fromByteOffset: (bit &>> 5) &* 16, as: UInt32.self)
    var value = UInt64(low) &>> UInt64(bit & 31)
    if bit & 31 &+ width > 32 {
      let high = unsafe lane.loadUnaligned(
        fromByteOffset: (bit &>> 5) &* 16 &+ 16, as: UInt32.self)
      value |= UInt64(high) &<< UInt64(32 &- (bit & 31))
    }
    return UInt32(truncatingIfNeeded: value & ((1 &<< UInt64(width)) &- 1))
  }

  /// Puts below each of 128 upper parts at `target` the value of a block of `width` bits, 0...24.
  ///
  /// So they become the numbers of `AscendingCode`, where each is above the one before.
  /// Naive equivalent: `target[i] = base + i + ((target[i] - i) << width | value[i])`, modulo 2^32.
  static func unpackLows(
    _ source: UnsafeRawPointer, width: Int, base: UInt32, into target: UnsafeMutableRawPointer
  ) {
    switch width {
    case 1: unsafe BitPack<1>.unpackLows(source, target, base)
    case 2: unsafe BitPack<2>.unpackLows(source, target, base)
    case 3: unsafe BitPack<3>.unpackLows(source, target, base)
    case 4: unsafe BitPack<4>.unpackLows(source, target, base)
    case 5: unsafe BitPack<5>.unpackLows(source, target, base)
    case 6: unsafe BitPack<6>.unpackLows(source, target, base)
    case 7: unsafe BitPack<7>.unpackLows(source, target, base)
    case 8: unsafe BitPack<8>.unpackLows(source, target, base)
    case 9: unsafe BitPack<9>.unpackLows(source, target, base)
    case 10: unsafe BitPack<10>.unpackLows(source, target, base)
    case 11: unsafe BitPack<11>.unpackLows(source, target, base)
    case 12: unsafe BitPack<12>.unpackLows(source, target, base)
    case 13: unsafe BitPack<13>.unpackLows(source, target, base)
    case 14: unsafe BitPack<14>.unpackLows(source, target, base)
    case 15: unsafe BitPack<15>.unpackLows(source, target, base)
    case 16: unsafe BitPack<16>.unpackLows(source, target, base)
    case 17: unsafe BitPack<17>.unpackLows(source, target, base)
    case 18: unsafe BitPack<18>.unpackLows(source, target, base)
    case 19: unsafe BitPack<19>.unpackLows(source, target, base)
    case 20: unsafe BitPack<20>.unpackLows(source, target, base)
    case 21: unsafe BitPack<21>.unpackLows(source, target, base)
    case 22: unsafe BitPack<22>.unpackLows(source, target, base)
    case 23: unsafe BitPack<23>.unpackLows(source, target, base)
    case 24: unsafe BitPack<24>.unpackLows(source, target, base)
    default: unsafe BitPack<0>.addBase(target, base)
    }
  }
}

@inline(__always) private func forEachRow(_ body: (Int) -> Void) {
  body(0); body(1); body(2); body(3); body(4); body(5); body(6); body(7)
  body(8); body(9); body(10); body(11); body(12); body(13); body(14); body(15)
  body(16); body(17); body(18); body(19); body(20); body(21); body(22); body(23)
  body(24); body(25); body(26); body(27); body(28); body(29); body(30); body(31)
}

private typealias Lanes = SIMD4<UInt32>

private enum BitPack<let width: Int> {
  @inline(__always) static func row(_ source: UnsafeRawPointer, _ i: Int) -> Lanes {
    let bit = i &* width
    let word = bit &>> 5
    let offset = UInt32(truncatingIfNeeded: bit & 31)
    var lanes = u32x4_shift_right(
      unsafe source.loadUnaligned(fromByteOffset: word &* 16, as: Lanes.self), offset)
    if Int(offset) &+ width > 32 {
      let next = unsafe source.loadUnaligned(fromByteOffset: word &* 16 &+ 16, as: Lanes.self)
      lanes = u32x4_or(lanes, u32x4_shift_left(next, 32 &- offset))
    }
    if Int(offset) &+ width != 32 {
      let mask: UInt32 = width == 32 ? .max : (1 &<< UInt32(truncatingIfNeeded: width)) &- 1
      lanes = u32x4_and(lanes, Lanes(repeating: mask))
    }
    return lanes
  }

  @inline(__always) static func unpack(
    _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer
  ) {
    forEachRow { i in
      unsafe target.storeBytes(of: row(source, i), toByteOffset: i &* 16, as: Lanes.self)
    }
  }

  @inline(__always) static func unpackLows(
    _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ base: UInt32
  ) {
    // base + i - (i << width), which goes from row to row.
    let shift = UInt32(truncatingIfNeeded: width)
    let first = Lanes(0, 1, 2, 3)
    var rest = Lanes(repeating: base) &+ first &- u32x4_shift_left(first, shift)
    let step = Lanes(repeating: 4 &- 4 &<< shift)
    forEachRow { i in
      let high = unsafe target.loadUnaligned(fromByteOffset: i &* 16, as: Lanes.self)
      let sum = unsafe row(source, i) &+ u32x4_shift_left(high, shift) &+ rest
      unsafe target.storeBytes(of: sum, toByteOffset: i &* 16, as: Lanes.self)
      rest = rest &+ step
    }
  }

  /// The case of width 0: the numbers are there but for the base.
  @inline(__always) static func addBase(_ target: UnsafeMutableRawPointer, _ base: UInt32) {
    guard base != 0 else { return }
    let bases = Lanes(repeating: base)
    forEachRow { i in
      let sum = unsafe target.loadUnaligned(fromByteOffset: i &* 16, as: Lanes.self) &+ bases
      unsafe target.storeBytes(of: sum, toByteOffset: i &* 16, as: Lanes.self)
    }
  }
}
