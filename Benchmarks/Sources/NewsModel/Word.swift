/// A word of the model: its class, and its place in the class, by falling frequency.
///
/// A number's place is the number itself, but for `Word.thousands`.
struct Word: Hashable {
  let bits: UInt64

  init(_ wordClass: WordClass, _ place: Int) {
    bits = UInt64(wordClass.rawValue) << 56 | UInt64(place)
  }

  var wordClass: WordClass { WordClass(rawValue: Int(bits >> 56)) ?? .open }
  var place: Int { Int(bits & 0xFF_FFFF_FFFF_FFFF) }

  /// The three noughts of 40,000, which is two words where commas are no letters.
  static let thousands = Word(.number, 0)
}
