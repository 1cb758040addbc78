/// Writes codes as `BitWriter` does, to memory that has room for them: what is pending stays in registers, and a write of
/// up to 56 bits has no branch.
@frozen @safe public struct BitSink {
  @usableFromInline var target: UnsafeMutablePointer<UInt8>
  /// Fewer than eight bits between two writes.
  @usableFromInline var pending: UInt64
  @usableFromInline var pendingBits: UInt64

  @inlinable @inline(__always)
  init(_ target: UnsafeMutablePointer<UInt8>, pending: UInt64, pendingBits: Int) {
    unsafe self.target = target
    self.pending = pending
    self.pendingBits = UInt64(truncatingIfNeeded: pendingBits)
  }

  /// Writes the lowest `count` bits of `value`; `count` in 0...56, the rest of `value` zero.
  @inlinable @inline(__always)
  public mutating func write(_ value: UInt64, bits count: Int) {
    pending |= value &<< pendingBits
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: pending.littleEndian, as: UInt64.self)
    pendingBits &+= UInt64(truncatingIfNeeded: count)
    unsafe target += Int(truncatingIfNeeded: pendingBits &>> 3)
    pending = pending &>> (pendingBits & ~7)
    pendingBits &= 7
  }

  /// Writes the lowest `count` bits of `value`; `count` in 0...64, the rest of `value` zero.
  @inlinable @inline(__always)
  public mutating func writeLong(_ value: UInt64, bits count: Int) {
    if count <= 56 { return write(value, bits: count) }
    write(value & 0xFFFF_FFFF, bits: 32)
    write(value &>> 32, bits: count &- 32)
  }

  /// Writes `value` in the Rice code of parameter `k` ≤ 31, as `BitWriter.writeRice` does.
  @inlinable @inline(__always)
  public mutating func writeRice(_ value: UInt32, k: Int) {
    let (high, bits) = (Int(value &>> UInt32(k)), UInt64(truncatingIfNeeded: k))
    let low = UInt64(value) & ((1 &<< bits) &- 1)
    if high > 24 {
      writeZeros(high)
      write(1 | low &<< 1, bits: 1 &+ k)
    } else {
      write((1 | low &<< 1) &<< UInt64(truncatingIfNeeded: high), bits: high &+ 1 &+ k)
    }
  }

  /// Writes `value` ≥ 1 in the Elias γ code, as `BitWriter.writeGamma` does.
  @inlinable @inline(__always)
  public mutating func writeGamma(_ value: UInt32) {
    let length = 31 &- value.leadingZeroBitCount
    let top: UInt64 = 1 &<< UInt64(truncatingIfNeeded: length)
    writeLong(
      top | (UInt64(value) ^ top) &<< UInt64(truncatingIfNeeded: length &+ 1),
      bits: 2 &* length &+ 1)
  }

  /// Writes `count` zeros, any number of them.
  @inlinable @inline(__always)
  public mutating func writeZeros(_ count: Int) {
    precondition(count >= 0, "no code has fewer than no bits")
    var rest = count
    while rest > 56 {
      write(0, bits: 56)
      rest &-= 56
    }
    write(0, bits: rest)
  }
}

extension BitWriter {
  /// Writes what `codes` writes to the sink that it is given, `most` bits at most.
  @inlinable @inline(__always)
  public mutating func write(atMost most: Int, _ codes: (inout BitSink) -> Void) {
    flush()
    // What is pending before, and the eight bytes of the last write.
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most / 8 &+ 1 &+ 16) { room in
      guard let base = room.baseAddress else { return }
      var sink = unsafe BitSink(base, pending: pending, pendingBits: pendingBits)
      codes(&sink)
      unsafe take(sink, from: base)
    }
  }

  /// Goes on where `sink` ended, which has written from `base` on.
  @usableFromInline mutating func take(_ sink: BitSink, from base: UnsafePointer<UInt8>) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: base, count: UnsafePointer(sink.target) - base))
    pending = sink.pending
    pendingBits = Int(sink.pendingBits)
  }
}
