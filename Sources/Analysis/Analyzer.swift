/// Turns text into terms: the same rules for documents and for queries.
///
/// `plain` knows lower-cased `[a-z0-9]+` after accent folding and nothing else; `lucene` is Lucene's
/// English analysis, for comparisons (see `LuceneTokenizer`). All other analyses share one set of rules (see `WordTokenizer`) and differ in stemmer, stop words and elision;
/// `none` has no stemmer. Terms are folded before they are stemmed.
public struct Analyzer: Sendable {
  /// The most bytes of a term; longer words are cut at a scalar boundary.
  public static let longestTerm = 255

  /// The most bytes of one text that are tokenised, 1 GiB; what follows is ignored.
  public static let longestText = 1 << 30

  /// The version of the rules, to be raised when the same text gives other tokens.
  private static let version = 2

  /// The names that `init(named:)` knows: `english`, `plain`, `none`, `lucene`, and every Snowball
  /// algorithm.
  public static let names: [String] =
    ["english", "plain", "none", "lucene"] + Stemmer.algorithms.filter { $0 != "english" }.sorted()

  /// The name of the analysis.
  public var name: String { rules.name }

  /// One reference, so that passing an analyzer on counts no more.
  private let rules: Rules

  private final class Rules: Sendable {
    let name: String
    let tokens: Tokens
    let elision: Elision
    let stopWords: Set<[UInt8]>

    init(name: String, elision: Elision, stopWords: Set<[UInt8]>) {
      self.name = name
      self.elision = elision
      self.stopWords = stopWords
      tokens =
        switch name {
        case "plain": .plain
        case "lucene": .lucene
        default: .words
        }
    }
  }

  private enum Tokens { case plain, lucene, words }

  /// The analysis called `name`, or nil if it is not one of `names`.
  public init?(named name: String) {
    guard Self.names.contains(name) else { return nil }
    let elision = Elision(language: name)
    let bare = Self(rules: Rules(name: name, elision: elision, stopWords: []))
    guard let words = StopWords.text[name] else {
      self = bare
      return
    }
    self = Self(
      rules: Rules(name: name, elision: elision, stopWords: bare.terms(of: words)))
  }

  private init(rules: Rules) { self.rules = rules }

  /// What an index was made with, compared when it is opened: "english/2 unicode-15.0".
  public var fingerprint: String { "\(name)/\(Self.version) unicode-\(WordBreakTable.unicode)" }

  /// Whether terms are stemmed: not for `plain` and `none`.
  public var stems: Bool { name != "plain" && name != "none" }

  /// Appends the tokens of `text`, valid UTF-8, to `tokens`; linear in the length of the text.
  ///
  /// Positions start at `firstPosition`, byte ranges count from the start of `text`. Bytes that are
  /// not UTF-8 give tokens without meaning, never a read outside the text.
  public func tokenize(
    _ text: UnsafeBufferPointer<UInt8>, firstPosition: Int = 0, into tokens: inout TokenBuffer
  ) {
    guard let base = text.baseAddress, text.count > 0 else { return }
    let bytes = unsafe UTF8Text(base: base, count: min(text.count, Self.longestText))
    TokenWriter.withWriter(to: &tokens, position: firstPosition) { writer in
      switch rules.tokens {
      case .plain: PlainTokenizer(bytes).tokenize(into: &writer)
      case .lucene:
        LuceneTokenizer(bytes, stopWords: rules.stopWords).tokenize(into: &writer)
      case .words: WordTokenizer(bytes, elision: rules.elision).tokenize(into: &writer)
      }
    }
  }

  /// Appends the tokens of `text` to `tokens`, as above; byte ranges are of its UTF-8.
  public func tokenize(
    _ text: String, firstPosition: Int = 0, into tokens: inout TokenBuffer
  ) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable {
      unsafe tokenize($0, firstPosition: firstPosition, into: &tokens)
    }
    guard isDone == nil else { return }
    // A string that is not stored as UTF-8.
    var text = text
    text.withUTF8 { unsafe tokenize($0, firstPosition: firstPosition, into: &tokens) }
  }

  /// A stemmer for the terms of this analysis, for use in one thread; nil if it does not stem.
  public func makeStemmer() -> Stemmer? {
    guard stems else { return nil }
    return name == "lucene"
      ? Stemmer(algorithm: "porter", departs: true) : Stemmer(algorithm: name)
  }

  /// Whether `term`, folded and not stemmed, is a function word of the language.
  ///
  /// Stop words are indexed like all words; ranking may leave them out. `plain` and `none` have
  /// none.
  public func isStopWord(_ term: some Collection<UInt8>) -> Bool {
    !rules.stopWords.isEmpty && rules.stopWords.contains(Array(term))
  }

  /// The terms of a list of words.
  private func terms(of words: String) -> Set<[UInt8]> {
    var buffer = TokenBuffer()
    tokenize(words, into: &buffer)
    return Set(buffer.tokens.map { Array(buffer.term(of: $0)) })
  }
}
