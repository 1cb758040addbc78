/// Reads the codes of `BitWriter` and never past the end: for bytes that nobody vouches for.
///
/// A read that would pass the end, or a number of more than 32 bits, gives 0 and sets `failed`.
@safe public struct CheckedBitReader {
  private let bytes: UnsafeRawBufferPointer
  /// The offset of the next bit.
  public private(set) var bit = 0
  /// Whether a read went past the end or met a number too large.
  public private(set) var failed = false

  /// A reader of `bytes`, which must outlive it.
  public init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }

  /// The number of bytes that were read, the last perhaps in part.
  public var byteOffset: Int { (bit + 7) / 8 }

  /// Whether nothing is left but zeros that fill the last byte.
  public mutating func endsInZeros() -> Bool {
    unsafe byteOffset == bytes.count && read(bits: bytes.count * 8 - bit) == 0
  }

  /// Reads `count` bits, 0...32.
  public mutating func read(bits count: Int) -> UInt64 {
    guard unsafe count <= bytes.count * 8 - bit else { return fail() }
    var value: UInt64 = 0
    var filled = 0
    while filled < count {
      let step = min(8 - bit & 7, count - filled)
      let byte = UInt64(unsafe bytes[bit >> 3]) >> UInt64(bit & 7)
      value |= (byte & (1 << UInt64(step) - 1)) << UInt64(filled)
      filled += step
      bit += step
    }
    return value
  }

  /// Reads a number of `BitWriter.writeUnary`.
  ///
  /// - Complexity: linear in the number, divided by eight.
  public mutating func readUnary() -> UInt64 {
    var zeros = 0
    while unsafe bit < bytes.count * 8 {
      let rest = unsafe bytes[bit >> 3] >> UInt8(bit & 7)
      guard rest == 0 else {
        bit += rest.trailingZeroBitCount + 1
        return UInt64(zeros + rest.trailingZeroBitCount)
      }
      zeros += 8 - bit & 7
      bit += 8 - bit & 7
    }
    return fail()
  }

  /// Reads a number of `BitWriter.writeRice` with the same `k`, 0...31.
  public mutating func readRice(k: Int) -> UInt32 {
    let high = readUnary()
    guard high <= UInt64(UInt32.max) >> UInt64(k) else { return UInt32(fail()) }
    let low = read(bits: k)
    return failed ? 0 : UInt32(high << UInt64(k) | low)
  }

  /// Reads a number of `BitWriter.writeGamma`.
  public mutating func readGamma() -> UInt32 {
    let length = readUnary()
    guard length < 32 else { return UInt32(fail()) }
    let rest = read(bits: Int(length))
    return failed ? 0 : UInt32(1 << length | rest)
  }

  private mutating func fail() -> UInt64 {
    failed = true
    bit = unsafe bytes.count * 8
    return 0
  }
}
