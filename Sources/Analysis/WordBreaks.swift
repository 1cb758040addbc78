/// The segments of a text by the word boundary rules of UAX #29.
struct WordBreaks {
  /// A stretch between two boundaries.
  struct Segment {
    /// The byte after the last.
    var end: Int
    /// The properties seen, without those that rule WB4 passes over.
    var properties: WordBreakSet
    /// Whether any scalar makes it a word.
    var isWord: Bool
    /// Whether it begins with writing that is indexed as bigrams.
    var isBigram: Bool
  }

  let text: UTF8Text
  private let properties = WordBreakProperties.shared

  init(_ text: UTF8Text) { self.text = text }

  /// The property of the scalar at `i`, inside the text, and its number of bytes.
  @inline(__always)
  func property(at i: Int) -> (WordBreakProperty, length: Int) {
    let (scalar, length) = text.scalar(at: i)
    return (properties[scalar], length)
  }

  /// The segment that begins at `start`, which must be a boundary inside the text.
  ///
  /// With `forTokens` there are more boundaries, so that a token is never a mixture: around a narrow
  /// no-break space, which UAX #29 takes for a connector (WB13a), before writing that is indexed as
  /// bigrams, and before a letter in a circle, which WB3c would join to a space and a joiner. Time is linear in the length of the segment and of the ignored scalars
  /// after its last punctuation mark.
  @inline(__always)
  func segment(from start: Int, forTokens: Bool = false) -> Segment {
    let (first, length) = property(at: start)
    var end = start &+ length
    var result = Segment(
      end: end, properties: first.kind.set, isWord: first.isWord, isBigram: first.isBigram)
    if WordBreakSet.newlines.holds(first) {  // WB3, WB3a
      if first.kind == .cr, text.byte(at: end) == 0x0A { result.end &+= 1 }
      return result
    }
    // `raw` is the property before `end`; `last` the same without those that WB4 passes over.
    var raw = first
    // Punctuation joins only what stands on both sides of it, so at the start it is like any other.
    var last = WordBreakSet.inert.holds(first) ? WordBreakProperty.other : first.kind
    var regionalIndicators = first.kind == .regionalIndicator ? 1 : 0
    if forTokens, last == .extendNumLet, text.noBreakSpace(at: start) > 0 { return result }
    while end < text.count {
      let (next, length) = property(at: end)
      if WordBreakSet.newlines.holds(next) { break }  // WB3b
      if forTokens, next.isBigram { break }
      if !forTokens, raw.kind == .zwj, next.isPictographic {  // WB3c
        last = next.kind
      } else if raw.kind == .wSegSpace, next.kind == .wSegSpace {  // WB3d
      } else if WordBreakSet.ignored.holds(next) {  // WB4
        raw = next
        end &+= length
        continue
      } else if WordBreakSet.lettersAndDigits.holds(next), WordBreakSet.lettersAndDigits.holds(last)
      {
        last = next.kind  // WB5, WB8, WB9, WB10
      } else if WordBreakSet.letters.holds(last), WordBreakSet.betweenLetters.holds(next),
        let letter = property(after: end &+ length), WordBreakSet.letters.holds(letter)
      {
        last = next.kind  // WB6; the letter follows in WB7
      } else if WordBreakSet.letters.holds(next), WordBreakSet.betweenLetters.holds(last) {
        last = next.kind  // WB7
      } else if last == .hebrewLetter, next.kind == .singleQuote {
        last = .other  // WB7a
      } else if last == .hebrewLetter, next.kind == .doubleQuote,
        property(after: end &+ length)?.kind == .hebrewLetter
      {
        last = .doubleQuote  // WB7b
      } else if last == .doubleQuote, next.kind == .hebrewLetter {
        last = .hebrewLetter  // WB7c
      } else if last == .numeric, WordBreakSet.betweenDigits.holds(next),
        property(after: end &+ length)?.kind == .numeric
      {
        last = next.kind  // WB12; the digit follows in WB11
      } else if next.kind == .numeric, WordBreakSet.betweenDigits.holds(last) {
        last = .numeric  // WB11
      } else if last == .katakana, next.kind == .katakana {  // WB13
      } else if next.kind == .extendNumLet, WordBreakSet.extendable.holds(last) {
        if forTokens, text.noBreakSpace(at: end) > 0 { break }
        last = .extendNumLet  // WB13a
      } else if last == .extendNumLet, WordBreakSet.extendable.holds(next) {
        last = next.kind  // WB13b
      } else if next.kind == .regionalIndicator, regionalIndicators % 2 == 1,
        last == .regionalIndicator
      {
        regionalIndicators &+= 1  // WB15, WB16
      } else {
        break  // WB999
      }
      raw = next
      end &+= length
      result.properties.formUnion(next.kind.set)
      result.isWord = result.isWord || next.isWord
    }
    result.end = end
    return result
  }

  /// The property of the first scalar at or after `i` that WB4 does not pass over.
  @inline(__always)
  private func property(after i: Int) -> WordBreakProperty? {
    var i = i
    while i < text.count {
      let (next, length) = property(at: i)
      if !WordBreakSet.ignored.holds(next) { return next }
      i &+= length
    }
    return nil
  }
}
