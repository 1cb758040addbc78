/// Bytes of UTF-8 read scalar by scalar.
///
/// Every read stays inside the bytes, whatever they hold: what is cut off by the end, lies beyond
/// U+10FFFF, or is ASCII in more than one byte reads as U+FFFD.
@safe struct UTF8Text {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// The `count` bytes at `base`, which must outlive the text.
  init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The byte at `i`, or 0 outside the text.
  @inline(__always)
  func byte(at i: Int) -> UInt8 {
    UInt(bitPattern: i) < UInt(bitPattern: count) ? unsafe base[i] : 0
  }

  /// The scalar at `i`, which must be inside the text, and its number of bytes.
  @inline(__always)
  func scalar(at i: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(byte(at: i))
    if lead < 0x80 { return (lead, 1) }
    let left = count &- i
    if lead < 0xC2 { return (0xFFFD, 1) }
    if lead < 0xE0 {
      guard left >= 2 else { return (0xFFFD, left) }
      return ((lead & 0x1F) &<< 6 | tail(i &+ 1), 2)
    }
    if lead < 0xF0 {
      guard left >= 3 else { return (0xFFFD, left) }
      let value = (lead & 0x0F) &<< 12 | tail(i &+ 1) &<< 6 | tail(i &+ 2)
      return (value >= 0x80 ? value : 0xFFFD, 3)
    }
    guard left >= 4 else { return (0xFFFD, left) }
    let value =
      (lead & 0x07) &<< 18 | tail(i &+ 1) &<< 12 | tail(i &+ 2) &<< 6 | tail(i &+ 3)
    return (value >= 0x80 && value <= 0x10FFFF ? value : 0xFFFD, 4)
  }

  /// The six bits of the continuation byte at `i`, which must be inside the text.
  @inline(__always)
  private func tail(_ i: Int) -> UInt32 { unsafe UInt32(base[i] & 0x3F) }

  /// The number of bytes of the apostrophe at `i`, or 0: ' ‘ ’ ʼ ＇.
  @inline(__always)
  func apostrophe(at i: Int) -> Int {
    switch byte(at: i) {
    case 0x27: 1
    case 0xCA: byte(at: i &+ 1) == 0xBC ? 2 : 0
    case 0xE2: byte(at: i &+ 1) == 0x80 && byte(at: i &+ 2) & 0xFE == 0x98 ? 3 : 0
    case 0xEF: byte(at: i &+ 1) == 0xBC && byte(at: i &+ 2) == 0x87 ? 3 : 0
    default: 0
    }
  }

  /// The number of bytes of the hyphen at `i`, or 0: - ‐ ‑ ﹣ －.
  @inline(__always)
  func hyphen(at i: Int) -> Int {
    switch byte(at: i) {
    case 0x2D: 1
    case 0xE2: byte(at: i &+ 1) == 0x80 && byte(at: i &+ 2) & 0xFE == 0x90 ? 3 : 0
    case 0xEF:
      byte(at: i &+ 1) == 0xB9 && byte(at: i &+ 2) == 0xA3
        || byte(at: i &+ 1) == 0xBC && byte(at: i &+ 2) == 0x8D ? 3 : 0
    default: 0
    }
  }

  /// The number of bytes of the no-break space at `i`, or 0: U+00A0, U+202F.
  @inline(__always)
  func noBreakSpace(at i: Int) -> Int {
    switch byte(at: i) {
    case 0xC2: byte(at: i &+ 1) == 0xA0 ? 2 : 0
    case 0xE2: byte(at: i &+ 1) == 0x80 && byte(at: i &+ 2) == 0xAF ? 3 : 0
    default: 0
    }
  }
}
