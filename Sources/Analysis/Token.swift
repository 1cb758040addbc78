/// One token of a text, its term bytes standing in the `TokenBuffer` that holds it.
public struct Token: Sendable, Equatable {
  /// What made the token.
  public enum Kind: UInt8, Sendable {
    /// A word, number, or CJK bigram: these alone count towards the length of a text.
    case word
    /// The parts of a hyphenated or dotted word written together, at the position of its first part.
    case joined
    /// The same word once more with its case kept, where only case tells it from a function word
    /// ("US", "WHO", "IT"), at the position of the word.
    case capitals
  }

  /// Where the term starts in `TokenBuffer.terms`.
  public var termStart: UInt32
  /// The number of bytes of the term, 1 to `Analyzer.longestTerm`.
  public var termLength: UInt16
  /// What made the token.
  public var kind: Kind
  /// The position in the text: the number of `.word` tokens before it.
  public var position: UInt32
  /// The first byte in the source text.
  public var start: UInt32
  /// The byte after the last in the source text.
  public var end: UInt32

  /// A token of these parts.
  public init(
    termStart: UInt32, termLength: UInt16, kind: Kind, position: UInt32, start: UInt32, end: UInt32
  ) {
    self.termStart = termStart
    self.termLength = termLength
    self.kind = kind
    self.position = position
    self.start = start
    self.end = end
  }
}
