internal import CSIMD

extension WordTokenizer {
  /// Writes the simple words among the next 64 bytes, up to the first that is not simple, and that
  /// one by the rules; returns the next boundary, after `i`.
  ///
  /// `i` must be a boundary at an ASCII byte. A word is simple if it is a run of ASCII letters and
  /// digits that no apostrophe, comma, hyphen, dot, colon or semicolon joins to anything, and no
  /// scalar beyond ASCII touches, not even after one such byte: then its term is its lower-cased
  /// bytes. "Joins" is taken too widely (any letter, digit, underscore on both sides), which only
  /// costs time.
  @inline(__always)
  func block(
    from i: Int, of blocks: TextBlocks, term: inout TermBuilder, into writer: inout TokenWriter
  ) -> Int {
    let bytes = unsafe blocks.bytes(at: i)
    let classes = unsafe classify_text(bytes)
    let limit = classes.high.trailingZeroBitCount
    let plain = classes.letters | classes.digits
    let words = plain | classes.underscores
    let joined = classes.underscores | classes.joiners & words &<< 1 & words &>> 1
    let all = plain | joined
    var rest = all
    while rest != 0 {
      let start = rest.trailingZeroBitCount
      let length = all.run(from: start)
      let end = start &+ length
      if start >= limit { break }
      // Two bytes after the word must be known: the second may be joined by the first.
      if end &+ 1 >= limit {
        if start > 0, limit == 64 { return i &+ start }
        return scan(from: i &+ start, term: &term, into: &writer)
      }
      let mask: UInt64 = (1 &<< UInt64(truncatingIfNeeded: length)) &- 1
      if joined &>> UInt64(truncatingIfNeeded: start) & mask != 0 {
        return scan(from: i &+ start, term: &term, into: &writer)
      }
      unsafe writer.appendASCII(bytes + start, length: length, start: i &+ start)
      if length <= 5, length >= 2,
        classes.capitals &>> UInt64(truncatingIfNeeded: start) & mask == mask
      {
        let word = unsafe UnsafeBufferPointer(start: bytes + start, count: length)
        if unsafe FunctionWords.contains(word) {
          unsafe writer.append(.capitals, word, start: i &+ start, end: i &+ end)
        }
      }
      rest &= ~0 &<< UInt64(truncatingIfNeeded: end)
    }
    return min(i &+ limit, text.count)
  }
}
