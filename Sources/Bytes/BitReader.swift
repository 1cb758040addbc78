/// Reads the codes of `BitWriter` from bytes whose checksum was verified.
///
/// Up to eight bytes past the last code are touched, so the bytes must be followed by
/// `BitReader.padding` readable ones.
@safe @frozen public struct BitReader {
  /// The readable bytes that must follow what is read.
  public static let padding = 8

  @usableFromInline let base: UnsafeRawPointer
  /// The offset of the next bit from `base`.
  public var bit: Int

  /// A reader that starts `bit` bits after `base`.
  @inlinable @inline(__always)
  public init(_ base: UnsafeRawPointer, bit: Int = 0) {
    unsafe self.base = base
    self.bit = bit
  }

  /// The next 57 bits or more, the next bit lowest.
  @inlinable @inline(__always)
  var window: UInt64 {
    unsafe base.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self) &>> UInt64(bit & 7)
  }

  /// What bits are counted from.
  @inlinable @inline(__always)
  public var bytes: UnsafePointer<UInt8> { unsafe base.assumingMemoryBound(to: UInt8.self) }

  /// The next 56 bits, the next bit lowest; none is read.
  @inlinable @inline(__always)
  public var next56: UInt64 { window & 0x00FF_FFFF_FFFF_FFFF }

  /// Reads a number of `BitWriter.writeUnary`.
  @inlinable @inline(__always)
  public mutating func readUnary() -> Int {
    var zeros = window.trailingZeroBitCount
    if zeros < 56 {
      bit &+= zeros &+ 1
      return zeros
    }
    var total = 0
    repeat {
      bit &+= 56
      total &+= 56
      zeros = window.trailingZeroBitCount
    } while zeros >= 56 && total < 1 << 32
    bit &+= zeros &+ 1
    return total &+ zeros
  }

  /// Reads `count` bits, 0...56.
  @inlinable @inline(__always)
  public mutating func read(bits count: Int) -> Int {
    let value = window & ((1 &<< UInt64(count)) &- 1)
    bit &+= count
    return Int(value)
  }

  /// Reads a number of `BitWriter.writeRice` with the same `k`.
  @inlinable @inline(__always)
  public mutating func readRice(k: Int) -> Int {
    let window = self.window
    let zeros = window.trailingZeroBitCount
    if zeros &+ k < 56 {  // the whole code stands in the window
      bit &+= zeros &+ 1 &+ k
      return zeros &<< k | Int((window &>> UInt64(zeros &+ 1)) & ((1 &<< UInt64(k)) &- 1))
    }
    let high = readUnary()
    return high &<< k | read(bits: k)
  }

  /// Reads a number of `BitWriter.writeRice` with `k` and one of `BitWriter.writeGamma` behind it.
  ///
  /// Naive equivalent: `readRice`, then `readGamma`.
  @inlinable @inline(__always)
  public mutating func readRiceAndGamma(k: Int) -> (rice: Int, gamma: Int) {
    let window = self.window
    let zeros = window.trailingZeroBitCount
    let low = (window &>> UInt64(zeros & 63)) &>> 1
    let rest = low &>> UInt64(k)
    let length = rest.trailingZeroBitCount
    let width = zeros &+ k &+ 2 &* length &+ 2
    // Both stand in the window; few do not.
    guard width <= 57 else {
      let (rice, gamma, end) = readLong(k: k)
      bit = end
      return (rice, gamma)
    }
    bit &+= width
    let rice = zeros &<< k | Int(low & ((1 &<< UInt64(k)) &- 1))
    let high = (rest &>> UInt64(length)) &>> 1
    return (rice, 1 &<< length | Int(high & ((1 &<< UInt64(length)) &- 1)))
  }

  /// `readRiceAndGamma` of codes of any length, and where they end; apart, so that a reader stays in registers.
  @usableFromInline @inline(never)
  func readLong(k: Int) -> (rice: Int, gamma: Int, end: Int) {
    var reader = self
    let rice = reader.readRice(k: k)
    let gamma = reader.readGamma()
    return (rice, gamma, reader.bit)
  }

  /// Reads a number of `BitWriter.writeGamma`.
  @inlinable @inline(__always)
  public mutating func readGamma() -> Int {
    let length = readUnary()
    return 1 &<< length | read(bits: length)
  }
}
