internal import CSIMD

/// The analysis of news text: words by UAX #29, folded, with rules for what journalists write.
///
/// - Letters: full case folding, compatibility decomposition, accents and other marks dropped, so
///   that `Müller`, `MULLER` and `ﬁne` meet `muller` and `fine`. Letters with a stroke or hook
///   lose it (`ł`, `ø`, `đ`), `ß` is `ss`, `æ` `ae`. Cyrillic `ё` is `е`, `й` stays. Arabic:
///   harakat and tatweel dropped, the forms of alef are one, alef maqsura is ya, ta marbuta is ha
///   (as people type it), Persian ya and kaf are the Arabic ones. Hebrew points are dropped.
///   Hangul are whole syllables, and words as they are spaced. Decimal digits of any script are
///   ASCII.
/// - Apostrophes, straight or curly, vanish inside a word; a possessive `'s` is dropped;
///   `Elision` adds rules of a language. A soft hyphen vanishes.
/// - A hyphen joins two to four words: each is a word, and the whole one token more
///   (`+Compounds`). Numbers are not joined.
/// - Single letters with dots are one word (`U.S.` is `us`); see `FunctionWords` for capitals.
/// - Numbers lose their thousands separators (`+Numbers`).
/// - Writing without spaces (ideographs, kana, Thai, Lao, Khmer, Myanmar) becomes overlapping
///   pairs (`+Bigrams`).
///
/// ASCII words that none of this concerns are found 64 bytes a step (`+ASCII`); that path gives
/// exactly what the rules give.
@safe struct WordTokenizer {
  let text: UTF8Text
  let breaks: WordBreaks
  let elision: Elision
  /// Whether the fast path for ASCII is taken; tests turn it off.
  var usesBlocks = true

  init(_ text: UTF8Text, elision: Elision) {
    self.text = text
    self.breaks = WordBreaks(text)
    self.elision = elision
  }

  /// Writes all tokens of the text.
  func tokenize(into writer: inout TokenWriter) {
    unsafe withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: TextBlocks.readable + TermBuilder.capacity
    ) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      let blocks = unsafe TextBlocks(text, padded: scratch)
      var term = unsafe TermBuilder(bytes: scratch + TextBlocks.readable, map: .folding)
      var i = 0
      while i < text.count {
        i =
          usesBlocks && text.byte(at: i) < 0x80
          ? block(from: i, of: blocks, term: &term, into: &writer)
          : scan(from: i, term: &term, into: &writer)
      }
    }
  }

  /// Writes the tokens of the segment, compound or run at `i`, a boundary inside the text; returns
  /// the next boundary.
  @inline(never)
  func scan(from i: Int, term: inout TermBuilder, into writer: inout TokenWriter) -> Int {
    let segment = breaks.segment(from: i, forTokens: true)
    if segment.isBigram { return bigrams(from: i, term: &term, into: &writer) }
    if !segment.isWord { return segment.end }
    return compound(from: i, segment, term: &term, into: &writer)
  }

  /// Writes the word in `start..<segment.end`; returns where the text goes on, which is later than
  /// the segment's end if a dot or a possessive belongs to the word.
  func word(
    from start: Int, _ segment: WordBreaks.Segment, term: inout TermBuilder,
    into writer: inout TokenWriter
  ) -> Int {
    var (start, end, next) = (start, segment.end, segment.end)
    if segment.properties.holds(.extendNumLet) {
      while start < end, text.byte(at: start) == 0x5F { start &+= 1 }
      while end > start, text.byte(at: end &- 1) == 0x5F { end &-= 1 }
    }
    end &-= possessive(before: end, from: start)
    let isAcronym = segment.properties.holds(.midNumLet) && isAcronym(from: start, to: end)
    if isAcronym, end == next, text.byte(at: end) == 0x2E {
      end &+= 1
      next = end
      let apostrophe = text.apostrophe(at: end)
      if apostrophe > 0, text.byte(at: end &+ apostrophe) | 0x20 == 0x73,
        breaks.segment(from: end &+ apostrophe, forTokens: true).end == end &+ apostrophe &+ 1
      {
        next = end &+ apostrophe &+ 1
      }
    }
    fold(from: &start, to: &end, dropping: isAcronym, into: &term)
    guard term.count > 0 else { return next }
    unsafe writer.append(.word, term.term, start: start, end: end)
    if isCapitals(from: start, to: end, isAcronym: isAcronym),
      unsafe FunctionWords.contains(term.term)
    {
      term.capitalize()
      unsafe writer.append(.capitals, term.term, start: start, end: end)
    }
    return next
  }

  /// Makes the term of `start..<end`, which shrinks to what `elision` leaves.
  @inline(__always)
  private func fold(
    from start: inout Int, to end: inout Int, dropping dots: Bool, into term: inout TermBuilder
  ) {
    term.clear()
    var i = start
    while i < end {
      let (scalar, length) = text.scalar(at: i)
      if scalar >= 0x80 {
        term.fold(scalar, at: i, length: length, of: text)
      } else {
        let byte = UInt8(truncatingIfNeeded: scalar)
        switch byte {
        case 0x61...0x7A, 0x30...0x39, 0x5F, 0x3A: term.append(byte)
        case 0x41...0x5A: term.append(byte | 0x20)
        case 0x2E: if !dots { term.append(byte) }
        default: break  // ' " , ; inside a word
        }
      }
      if case .none = elision {
      } else if text.apostrophe(at: i) > 0 {
        switch elision {
        case .none: break
        case .articles(let articles):
          if unsafe articles.contains(Array(term.term)) {
            term.clear()
            start = i &+ length
          }
        case .endings: end = i
        }
      }
      i &+= length
    }
  }

  /// The number of bytes of an apostrophe and s before `end`, leaving something after `start`.
  private func possessive(before end: Int, from start: Int) -> Int {
    guard text.byte(at: end &- 1) | 0x20 == 0x73 else { return 0 }
    for length in 1...3 where end &- 1 &- length > start {
      if text.apostrophe(at: end &- 1 &- length) == length { return length &+ 1 }
    }
    return 0
  }

  /// Whether `start..<end` is letters with a dot between each two.
  private func isAcronym(from start: Int, to end: Int) -> Bool {
    var letters = 0
    var dots = 0
    var i = start
    while i < end {
      let (property, length) = breaks.property(at: i)
      if WordBreakSet.letters.holds(property), letters == dots {
        letters &+= 1
      } else if text.byte(at: i) == 0x2E, letters == dots &+ 1 {
        dots &+= 1
      } else if !WordBreakSet.ignored.holds(property) {
        return false
      }
      i &+= length
    }
    return dots > 0 && letters == dots &+ 1
  }

  /// Whether `start..<end` is two to five capitals of ASCII and, in an acronym, their dots.
  private func isCapitals(from start: Int, to end: Int, isAcronym: Bool) -> Bool {
    guard end &- start >= 2, end &- start <= 10 else { return false }
    for i in start..<end {
      let byte = text.byte(at: i)
      guard byte >= 0x41 && byte <= 0x5A || isAcronym && byte == 0x2E else { return false }
    }
    return true
  }
}
