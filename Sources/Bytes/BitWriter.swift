/// Writes codes of any number of bits, the lowest bit first.
@frozen public struct BitWriter: Sendable {
  /// What was written and not moved, all of it after `align`; up to seven bytes less before.
  public internal(set) var bytes: [UInt8] = []
  @usableFromInline var pending: UInt64 = 0
  @usableFromInline var pendingBits = 0

  /// A writer that has written nothing.
  @inlinable public init() {}

  /// The number of bits written and not moved.
  @inlinable public var bitCount: Int { bytes.count * 8 + pendingBits }

  /// Writes the lowest `count` bits of `value`; `count` in 0...56, the rest of `value` zero.
  @inlinable @inline(__always)
  public mutating func write(_ value: UInt64, bits count: Int) {
    pending |= value &<< UInt64(truncatingIfNeeded: pendingBits)
    pendingBits &+= count
    guard pendingBits >= 64 else { return }
    appendWord()
    pendingBits &-= 64
    // What did not fit: `count` was above what is left, so that the shift is below 64.
    pending = value &>> UInt64(truncatingIfNeeded: count &- pendingBits)
  }

  @usableFromInline mutating func appendWord() {
    unsafe withUnsafeBytes(of: pending.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Writes `value` as `value` zero bits and a one bit.
  @inlinable public mutating func writeUnary(_ value: Int) {
    var rest = value
    while rest >= 48 {
      write(0, bits: 48)
      rest -= 48
    }
    write(1 << UInt64(rest), bits: rest + 1)
  }

  /// Writes `value` in the Rice code of parameter `k`: `value >> k` in unary, then `k` bits.
  ///
  /// Source: R. F. Rice, "Some Practical Universal Noiseless Coding Techniques", 1979.
  @inlinable public mutating func writeRice(_ value: Int, k: Int) {
    writeUnary(value >> k)
    if k > 0 { write(UInt64(value) & (1 << UInt64(k) - 1), bits: k) }
  }

  /// Writes `value` ≥ 1 in the Elias γ code: its length in unary, then the bits below the top one.
  @inlinable public mutating func writeGamma(_ value: Int) {
    let length = Int.bitWidth - 1 - value.leadingZeroBitCount
    writeUnary(length)
    if length > 0 { write(UInt64(value) & (1 << UInt64(length) - 1), bits: length) }
  }

  /// Fills the last byte with zero bits.
  public mutating func align(to unit: Int = 8) {
    let rest = bitCount % unit
    var missing = rest == 0 ? 0 : unit - rest
    while missing > 0 {
      let step = min(missing, 48)
      write(0, bits: step)
      missing -= step
    }
    flush()
  }

  /// Moves the whole bytes that are pending to `bytes`.
  @usableFromInline mutating func flush() {
    while pendingBits >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingBits -= 8
    }
  }

  /// Moves the bytes that are whole to the end of `target`; what is written next follows them there.
  public mutating func moveBytes(to target: inout [UInt8]) {
    target.append(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    pending = 0
    pendingBits = 0
  }
}
