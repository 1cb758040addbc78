/// The tokens of one text, reused from text to text so that no token is an allocation.
public struct TokenBuffer: Sendable {
  /// The terms of all tokens, one after the other, in UTF-8.
  public var terms: [UInt8] = []
  /// The tokens; positions never decrease.
  public var tokens: [Token] = []

  /// What a writer of tokens needed last, for the next one.
  var areas: TokenAreas?

  /// A buffer without tokens.
  public init() {}

  /// The number of positions used: the length of the text in words.
  public var length: Int {
    tokens.last(where: { $0.kind == .word }).map { Int($0.position) + 1 } ?? 0
  }

  /// Forgets the tokens and keeps the memory.
  public mutating func removeAll() {
    terms.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
  }

  /// The bytes of the term of `token`, which must be of this buffer.
  public func term(of token: Token) -> ArraySlice<UInt8> {
    terms[Int(token.termStart)..<Int(token.termStart) + Int(token.termLength)]
  }

  /// The term of `token` as text.
  public func text(of token: Token) -> String { String(decoding: term(of: token), as: UTF8.self) }
}
