internal import CSIMD

/// The `plain` analysis: runs of `[a-z0-9]` after lower-casing, compatibility decomposition and
/// dropping the combining marks; everything else separates.
///
/// ASCII goes 64 bytes a step by masks; a word that touches other scalars goes through a table. The
/// slow twin in the tests is the byte loop over the table alone.
@safe struct PlainTokenizer {
  private let text: UTF8Text

  init(_ text: UTF8Text) { self.text = text }

  /// Writes all tokens of the text.
  func tokenize(into writer: inout TokenWriter) {
    unsafe withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: TextBlocks.readable + TermBuilder.capacity
    ) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      let blocks = unsafe TextBlocks(text, padded: scratch)
      var term = unsafe TermBuilder(bytes: scratch + TextBlocks.readable, map: .plain)
      var i = 0
      while i < text.count {
        i =
          text.byte(at: i) < 0x80
          ? block(from: i, of: blocks, term: &term, into: &writer)
          : words(from: i, term: &term, into: &writer)
      }
    }
  }

  /// Writes the words that begin and end among the next 64 bytes, or the one that begins at `i`;
  /// returns where to go on, after `i`.
  @inline(__always)
  private func block(
    from i: Int, of blocks: TextBlocks, term: inout TermBuilder, into writer: inout TokenWriter
  ) -> Int {
    let bytes = unsafe blocks.bytes(at: i)
    let classes = unsafe classify_text(bytes)
    let limit = classes.high.trailingZeroBitCount
    let all = classes.letters | classes.digits
    var rest = all
    while rest != 0 {
      let start = rest.trailingZeroBitCount
      let length = all.run(from: start)
      let end = start &+ length
      // A word that touches the end of what was seen may go on.
      if end >= limit || start > limit {
        if start > limit { break }
        return start == 0 || limit < 64
          ? words(from: i &+ start, term: &term, into: &writer) : i &+ start
      }
      unsafe writer.appendASCII(bytes + start, length: length, start: i &+ start)
      rest &= ~0 &<< UInt64(truncatingIfNeeded: end)
    }
    return min(i &+ limit, text.count)
  }

  /// Writes the words from `i` on up to the next ASCII separator; returns where that is, or, if
  /// there was none at `i`, the end of the separators there.
  @inline(never)
  private func words(from i: Int, term: inout TermBuilder, into writer: inout TokenWriter) -> Int {
    term.clear()
    var (start, end, i) = (i, i, i)
    while i < text.count {
      let (scalar, length) = text.scalar(at: i)
      if scalar < 0x80 {
        guard let folded = Self.folded(UInt8(truncatingIfNeeded: scalar)) else { break }
        if term.count == 0 { start = i }
        term.append(folded)
        end = i &+ length
      } else if let folded = unsafe ScalarMap.plain[scalar] {
        if folded.count == 0 { end = i &+ length }
        for k in 0..<folded.count {
          let byte = unsafe folded[k]
          if byte == 0x20 {
            emit(&term, start: start, end: end, into: &writer)
          } else {
            if term.count == 0 { start = i }
            term.append(byte)
            end = i &+ length
          }
        }
      } else {
        emit(&term, start: start, end: end, into: &writer)
      }
      i &+= length
    }
    emit(&term, start: start, end: end, into: &writer)
    return i
  }

  @inline(__always)
  private func emit(
    _ term: inout TermBuilder, start: Int, end: Int, into writer: inout TokenWriter
  ) {
    guard term.count > 0 else { return }
    unsafe writer.append(.word, term.term, start: start, end: end)
    term.clear()
  }

  /// The letter or digit that `byte` stands for, or nil.
  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: byte
    case 0x41...0x5A: byte | 0x20
    default: nil
    }
  }
}
