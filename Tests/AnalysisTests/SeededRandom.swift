/// SplitMix64: the same numbers for the same seed, so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Pieces on which the rules turn.
  private static let pieces: [String] =
    [
      "a", "B", "US", "it", "word", "Word", "longerword", "x1", "1", "12", "000", "345", "2025",
      "_",
    ]
    + [" ", " ", " ", " ", ".", ",", "'", ":", ";", "-", "\"", "/", "(", "\n", "\r\n", "\t"]
    + [
      "'s", "’s", "’", "‘", "U.S.", "p.m.", "—", "‐", "‑", "\u{A0}", "\u{202F}", "\u{AD}",
      "\u{200D}",
    ]
    + ["\u{301}", "\u{306}", "\u{3099}", "\u{FE0F}", "é", "ß", "ñ", "İ", "ﬁ", "½", "ʼ", "·", "Ⓜ"]
    + ["слово", "и", "ё", "שלום", "\u{5D0}\"\u{5D1}", "مُحَمَّد", "١٢٣", "٬", "٫", "हिन्दी", "ไทย", "กั"]
    + ["中国", "日", "か", "カ", "ー", "ｶ", "ﾞ", "한국", "\u{1112}", "\u{1161}", "👍", "🇰🇷", "👩‍💻", "１"]

  /// A text of `length` pieces.
  mutating func text(length: Int) -> String {
    var text = ""
    for _ in 0..<length {
      if next() % 16 == 0 {
        text.unicodeScalars.append(scalar())
      } else {
        text += Self.pieces[Int(next() % UInt64(Self.pieces.count))]
      }
    }
    return text
  }

  /// Any scalar.
  mutating func scalar() -> Unicode.Scalar {
    Unicode.Scalar(UInt32(next() % (next() % 2 == 0 ? 0x3000 : 0x110000))) ?? " "
  }

  /// A text of `length` characters of ASCII, mostly those on which the rules turn.
  mutating func ascii(length: Int) -> [UInt8] {
    let alphabet = Array("abcdeUSIT1203   '.,:;-_\"$/\n".utf8)
    return (0..<length).map { _ in
      next() % 8 == 0
        ? UInt8(truncatingIfNeeded: next() & 127) : alphabet[Int(next() % UInt64(alphabet.count))]
    }
  }
}
