/// Character references of HTML: `&eacute;`, `&#233;`, `&#xE9;`.
enum HTMLEntities {
  /// What a reference stands for and where it ends.
  struct Reference {
    /// One or two characters.
    let text: String
    /// The first byte after the reference.
    let end: Int
  }

  /// The reference that begins with the ampersand at `start`, or nil if that is a plain ampersand.
  ///
  /// Follows the HTML Standard, section 13.2.5.72 on: references 128 to 159 are windows-1252, and
  /// some old names need no semicolon, except in an attribute before a letter, digit or "=".
  static func reference(
    in bytes: [UInt8], at start: Int, insideAttribute: Bool = false
  ) -> Reference? {
    let first = start + 1
    guard first < bytes.count else { return nil }
    if bytes[first] == UInt8(ascii: "#") { return numeric(in: bytes, at: first + 1) }
    var end = first
    var hash = NameHash.seed
    var match: Reference?
    while end < bytes.count, end - first < longestName {
      let byte = bytes[end]
      guard byte.isLetter || byte.isDigit else { break }
      NameHash.add(byte, to: &hash)
      end += 1
      let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
      if isClosed || end - first <= longestLegacyName, let named = names[hash] {
        if isClosed { return Reference(text: named.text, end: end + 1) }
        if named.isLegacy { match = Reference(text: named.text, end: end) }
      }
    }
    if insideAttribute, let found = match, found.end < bytes.count {
      let next = bytes[found.end]
      if next == UInt8(ascii: "=") || next.isLetter || next.isDigit { return nil }
    }
    return match
  }

  private static func numeric(in bytes: [UInt8], at start: Int) -> Reference? {
    var index = start
    var value: UInt32 = 0
    let isHex = index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    let firstDigit = index
    while index < bytes.count {
      let byte = bytes[index]
      let digit: UInt32
      if byte.isDigit {
        digit = UInt32(byte - 0x30)
      } else if isHex, byte.lowercased >= UInt8(ascii: "a"), byte.lowercased <= UInt8(ascii: "f") {
        digit = UInt32(byte.lowercased - 0x61) + 10
      } else {
        break
      }
      value = min(value &* (isHex ? 16 : 10) &+ digit, 0x11_0000)
      index += 1
    }
    guard index > firstDigit else { return nil }
    if index < bytes.count, bytes[index] == UInt8(ascii: ";") { index += 1 }
    return Reference(text: String(scalar(value)), end: index)
  }

  /// The character that a numeric reference means.
  private static func scalar(_ value: UInt32) -> Unicode.Scalar {
    switch value {
    case 0x80...0x9F: Unicode.Scalar(windows1252[Int(value - 0x80)]) ?? " "
    case 9, 10, 12, 13: " "
    case 0..<32, 127: " "
    default: Unicode.Scalar(value) ?? "\u{FFFD}"
    }
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static let longestName = 32
  private static let longestLegacyName = 6

  private struct Named {
    let text: String
    let isLegacy: Bool
  }

  private static let names: [UInt64: Named] = {
    var names: [UInt64: Named] = [:]
    names.reserveCapacity(2_200)
    let words = standardTable.split { $0 == " " || $0 == "\n" }
    var index = 0
    while index + 1 < words.count {
      let isLegacy = words[index].utf8.first == UInt8(ascii: "!")
      var text = ""
      for code in words[index + 1].split(separator: "+") {
        guard let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) else {
          continue
        }
        text.unicodeScalars.append(scalar)
      }
      names[NameHash.of(isLegacy ? words[index].dropFirst() : words[index])] =
        Named(text: text, isLegacy: isLegacy)
      index += 2
    }
    return names
  }()
}
