extension WordTokenizer {
  /// The most bytes of one of the two characters of a bigram, its marks included.
  private static let longestUnit = Analyzer.longestTerm / 2

  /// Writes the run at `start` of letters that are written without spaces: every two neighbours,
  /// or the letter if it is alone; returns the end of the run.
  ///
  /// Marks belong to the letter before them. Each bigram is a word, so that a phrase of the script
  /// is a phrase of bigrams.
  @inline(never)
  func bigrams(from start: Int, term: inout TermBuilder, into writer: inout TokenWriter) -> Int {
    term.clear()
    var (first, second) = (start, start)  // where the two letters begin
    var split = 0  // where the second begins in the term
    var letters = 0
    var i = start
    while true {
      let (property, length) = i < text.count ? breaks.property(at: i) : (.other, 0)
      guard property.isBigram else { break }
      (first, second) = (second, i)
      split = term.count
      term.allow(Self.longestUnit)
      i = unit(at: i, length: length, into: &term)
      if term.count == split { continue }
      letters &+= 1
      if letters == 1 { continue }
      unsafe writer.append(.word, term.term, start: first, end: i)
      term.removeFirst(split)
    }
    if letters == 1 { unsafe writer.append(.word, term.term, start: start, end: i) }
    return i
  }

  /// Folds the letter at `i` and its marks into the term; returns their end.
  @inline(__always)
  private func unit(at i: Int, length: Int, into term: inout TermBuilder) -> Int {
    var (i, length) = (i, length)
    repeat {
      term.fold(text.scalar(at: i).value, at: i, length: length, of: text)
      i &+= length
      guard i < text.count else { break }
      let (property, next) = breaks.property(at: i)
      guard WordBreakSet.ignored.holds(property) else { break }
      length = next
    } while true
    return i
  }
}
