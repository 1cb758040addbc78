/// Classes of ASCII bytes as markup and dates use them.
extension UInt8 {
  /// Space, tab, line feed, form feed or carriage return.
  @inline(__always) var isSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  /// 0 to 9.
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }

  /// A to Z or a to z.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// A to Z made a to z; every other byte as it is.
  @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension Array where Element == UInt8 {
  /// Whether the bytes from `start` on read `text`, which is lower-case ASCII, in either case.
  func hasASCII(_ text: String, at start: Int) -> Bool {
    guard start >= 0, count - start >= text.utf8.count else { return false }
    var index = start
    for letter in text.utf8 {
      if self[index].lowercased != letter { return false }
      index += 1
    }
    return true
  }
}
