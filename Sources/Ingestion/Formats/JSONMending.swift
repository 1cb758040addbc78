/// Mends what JSON's grammar forbids and programs write all the same.
enum JSONMending {
  /// `text` with what is broken replaced, or nil if nothing of the kind is in it.
  ///
  /// Bad bytes of another encoding are decoded; halves of surrogate pairs become U+FFFD, control
  /// characters in strings blanks, NaN and infinities null. Linear.
  static func mended(_ text: ByteView) -> String? {
    let isUTF8 = unsafe text.withBytes { unsafe CharacterDecoding.isValidUTF8($0) }
    if !isUTF8 {
      var decoded = unsafe text.withBytes { unsafe CharacterDecoding.decode($0) }
      let mended = decoded.withUTF8 { unsafe mendedGrammar(ByteView(UnsafeRawBufferPointer($0))) }
      return mended ?? decoded
    }
    return mendedGrammar(text)
  }

  private static func mendedGrammar(_ text: ByteView) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var inString = false
    var changed = false
    var i = 0
    while i < text.count {
      let byte = text[i]
      if inString {
        if byte == 0x5C, i + 1 < text.count {
          let length = escapeLength(text, at: i)
          if length.isBroken {
            result += Array("\\ufffd".utf8)
            changed = true
          } else {
            text.copy(i..<i + length.count, to: &result)
          }
          i += length.count
          continue
        }
        if byte == 0x22 { inString = false }
        if byte < 0x20 { changed = true }
        result.append(byte < 0x20 ? 0x20 : byte)
        i += 1
      } else {
        if byte == 0x22 { inString = true }
        if let word = words.first(where: { text.matches($0, at: i) }) {
          result += Array("null".utf8)
          changed = true
          i += word.count
        } else {
          result.append(byte)
          i += 1
        }
      }
    }
    return changed ? String(decoding: result, as: UTF8.self) : nil
  }

  private static let words = ["NaN", "-Infinity", "Infinity"].map { Array($0.utf8) }

  /// The length of the escape at `index`, a pair counting as one; a lone half is broken.
  private static func escapeLength(_ text: ByteView, at index: Int) -> (count: Int, isBroken: Bool)
  {
    guard text[index + 1] == 0x75 else { return (2, false) }
    guard let first = hex(text, at: index + 2) else { return (2, false) }
    guard (0xD800...0xDFFF).contains(first) else { return (6, false) }
    if first < 0xDC00, text.matches([0x5C, 0x75], at: index + 6),
      let second = hex(text, at: index + 8), (0xDC00...0xDFFF).contains(second)
    {
      return (12, false)
    }
    return (6, true)
  }

  private static func hex(_ text: ByteView, at index: Int) -> UInt32? {
    guard index + 4 <= text.count else { return nil }
    return UInt32(text[index..<index + 4].text, radix: 16)
  }
}
