/// Writes words one after another.
///
/// The class of a word follows from the one before; which word it is, from the story, from words
/// used before, and from the habits of the word before.
struct Passage {
  /// How likely an open word is what; the rest is any word, by frequency.
  private enum Share {
    /// A word from earlier in the article.
    static let copied = 0.40
    /// The start of a phrase that all news share.
    static let phrase = 0.09
    /// The start of one of the story's names.
    static let name = 0.07
    /// One of the story's words.
    static let keyword = 0.22
    /// One of the section's words.
    static let section = 0.15
  }

  /// How likely a word is one that often follows the word before.
  private static let habit = 0.77
  /// How likely it then follows the two words before, of which few words are usual followers.
  private static let longHabit = 0.66
  /// How many of 100 habits to use an open word are those of the story.
  private static let ownHabit: UInt64 = 12
  /// How likely the word after a copied one is copied too.
  private static let copiedOn = 0.55

  private let vocabulary: Vocabulary
  private let successors: [DiscreteLaw]
  private let story: Story
  private var random: SeededRandom
  private var before = Word(.preposition, 0)
  private var earlier = Word(.preposition, 0)
  /// What is left of a phrase, the last word first.
  private var pending: [Word] = []
  /// The place from which the next word is copied.
  private var copying: Int?

  init(_ model: NewsModel, story: Story, seed: UInt64) {
    vocabulary = model.vocabulary
    successors = model.successors
    self.story = story
    random = SeededRandom(seed: seed)
  }

  /// Adds the next word to `text`, all words of the article so far.
  ///
  /// Of them are copied only words behind `start`.
  mutating func addWord(to text: inout [Word], since start: Int) {
    var word = next(text, start)
    // Hardly any word follows itself.
    if word == before { word = next(text, start) }
    (earlier, before) = (before, word)
    text.append(word)
  }

  private mutating func next(_ text: [Word], _ start: Int) -> Word {
    if let word = pending.popLast() { return word }
    if let place = copying {
      if place < text.count, random.chance(Self.copiedOn) {
        copying = place + 1
        return text[place]
      }
      copying = nil
    }
    let isHabit = random.chance(Self.habit)
    let first = isHabit ? habit() : random.next()
    let law = successors[before.wordClass.rawValue]
    let wordClass = WordClass(rawValue: law.index(SeededRandom.unit(first))) ?? .open
    if isHabit {
      let second = SeededRandom.hash(first, 1)
      if wordClass == .open, second % 100 < Self.ownHabit {
        return story.keyword(SeededRandom.unit(second), vocabulary)
      }
      return story.inFashion(vocabulary.word(wordClass, SeededRandom.unit(second)))
    }
    return wordClass == .open ? openWord(text, start) : vocabulary.word(wordClass, random.unit())
  }

  /// A hash of the word before and of a small number: which of its usual followers comes.
  ///
  /// A frequent word has thousands of followers, a rare one a few; the first come most often.
  private mutating func habit() -> UInt64 {
    if random.chance(Self.longHabit) {
      let number = Binary.exponential(random.unit() * 2)
      return SeededRandom.hash(SeededRandom.hash(earlier.bits, before.bits), UInt64(number))
    }
    let digits = before.wordClass == .open ? 11 - 0.8 * Double(before.place.bitWidthUsed) : 8
    let number = Binary.exponential(random.unit() * max(digits, 1.5))
    return SeededRandom.hash(before.bits, UInt64(number))
  }

  private mutating func openWord(_ text: [Word], _ start: Int) -> Word {
    var u = random.unit()
    if u < Share.copied, text.count > start {
      // Several tries, as most places hold other words.
      for _ in 0..<4 {
        let place = start + random.below(text.count - start)
        if text[place].wordClass == .open {
          copying = place + 1
          return text[place]
        }
      }
    }
    u -= Share.copied
    if u < 0 { return story.inFashion(vocabulary.word(.open, random.unit())) }
    if u < Share.phrase {
      // Number n of the phrases about as often as 1 / n.
      let number = Binary.exponential(random.unit() * 15)
      return begin(Story.phrase(UInt64(number) &+ 0x9A5E_0000, vocabulary))
    }
    u -= Share.phrase
    if u < Share.name { return begin(story.name(random.unit(), vocabulary)) }
    u -= Share.name
    if u < Share.keyword { return story.keyword(random.unit(), vocabulary) }
    u -= Share.keyword
    if u < Share.section { return story.sectionWord(random.unit(), vocabulary) }
    return story.inFashion(vocabulary.word(.open, random.unit()))
  }

  /// The first word of a phrase; the others will follow.
  private mutating func begin(_ phrase: [Word]) -> Word {
    pending = phrase.dropFirst().reversed()
    return phrase.first ?? Word(.open, 0)
  }
}

extension Int {
  /// The binary digits of a number that is not negative.
  fileprivate var bitWidthUsed: Int { bitWidth - leadingZeroBitCount }
}
