/// One encoded scalar in bytes that claim to be UTF-8.
///
/// Source: table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences".
enum UTF8Sequence {
  /// The length, 1 to 4, of the well-formed sequence at `index`, or 0 if there is none.
  static func length(in bytes: ByteView, at index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      low = 0xA0
    case 0xED:
      length = 3
      high = 0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      low = 0x90
    case 0xF4:
      length = 4
      high = 0x8F
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard index + length <= bytes.count else { return 0 }
    guard (low...high).contains(bytes[index + 1]) else { return 0 }
    for i in 2..<max(length, 2) {
      guard bytes[index + i] & 0xC0 == 0x80 else { return 0 }
    }
    return length
  }
}
