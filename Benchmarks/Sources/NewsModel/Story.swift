/// What articles are about: words and names that come more often than elsewhere.
///
/// Nothing is stored: all follows from the number of the story, by hashes.
struct Story {
  private let seed: UInt64
  private let section: UInt64
  private let article: UInt64

  /// The most frequent open words do not change with the time.
  private static let alwaysInFashion = 1_000
  /// The articles for which a fashion lasts.
  private static let era: UInt64 = 5_000

  /// The number of names that a story has.
  private static let names = 6

  /// What belongs to no story.
  static let ofAllArticles = Story()

  private init() { (seed, section, article) = (0, 0, 0) }

  /// The story that article number `article` tells: mostly a recent one, at times an old one.
  ///
  /// A story begins every 12 articles or so; how often it is told falls with its age.
  init(article: Int, seed: UInt64, random: inout SeededRandom) {
    let age = Binary.exponential(random.unit() * 12) - 1
    let number = Int((Double(article) / 12 - age).rounded(.down))
    self.seed = SeededRandom.hash(seed, UInt64(bitPattern: Int64(number)))
    self.article = UInt64(article)
    let sectionNumber = self.seed % 60
    let era = UInt64(article + 50 * Int(sectionNumber)) / 3_000
    section = SeededRandom.hash(SeededRandom.hash(seed ^ 0x5EC7, sectionNumber), era)
  }

  /// The word that is in fashion now in the place of `word`.
  ///
  /// Of four less frequent words of about the same frequency, most articles of a time use the same.
  func inFashion(_ word: Word) -> Word {
    guard word.wordClass == .open, word.place >= Self.alwaysInFashion,
      SeededRandom.hash(word.bits, 0xFA5) % 10 < 7
    else { return word }
    let group = UInt64(word.place / 4)
    let era = (article + SeededRandom.hash(group, 0xE6A) % Self.era) / Self.era
    return Word(.open, Int(group * 4 + SeededRandom.hash(group, era) % 4))
  }

  /// A word of the story; the lower `u`, the more frequent in it.
  func keyword(_ u: Double, _ vocabulary: Vocabulary) -> Word {
    let number = UInt64(Binary.exponential(u * 6))
    return vocabulary.word(.open, SeededRandom.unit(SeededRandom.hash(seed, number)))
  }

  /// A word of the story's section, such as sports or markets.
  func sectionWord(_ u: Double, _ vocabulary: Vocabulary) -> Word {
    let number = UInt64(Binary.exponential(u * 11))
    return vocabulary.word(.open, SeededRandom.unit(SeededRandom.hash(section, number)))
  }

  /// One of the story's names.
  func name(_ u: Double, _ vocabulary: Vocabulary) -> [Word] {
    let number = UInt64(u * u * Double(Self.names))
    return Self.phrase(SeededRandom.hash(seed ^ 0x7A3E, number), vocabulary)
  }

  /// The seed of a passage that articles of the story repeat word by word.
  func backgroundSeed(_ number: UInt64) -> UInt64 { SeededRandom.hash(seed ^ 0xBAC6, number) }

  /// The two to four words of the phrase with this hash; some have of the, and or the like within.
  static func phrase(_ hash: UInt64, _ vocabulary: Vocabulary) -> [Word] {
    var random = SeededRandom(seed: hash)
    var words = [vocabulary.word(.open, random.unit())]
    if random.chance(0.15) {
      words.append(vocabulary.word(.preposition, random.unit()))
      if random.chance(0.6) { words.append(vocabulary.word(.determiner, 0)) }
    }
    let more = random.chance(0.75) ? 1 : 2
    for _ in 0..<more { words.append(vocabulary.word(.open, random.unit())) }
    return words
  }
}
