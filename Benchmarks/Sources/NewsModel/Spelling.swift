/// Spells words that look like words: syllables after the number of a word.
///
/// Different numbers give different words, as each consists of consonants and vowels in turn, and
/// the number can be read back from them; the frequent are short.
struct Spelling {
  private static let onsets = list(
    "b c d f g h j k l m n p r s t v w z br ch cr dr fl gr pl pr sh st th tr")
  private static let vowels = list("a e i o u ea ai ou")
  private static let codas = list("n r l s t nd st ng m ck rt ll ns nt rs x")
  private static let known = 1 << 16

  private let cache: [[UInt8]]
  private let taken: Set<[UInt8]>

  /// A spelling that never gives one of the words `taken`.
  init(avoiding taken: Set<[UInt8]>) {
    self.taken = taken
    cache = (0..<Self.known).map { Self.spell($0, taken) }
  }

  /// The letters of the word with this number, 0 or more.
  func word(_ number: Int) -> [UInt8] {
    number < cache.count ? cache[number] : Self.spell(number, taken)
  }

  private static func spell(_ number: Int, _ taken: Set<[UInt8]>) -> [UInt8] {
    var rest = number
    // How many words there are of one syllable, of two, …
    var syllables = 1
    var size = onsets.count * vowels.count * codas.count
    // Only the first few are of one syllable.
    var limit = 300
    while rest >= limit {
      rest -= limit
      syllables += 1
      size *= onsets.count * vowels.count
      limit = syllables == 2 ? 16_000 : size
    }
    // Neighbours should not look alike: an odd multiple with no common factor with the size.
    rest = rest &* 7_919 % size
    var letters: [UInt8] = []
    for _ in 0..<syllables {
      letters += onsets[rest % onsets.count]
      rest /= onsets.count
      letters += vowels[rest % vowels.count]
      rest /= vowels.count
    }
    letters += codas[rest]
    return taken.contains(letters) ? letters + Array("sx".utf8) : letters
  }

  private static func list(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { Array($0.utf8) }
  }
}
