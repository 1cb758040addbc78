/// Reads what `ByteWriter` wrote, and never past the end.
///
/// A read that would pass the end gives zeros and sets `failed`; so a damaged run of bytes is
/// noticed once, at the end, and never traps.
@safe @frozen public struct ByteReader {
  @usableFromInline let base: UnsafeRawPointer?
  @usableFromInline let end: Int
  /// The offset of the next byte.
  public var offset: Int { place }
  @usableFromInline var place: Int
  /// Whether a read went past the end or a number was malformed.
  public var failed: Bool { hasFailed }
  @usableFromInline var hasFailed = false

  /// A reader of `bytes`, which must outlive it.
  public init(_ bytes: UnsafeRawBufferPointer) {
    unsafe base = bytes.baseAddress
    end = bytes.count
    place = 0
  }

  /// Whether all bytes were read.
  public var isAtEnd: Bool { offset >= end }

  /// Reads a little-endian integer of its own width.
  @inlinable public mutating func read<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type = T.self
  ) -> T {
    guard let base = unsafe base, end - offset >= MemoryLayout<T>.size else { return fail() }
    let value = unsafe base.loadUnaligned(fromByteOffset: offset, as: T.self)
    place += MemoryLayout<T>.size
    return T(littleEndian: value)
  }

  /// Reads a number of `ByteWriter.writeVariable`, in as few bytes as it takes.
  @inlinable public mutating func readVariable() -> Int {
    guard let base = unsafe base else { return fail() }
    var value = 0
    var shift = 0
    while offset < end, shift < 63 {
      let byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      place += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 {
        if byte == 0, shift > 0 { break }
        return value
      }
      shift += 7
    }
    return fail()
  }

  /// Reads a text of `ByteWriter.write`; invalid UTF-8 is repaired.
  public mutating func readText() -> String {
    let length = readVariable()
    guard let base = unsafe base, length >= 0, length <= end - offset else {
      hasFailed = true
      return ""
    }
    defer { place += length }
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: base + offset, count: length), as: UTF8.self)
  }

  /// Steps over `count` bytes.
  public mutating func skip(_ count: Int) {
    guard count >= 0, count <= end - offset else {
      hasFailed = true
      place = end
      return
    }
    place += count
  }

  @usableFromInline mutating func fail<T: FixedWidthInteger>() -> T {
    hasFailed = true
    place = end
    return 0
  }
}
