/// All words: their frequencies and their spelling.
struct Vocabulary {
  private let open: ZipfLaw
  private let closed: [DiscreteLaw]
  private let closedWords: [[[UInt8]]]
  private let spelling: Spelling

  init() {
    // Frequencies among open words, measured as in WordClass.
    open = ZipfLaw(
      [
        (1, 0.0245), (2, 0.0119), (10, 0.0040), (100, 0.00110), (1_000, 2.15e-4),
        (10_000, 7.4e-6), (20_000, 2.6e-6),
      ], tail: 2.05)
    closed = WordClass.allCases.map { DiscreteLaw($0.words.map(\.frequency) + [0]) }
    closedWords = WordClass.allCases.map { $0.words.map { Array($0.word.utf8) } }
    spelling = Spelling(avoiding: functionWords)
  }

  /// The word of the class that belongs to the probability `u`.
  func word(_ wordClass: WordClass, _ u: Double) -> Word {
    switch wordClass {
    case .open: Word(.open, open.rank(u))
    case .number: number(u)
    default: Word(wordClass, closed[wordClass.rawValue].index(u))
    }
  }

  /// Small numbers, thousands, years, tens, and others of any size.
  private func number(_ u: Double) -> Word {
    switch u {
    case ..<0.50: Word(.number, Int(Binary.exponential(u / 0.50 * 3.9)))
    case ..<0.53: .thousands
    case ..<0.65: Word(.number, 2_000 + Int((u - 0.53) / 0.12 * 11))
    case ..<0.80: Word(.number, 10 + Int((u - 0.65) / 0.15 * 22))
    case ..<0.92: Word(.number, 5 * (4 + Int((u - 0.80) / 0.12 * 17)))
    default: Word(.number, Int(Binary.exponential(5.5 + (u - 0.92) / 0.08 * 6)))
    }
  }

  /// Adds the letters of `word` to `text`.
  func append(_ word: Word, to text: inout [UInt8]) {
    switch word.wordClass {
    case .open: text += spelling.word(word.place)
    case .number where word == .thousands: text += [48, 48, 48]
    case .number: text += String(word.place).utf8
    default: text += closedWords[word.wordClass.rawValue][word.place]
    }
  }
}
