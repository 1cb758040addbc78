/// A growing run of bytes, written with the vocabulary that `ByteReader` reads with.
public struct ByteWriter: Sendable {
  /// What was written.
  public var bytes: [UInt8] = []

  /// A writer that has written nothing.
  public init() {}

  /// The number of bytes written.
  public var count: Int { bytes.count }

  /// Writes a little-endian integer of its own width.
  @inlinable public mutating func write<T: FixedWidthInteger & UnsignedInteger>(_ value: T) {
    var rest = value
    for _ in 0..<MemoryLayout<T>.size {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest = rest >> 8
    }
  }

  /// Writes `value` seven bits a byte, the lowest first, the top bit meaning "more follows".
  @inlinable public mutating func writeVariable(_ value: Int) {
    var rest = UInt64(truncatingIfNeeded: value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes the length and the bytes of `text` in UTF-8.
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      writeVariable(utf8.count)
      unsafe bytes.append(contentsOf: utf8)
    }
  }

  /// Writes `bytes` as they are.
  @inlinable public mutating func append(_ more: some Sequence<UInt8>) {
    bytes.append(contentsOf: more)
  }
}
