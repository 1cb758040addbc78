internal import CSIMD

/// Appends tokens to a `TokenBuffer` through small batches, so that a token costs a few stores.
///
/// It owns the buffer while it writes (`finish()` gives it back); `withWriter` lends it the areas of
/// the batch.
@safe struct TokenWriter: ~Copyable {
  /// Bytes of terms in a batch; a term and a blind store of 16 bytes always fit in an empty one.
  static let termCapacity = 8192
  /// Tokens in a batch.
  static let tokenCapacity = 512

  private var output: TokenBuffer
  private let terms: UnsafeMutablePointer<UInt8>
  private let tokens: UnsafeMutablePointer<Token>
  private var termCount = 0
  private var tokenCount = 0
  private var flushedTerms: Int
  /// The position of the next word.
  private(set) var position: Int

  /// Calls `body` with a writer that appends to `buffer`, positions starting at `position`.
  @inline(__always)
  static func withWriter(
    to buffer: inout TokenBuffer, position: Int, _ body: (inout TokenWriter) -> Void
  ) {
    var taken = TokenBuffer()
    swap(&taken, &buffer)
    // Those of a copy of the buffer may be in use.
    let own = isKnownUniquelyReferenced(&taken.areas) ? taken.areas : nil
    let areas = own ?? TokenAreas()
    taken.areas = nil
    var writer = TokenWriter(output: taken, areas: areas, position: position)
    taken = TokenBuffer()
    body(&writer)
    buffer = writer.finish()
    buffer.areas = areas
  }

  private init(output: consuming TokenBuffer, areas: TokenAreas, position: Int) {
    self.output = output
    unsafe terms = areas.terms
    unsafe tokens = areas.tokens
    flushedTerms = self.output.terms.count
    self.position = min(max(0, position), Int(UInt32.max))
  }

  private consuming func finish() -> TokenBuffer {
    flush()
    return output
  }

  /// Moves the batch to the buffer.
  ///
  /// Tokens whose terms would lie beyond 4 GiB are dropped.
  @inline(never)
  private mutating func flush() {
    if flushedTerms &+ termCount <= Int(UInt32.max) {
      unsafe output.terms.append(contentsOf: UnsafeBufferPointer(start: terms, count: termCount))
      unsafe output.tokens.append(contentsOf: UnsafeBufferPointer(start: tokens, count: tokenCount))
      flushedTerms &+= termCount
    }
    termCount = 0
    tokenCount = 0
  }

  /// Makes room for `tokens` more tokens, so that they stay in one batch.
  @inline(__always)
  mutating func reserve(tokens: Int) {
    if tokenCount &+ tokens > Self.tokenCapacity
      || termCount &+ tokens &* (Analyzer.longestTerm &+ 16) > Self.termCapacity
    {
      flush()
    }
  }

  /// The number of tokens of the batch, to be given to `insertJoined`.
  var mark: Int { tokenCount }

  /// Appends the lower-cased `length` bytes of ASCII at `source` as a word.
  ///
  /// Reads 16 bytes whatever the length, which must be at most `Analyzer.longestTerm`; bytes that
  /// are not ASCII letters stay as they are.
  @inline(__always)
  mutating func appendASCII(_ source: UnsafePointer<UInt8>, length: Int, start: Int) {
    if tokenCount == Self.tokenCapacity || termCount &+ length &+ 16 > Self.termCapacity {
      flush()
    }
    var done = 0
    repeat {
      let bytes = unsafe UnsafeRawPointer(source + done).loadUnaligned(as: SIMD16<UInt8>.self)
      unsafe UnsafeMutableRawPointer(terms + termCount + done)
        .storeBytes(of: u8x16_lowercased(bytes), as: SIMD16<UInt8>.self)
      done &+= 16
    } while done < length
    appendToken(.word, length: length, start: start, end: start &+ length)
  }

  /// Appends `term`, 1 to `Analyzer.longestTerm` bytes, as a token of the bytes `start..<end`.
  ///
  /// A word gets the next position; the other kinds get that of the word before.
  mutating func append(
    _ kind: Token.Kind, _ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int
  ) {
    if tokenCount == Self.tokenCapacity || termCount &+ term.count &+ 16 > Self.termCapacity {
      flush()
    }
    guard let source = term.baseAddress else { return }
    unsafe (terms + termCount).update(from: source, count: term.count)
    appendToken(kind, length: term.count, start: start, end: end)
  }

  @inline(__always)
  private mutating func appendToken(_ kind: Token.Kind, length: Int, start: Int, end: Int) {
    let place = kind == .word ? position : position &- 1
    unsafe (tokens + tokenCount).initialize(
      to: Token(
        termStart: UInt32(truncatingIfNeeded: flushedTerms &+ termCount),
        termLength: UInt16(truncatingIfNeeded: length), kind: kind,
        position: UInt32(clamping: place), start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end)))
    tokenCount &+= 1
    termCount &+= length
    if kind == .word { position &+= 1 }
  }

  /// Inserts, after the tokens at the position of token `mark`, the terms of the words from there
  /// on written together.
  ///
  /// Since `mark` was taken room must have been reserved for all tokens appended and one more.
  mutating func insertJoined(from mark: Int) {
    guard mark < tokenCount, tokenCount < Self.tokenCapacity else { return }
    let first = unsafe tokens[mark]
    var place = mark
    var length = 0
    for i in mark..<tokenCount {
      let token = unsafe tokens[i]
      if token.position == first.position { place = i &+ 1 }
      guard token.kind == .word else { continue }
      let part = Int(token.termStart) &- flushedTerms
      let room = Analyzer.longestTerm &- length
      let taken =
        Int(token.termLength) <= room
        ? Int(token.termLength) : wholeScalars(from: part, atMost: room)
      unsafe (terms + termCount + length).update(from: terms + part, count: taken)
      length &+= taken
      if taken < Int(token.termLength) { break }
    }
    let last = unsafe tokens[tokenCount &- 1]
    unsafe (tokens + place + 1).update(from: tokens + place, count: tokenCount &- place)
    unsafe tokens[place] = Token(
      termStart: UInt32(truncatingIfNeeded: flushedTerms &+ termCount),
      termLength: UInt16(truncatingIfNeeded: length), kind: .joined, position: first.position,
      start: first.start, end: last.end)
    tokenCount &+= 1
    termCount &+= length
  }

  /// The most bytes, up to `room`, that are whole scalars of the longer term at `start`.
  private func wholeScalars(from start: Int, atMost room: Int) -> Int {
    var count = room
    while count > 0, unsafe terms[start &+ count] & 0xC0 == 0x80 { count &-= 1 }
    return count
  }
}
