/// Text as pages carry it: white space of every kind, invisible characters.
enum HTMLText {
  /// White space or an invisible character beyond ASCII at `index`: its length in bytes, 0 if it is
  /// neither, and whether it separates words.
  static func whiteSpace(
    in bytes: ArraySlice<UInt8>, at index: Int
  ) -> (length: Int, isSpace: Bool) {
    guard index + 1 < bytes.endIndex else { return (0, false) }
    let second = bytes[index + 1]
    switch bytes[index] {
    case 0xC2:
      if second == 0xA0 || second == 0x85 { return (2, true) }
      if second == 0xAD || (0x80..<0xA0).contains(second) { return (2, false) }
    case 0xE2:
      guard index + 2 < bytes.endIndex else { return (0, false) }
      let third = bytes[index + 2]
      if second == 0x80 {
        // U+2000 to U+200A, U+2028, U+2029, U+202F are spaces; U+200B and the marks of direction
        // U+200E, U+200F, U+202A to U+202E are invisible. The joiners U+200C, U+200D stay.
        if (0x80...0x8A).contains(third) || (0xA8...0xA9).contains(third) || third == 0xAF {
          return (3, true)
        }
        if third == 0x8B || third == 0x8E || third == 0x8F || (0xAA...0xAE).contains(third) {
          return (3, false)
        }
      } else if second == 0x81 {
        if third == 0x9F { return (3, true) }
        if third == 0xA0 || (0xA6...0xA9).contains(third) { return (3, false) }
      }
    case 0xE3:
      if index + 2 < bytes.endIndex, second == 0x80, bytes[index + 2] == 0x80 { return (3, true) }
    case 0xEF:
      if index + 2 < bytes.endIndex, second == 0xBB, bytes[index + 2] == 0xBF { return (3, false) }
    default: break
    }
    return (0, false)
  }

  /// `bytes` on one line: white space collapsed and trimmed, invisible characters gone.
  static func line(_ bytes: some RandomAccessCollection<UInt8>) -> String {
    let bytes = ArraySlice(bytes)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var isSpacePending = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let white =
        byte <= 0x20 || byte == 0x7F
        ? (length: 1, isSpace: true)
        : byte >= 0xC2 ? whiteSpace(in: bytes, at: index) : (length: 0, isSpace: false)
      if white.length > 0 {
        if white.isSpace { isSpacePending = true }
        index += white.length
        continue
      }
      if isSpacePending, !output.isEmpty { output.append(0x20) }
      isSpacePending = false
      output.append(byte)
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether `needle`, which is not empty, stands in `hay`, which has under 2,000 bytes.
  static func contains(_ needle: [UInt8], in hay: [UInt8]) -> Bool {
    guard let first = needle.first, hay.count >= needle.count, hay.count < 2_000 else {
      return false
    }
    for start in 0...(hay.count - needle.count) where hay[start] == first {
      if hay[start..<(start + needle.count)].elementsEqual(needle) { return true }
    }
    return false
  }

  /// The letters and digits of `bytes` for comparing: ASCII in lower case, no punctuation or space.
  static func letters(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var punctuationLeft = 0
    var previous: UInt8 = 0
    for byte in bytes {
      defer { previous = byte }
      if punctuationLeft > 0 {
        punctuationLeft -= 1
        continue
      }
      if byte < 0x80 {
        if byte.isLetter || byte.isDigit { output.append(byte.lowercased) }
        continue
      }
      output.append(byte)
      // U+2000 to U+206F (general punctuation) and U+0080 to U+00BF are no letters.
      if byte & 0xC0 == 0x80, previous == 0xE2, byte == 0x80 || byte == 0x81 {
        output.removeLast(2)
        punctuationLeft = 1
      } else if byte & 0xC0 == 0x80, previous == 0xC2 {
        output.removeLast(2)
      }
    }
    return output
  }
}
