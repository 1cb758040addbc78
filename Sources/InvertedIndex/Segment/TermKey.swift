internal import Bytes
internal import CSIMD

/// The field of a term and its first bytes as two integers that order keys as their bytes do.
///
/// `high` is the field and bytes 0 to 6, `low` bytes 7 to 13 and in its lowest byte the length, 15
/// meaning "more"; missing bytes are zero. Keys of terms up to 14 bytes are equal exactly if the
/// integers are, and the length decides between a term and the same with zero bytes behind it.
/// Longer terms that agree in both go on with their tails.
struct TermKey: Equatable, Sendable {
  /// The most bytes of a term that a key holds.
  static let inlineCount = 14

  let high: UInt64
  let low: UInt64

  /// The key of `term`, `length` bytes of which 15 may be read whatever the length.
  @inline(__always)
  init(field: UInt8, readable term: UnsafeRawPointer, length: Int) {
    let first = unsafe UInt64(bigEndian: term.loadUnaligned(as: UInt64.self)) &>> 8
    let second = unsafe UInt64(bigEndian: term.loadUnaligned(fromByteOffset: 7, as: UInt64.self))
    // Looked up: whether a word has more than seven letters is as good as chance.
    let held = min(length, Self.inlineCount &+ 1)
    high = UInt64(field) &<< 56 | first & term_high_mask(held)
    low = second & term_low_mask(held) | UInt64(truncatingIfNeeded: held)
  }

  /// The key of `term`.
  init(field: UInt8, term: UnsafeBufferPointer<UInt8>) {
    var padded = SIMD16<UInt8>()
    for i in 0..<min(term.count, 15) { padded[i] = unsafe term[i] }
    self = unsafe withUnsafeBytes(of: &padded) { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure("16 bytes have an address") }
      return unsafe TermKey(field: field, readable: base, length: term.count)
    }
  }

  /// The field.
  var field: UInt8 { UInt8(truncatingIfNeeded: high &>> 56) }

  /// Whether the term has more than `inlineCount` bytes.
  @inline(__always)
  var isCut: Bool { low & 0xFF > UInt64(Self.inlineCount) }

  /// A hash of both integers: the two halves of their product.
  ///
  /// No factor is zero: fields are below 32 and lengths below 16.
  @inline(__always)
  var hash: UInt64 {
    let product = (high ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: low ^ 0xD6E8_FEB8_6659_FDFF)
    return product.high ^ product.low
  }

  /// Whether this key is before `other`, tails apart.
  @inline(__always)
  func precedes(_ other: TermKey) -> Bool {
    high != other.high ? high < other.high : low < other.low
  }

  /// Appends the field and the bytes that the key holds.
  func appendBytes(to bytes: inout [UInt8]) {
    let length = min(Int(low & 0xFF), Self.inlineCount)
    for i in 0...min(length, 7) {
      bytes.append(UInt8(truncatingIfNeeded: high &>> UInt64(56 - 8 * i)))
    }
    if length > 7 {
      for i in 0..<length - 7 {
        bytes.append(UInt8(truncatingIfNeeded: low &>> UInt64(56 - 8 * i)))
      }
    }
  }
}

/// Where the bytes of a term stand that its key does not hold.
struct TermTail: Sendable {
  /// The offset in the lowest 48 bits, above them the number of bytes.
  let bits: UInt64

  static let none = TermTail(bits: 0)

  init(bits: UInt64) { self.bits = bits }
  init(offset: Int, count: Int) {
    bits = UInt64(truncatingIfNeeded: offset) | UInt64(truncatingIfNeeded: count) &<< 48
  }

  var offset: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF_FFFF) }
  var count: Int { Int(truncatingIfNeeded: bits &>> 48) }

  /// The bytes in `tails`.
  func bytes(in tails: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: tails[offset..<offset + count])
  }
}
