/// The word break property of a scalar (UAX #29, table 3), and what it means for a token.
struct WordBreakProperty: Equatable {
  /// Bits 0-4 the property, 5 Extended_Pictographic, 6 part of a word, 7 indexed as bigrams.
  let bits: UInt8

  static let other = Self(bits: 0)
  static let cr = Self(bits: 1)
  static let lf = Self(bits: 2)
  static let newline = Self(bits: 3)
  static let extend = Self(bits: 4)
  static let zwj = Self(bits: 5)
  static let format = Self(bits: 6)
  static let regionalIndicator = Self(bits: 7)
  static let katakana = Self(bits: 8)
  static let hebrewLetter = Self(bits: 9)
  static let aLetter = Self(bits: 10)
  static let singleQuote = Self(bits: 11)
  static let doubleQuote = Self(bits: 12)
  static let midNumLet = Self(bits: 13)
  static let midLetter = Self(bits: 14)
  static let midNum = Self(bits: 15)
  static let numeric = Self(bits: 16)
  static let extendNumLet = Self(bits: 17)
  static let wSegSpace = Self(bits: 18)

  /// The property alone.
  @inline(__always)
  var kind: Self { Self(bits: bits & 31) }
  /// Whether the scalar is Extended_Pictographic.
  @inline(__always)
  var isPictographic: Bool { bits & 32 != 0 }
  /// Whether the scalar makes its segment a word: a letter, ideograph, or decimal digit.
  @inline(__always)
  var isWord: Bool { bits & 64 != 0 }
  /// Whether the scalar belongs to writing without spaces, indexed as overlapping bigrams.
  @inline(__always)
  var isBigram: Bool { bits & 128 != 0 }

  /// The property as a set of one.
  @inline(__always)
  var set: WordBreakSet { WordBreakSet(rawValue: 1 &<< UInt32(bits & 31)) }
}

/// A set of word break properties.
struct WordBreakSet: OptionSet {
  let rawValue: UInt32

  static let newlines: Self = [
    WordBreakProperty.cr.set, WordBreakProperty.lf.set, WordBreakProperty.newline.set,
  ]
  /// Those that rule WB4 passes over.
  static let ignored: Self = [
    WordBreakProperty.extend.set, WordBreakProperty.format.set, WordBreakProperty.zwj.set,
  ]
  /// AHLetter.
  static let letters: Self = [WordBreakProperty.aLetter.set, WordBreakProperty.hebrewLetter.set]
  static let lettersAndDigits: Self = [.letters, WordBreakProperty.numeric.set]
  /// MidLetter and MidNumLetQ.
  static let betweenLetters: Self = [
    WordBreakProperty.midLetter.set, WordBreakProperty.midNumLet.set,
    WordBreakProperty.singleQuote.set,
  ]
  /// MidNum and MidNumLetQ.
  static let betweenDigits: Self = [
    WordBreakProperty.midNum.set, WordBreakProperty.midNumLet.set,
    WordBreakProperty.singleQuote.set,
  ]
  /// Those that join nothing when a segment begins with them.
  static let inert: Self = [
    .ignored, .betweenLetters, .betweenDigits, WordBreakProperty.doubleQuote.set,
  ]
  /// What stands before and after ExtendNumLet in rules WB13a and WB13b.
  static let extendable: Self = [
    .lettersAndDigits, WordBreakProperty.katakana.set, WordBreakProperty.extendNumLet.set,
  ]

  @inline(__always)
  func holds(_ property: WordBreakProperty) -> Bool {
    rawValue &>> UInt32(property.bits & 31) & 1 != 0
  }
}
