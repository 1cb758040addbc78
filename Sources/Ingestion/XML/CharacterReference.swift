internal import CLibXML2

/// A reference such as `&eacute;`, `&#233;` or `&#xE9;`.
///
/// The names are those of HTML 4, from libxml2's table, and `&apos;`.
enum CharacterReference {
  /// The scalar that the reference at `index` stands for, and the length of the reference in bytes.
  ///
  /// Returns nil if there is none, or none that is known. Numbers 128 to 159 mean windows-1252, as
  /// their writers mean it; numbers that are no scalar give U+FFFD.
  static func read(in source: ByteView, at index: Int) -> (
    scalar: UInt32, length: Int
  )? {
    let start = index + 1
    guard start + 1 < source.count else { return nil }
    if source[start] == 0x23 {
      return number(in: source, at: start + 1).map { ($0.scalar, $0.end - index) }
    }
    var name: [UInt8] = []
    var i = start
    while i < source.count, name.count <= 10 {
      let byte = source[i]
      if byte == 0x3B {
        return scalar(named: name).map { ($0, i + 1 - index) }
      }
      guard (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) else { return nil }
      name.append(byte)
      i += 1
    }
    return nil
  }

  private static func number(in source: ByteView, at start: Int) -> (
    scalar: UInt32, end: Int
  )? {
    var i = start
    let isHex = source[i] | 0x20 == 0x78
    if isHex { i += 1 }
    var value: UInt32 = 0
    let first = i
    while i < source.count, i - first < 24 {
      let byte = source[i]
      if byte == 0x3B, i > first { return (valid(value), i + 1) }
      let digit: UInt32
      switch byte {
      case 0x30...0x39: digit = UInt32(byte - 0x30)
      case 0x41...0x46 where isHex: digit = UInt32(byte - 0x37)
      case 0x61...0x66 where isHex: digit = UInt32(byte - 0x57)
      default: return nil
      }
      value = min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
      i += 1
    }
    return nil
  }

  private static func valid(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x7F: 0
    case 0x80...0x9F: WindowsLatin.scalar(UInt8(value))
    case 0xD800...0xDFFF, 0xFFFE, 0xFFFF, 0x110000...: 0xFFFD
    default: value
    }
  }

  private static func scalar(named name: [UInt8]) -> UInt32? {
    switch String(decoding: name, as: UTF8.self) {
    case "amp", "AMP": return 0x26
    case "lt", "LT": return 0x3C
    case "gt", "GT": return 0x3E
    case "quot", "QUOT": return 0x22
    case "apos": return 0x27
    case "nbsp": return 0xA0
    default:
      return unsafe (name + [0]).withUnsafeBufferPointer { name in
        unsafe htmlEntityLookup(name.baseAddress).map { unsafe $0.pointee.value }
      }
    }
  }
}
