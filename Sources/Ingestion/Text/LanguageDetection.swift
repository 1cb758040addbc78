internal import CCLD2

/// Finds out which language a text is in, for articles that do not say.
enum LanguageDetection {
  /// Shorter texts say too little, in bytes.
  private static let shortest = 120
  /// No more is looked at, in bytes.
  private static let longest = 4_096

  /// The BCP 47 tag of the language of `text`, or "" if that is not certain.
  ///
  /// - Complexity: some 40 µs, whatever the length.
  static func language(of text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.count >= shortest else { return "" }
      var end = min(utf8.count, longest)
      // Not inside a character.
      while unsafe end < utf8.count && utf8[end] & 0xC0 == 0x80 { end -= 1 }
      return unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
        guard let code = unsafe cld2_language(bytes.baseAddress, Int32(end)) else { return "" }
        return tag(of: unsafe String(cString: code))
      }
    }
  }

  /// The tag for a code of the detector, which has some that were given up.
  private static func tag(of code: String) -> String {
    switch code {
    case "iw": "he"
    case "jw": "jv"
    case "in": "id"
    default: code.lowercased()
    }
  }
}
