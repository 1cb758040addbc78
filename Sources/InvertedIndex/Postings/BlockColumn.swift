public import Bytes

/// A number of each block of a list: its last document, where its bytes start, or how many postings there are before.
///
/// They never descend, and blocks of a list are much alike. So what is written is the distance of each from a line,
/// the number of block b from ⌊`slope` · b / 256⌋ + `least`; from 0 where that takes no more bits.
@frozen @usableFromInline struct BlockColumn: BitwiseCopyable, Sendable {
  /// In the byte of the width: the line follows.
  static let lineFlag: UInt8 = 1 << 7
  /// The bytes of a line.
  static let lineBytes = MemoryLayout<UInt32>.size + MemoryLayout<Int32>.size
  /// No distance takes more bits.
  static let mostWidth: UInt8 = 32

  @usableFromInline let slope: UInt32
  @usableFromInline let least: Int32
  /// The bits of each distance.
  @usableFromInline let width: UInt8

  /// A column of no bits, all of whose numbers are 0.
  init() { self.init(slope: 0, least: 0, width: 0) }

  /// The column that `bytes` state at `offset`, which moves behind it.
  @inline(__always)
  init(_ bytes: UnsafeRawPointer, _ offset: inout Int) {
    let byte = unsafe bytes.load(fromByteOffset: offset, as: UInt8.self)
    offset &+= 1
    width = byte & ~Self.lineFlag
    guard byte & Self.lineFlag != 0 else {
      (slope, least) = (0, 0)
      return
    }
    slope = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    least = unsafe bytes.loadUnaligned(
      fromByteOffset: offset &+ MemoryLayout<UInt32>.size, as: Int32.self)
    offset &+= Self.lineBytes
  }

  /// The same by a reader that checks every bound; nil if no column is stated.
  init?(_ reader: inout ByteReader) {
    let byte = reader.read(UInt8.self)
    width = byte & ~Self.lineFlag
    let hasLine = byte & Self.lineFlag != 0
    slope = hasLine ? reader.read(UInt32.self) : 0
    least = hasLine ? Int32(bitPattern: reader.read(UInt32.self)) : 0
    if reader.failed || width > Self.mostWidth { return nil }
  }

  /// The column in which `numbers`, each at least the one before, take the fewest bytes.
  init(of numbers: [Int]) {
    let plain = PostingsLayout.width(below: (numbers.last ?? 0) + 1)
    if let line = Self.line(through: numbers),
      numbers.count * (plain - Int(line.width)) > 8 * Self.lineBytes
    {
      self = line
    } else {
      self.init(slope: 0, least: 0, width: UInt8(plain))
    }
  }

  private init(slope: UInt32, least: Int32, width: UInt8) {
    (self.slope, self.least, self.width) = (slope, least, width)
  }

  /// The line that is as high over the last block as over the first; nil if it cannot be stated.
  private static func line(through numbers: [Int]) -> BlockColumn? {
    guard let first = numbers.first, let last = numbers.last, numbers.count > 1,
      let slope = UInt32(exactly: (last - first) * 256 / (numbers.count - 1))
    else { return nil }
    let distances = numbers.enumerated().map { $1 - (Int(slope) * $0) >> 8 }
    guard let low = distances.min(), let high = distances.max(), let least = Int32(exactly: low)
    else { return nil }
    let width = PostingsLayout.width(below: high - low + 1)
    return BlockColumn(slope: slope, least: least, width: UInt8(width))
  }

  /// Where the line is over `block`.
  @inlinable @inline(__always)
  func line(_ block: Int) -> Int { (Int(slope) &* block) &>> 8 &+ Int(least) }

  /// The number of `block`, whose distance is next in `bits`.
  @inlinable @inline(__always)
  func read(_ block: Int, from bits: inout BitReader) -> Int {
    line(block) &+ bits.read(bits: Int(width))
  }

  /// Writes the column as `init` reads it.
  func write(to bytes: inout ByteWriter) {
    let hasLine = slope != 0 || least != 0
    bytes.write(width | (hasLine ? Self.lineFlag : 0))
    guard hasLine else { return }
    bytes.write(slope)
    bytes.write(UInt32(bitPattern: least))
  }
}
