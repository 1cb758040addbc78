/// Where Porter's own program, and so Lucene's stemmer, departs from his paper, which libstemmer follows.
///
/// Words of one or two letters stay as they are; of endings, `logi` becomes `log` and `bli` becomes
/// `ble`, not `abli` alone, both behind a vowel and a consonant.
/// Source: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, and the notes on
/// points of difference beside his program.
enum PorterDepartures {
  /// The stem of `term` by the program, given that of the paper.
  ///
  /// - Parameter restem: gives the stem of the paper for another word.
  static func stem(
    of term: [UInt8], _ published: [UInt8], restem: ([UInt8]) -> [UInt8]
  ) -> [UInt8] {
    if term.count <= 2 { return term }
    // What the paper's second step leaves as it is, its later steps do too.
    if hasEnding("logi", published) { return published.dropLast() }
    if hasEnding("bli", published) { return restem(published.dropLast() + Array("e".utf8)) }
    return published
  }

  /// Whether `word` has that ending with a vowel and, somewhere behind it, a consonant before it.
  private static func hasEnding(_ ending: String, _ word: [UInt8]) -> Bool {
    guard word.suffix(ending.utf8.count).elementsEqual(ending.utf8) else { return false }
    var hasVowel = false
    // A y is a vowel behind a consonant; before the first letter there is none.
    var afterConsonant = false
    for byte in word.dropLast(ending.utf8.count) {
      let isY = byte == UInt8(ascii: "y")
      let isVowel = "aeiou".utf8.contains(byte) || (isY && afterConsonant)
      if isVowel {
        hasVowel = true
      } else if hasVowel {
        return true
      }
      afterConsonant = !isVowel
    }
    return false
  }
}
