/// A piece of a written date.
enum DateToken: Equatable {
  /// A number and how many digits it has; 9 digits at most.
  case number(value: Int, digits: Int)
  case word(DateWord)
  /// A punctuation mark between the others.
  case mark(UInt8)
}

/// Cuts the text of a date into numbers, known words and marks.
enum DateTokens {
  /// The tokens of `bytes`, or nil if a word among them has no place in a date.
  static func tokens(of bytes: ByteView) -> [DateToken]? {
    var tokens: [DateToken] = []
    tokens.reserveCapacity(16)
    var scalars = Array(bytes.text.unicodeScalars)
    scalars.append(" ")
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if let first = digit(scalar) {
        var value = first
        var digits = 1
        index += 1
        while index < scalars.count, let next = digit(scalars[index]) {
          value = value * 10 + next
          digits += 1
          index += 1
          if digits > 9 { return nil }
        }
        tokens.append(.number(value: value, digits: digits))
      } else if isUnspaced(scalar) {
        guard let length = appendUnspaced(scalars, at: index, to: &tokens) else { return nil }
        index += length
      } else if scalar.properties.isAlphabetic {
        let start = index
        while index < scalars.count, isWordPart(scalars, at: index) { index += 1 }
        guard appendWord(scalars[start..<index], to: &tokens) else { return nil }
      } else {
        appendMark(scalar, to: &tokens)
        index += 1
      }
    }
    return tokens
  }

  /// The value of a decimal digit: ASCII, Arabic, Persian, Devanagari or full width.
  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    let value = Int(scalar.value)
    for zero in [0x30, 0x660, 0x6F0, 0x966, 0xFF10] where value >= zero && value < zero + 10 {
      return value - zero
    }
    return nil
  }

  /// Chinese, Japanese and Korean letters, which stand without spaces between words.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF: true
    default: false
    }
  }

  /// Letters and marks of a word; a full stop between letters ("a.m.") belongs to it.
  private static func isWordPart(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = scalars[index]
    if isUnspaced(scalar) || digit(scalar) != nil { return false }
    if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark {
      return true
    }
    if scalar == "'" || scalar == "\u{2019}" { return true }
    // "a.m.", "p.m.", "μ.μ.": one letter, a stop, one letter.
    guard scalar == ".", index > 0, index + 1 < scalars.count else { return false }
    return scalars[index - 1].properties.isAlphabetic
      && scalars[index + 1].properties.isAlphabetic
      && (index == 1 || !scalars[index - 2].properties.isAlphabetic)
  }

  private static func appendWord(
    _ scalars: ArraySlice<Unicode.Scalar>, to tokens: inout [DateToken]
  ) -> Bool {
    var text = String.UnicodeScalarView()
    for scalar in scalars where scalar != "." && scalar != "'" && scalar != "\u{2019}" {
      text.append(scalar)
    }
    let word = String(text).lowercased()
    if let known = DateWord.known[word] {
      tokens.append(.word(known))
      return true
    }
    // "T09" between date and time, "Z" and the military letters stand in the vocabulary; a leading
    // article as in "l'8 janvier" or "d'agosto" is dropped.
    for article in ["l", "d"] where word.hasPrefix(article) {
      if let known = DateWord.known[String(word.dropFirst())] {
        tokens.append(.word(known))
        return true
      }
    }
    return false
  }

  private static func appendUnspaced(
    _ scalars: [Unicode.Scalar], at index: Int, to tokens: inout [DateToken]
  ) -> Int? {
    for length in stride(from: min(4, scalars.count - index), through: 1, by: -1) {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[index..<(index + length)])
      if let word = DateWord.known[String(text)] {
        tokens.append(.word(word))
        return length
      }
    }
    return nil
  }

  private static func appendMark(_ scalar: Unicode.Scalar, to tokens: inout [DateToken]) {
    switch scalar {
    case "-", "\u{2010}"..."\u{2015}", "\u{2212}": tokens.append(.mark(UInt8(ascii: "-")))
    case "/", ".", ":", "+", ",": tokens.append(.mark(UInt8(ascii: scalar)))
    case "\u{FF1A}": tokens.append(.mark(UInt8(ascii: ":")))
    case "\u{FF0F}": tokens.append(.mark(UInt8(ascii: "/")))
    default: break
    }
  }
}
