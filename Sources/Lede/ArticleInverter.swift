internal import Analysis
internal import Articles
internal import InvertedIndex
internal import Retrieval

/// Turns articles into the documents of a segment: analyses each field and adds its terms.
///
/// One for each thread.
final class ArticleInverter {
  /// Tokens handed to the builder in one go.
  private static let batch = 512

  private let analyzer: Analyzer
  private let stemmer: Stemmer?
  private let stored: StoredLevel
  private let hidesCopies: Bool
  private var tokens = TokenBuffer()
  let builder: SegmentBuilder
  /// The words of all articles added.
  private(set) var tokenCount = 0

  init(_ settings: IndexSettings, stored: StoredLevel) {
    analyzer = settings.analyzer
    self.stored = stored
    hidesCopies = settings.hidesCopies
    stemmer = analyzer.makeStemmer()
    builder = SegmentBuilder(schema: settings.schema)
  }

  /// Adds an article to the segment.
  func add(_ article: Article) {
    // Taken out of the object: what is reached through it is counted and checked at every step.
    var tokens = TokenBuffer()
    swap(&tokens, &self.tokens)
    add(article, by: analyzer, to: builder, &tokens)
    swap(&tokens, &self.tokens)
  }

  private func add(
    _ article: Article, by analyzer: Analyzer, to builder: SegmentBuilder,
    _ tokens: inout TokenBuffer
  ) {
    tokens.removeAll()
    analyzer.tokenize(article.title, into: &tokens)
    let titleTokens = tokens.tokens.count
    let titleLength = tokens.length
    let copyKey =
      hidesCopies ? ArticleKey.key(of: article, titleTokens: titleTokens, in: tokens) : 0
    analyzer.tokenize(article.body, firstPosition: titleLength, into: &tokens)
    let length = max(tokens.length, titleLength)
    Self.add(tokens, tokens.tokens.indices, as: .text, to: builder)
    if stemmer != nil {
      Self.add(tokens, 0..<titleTokens, as: .titleWords, to: builder)
      Self.add(
        tokens, Self.lead(of: tokens, after: titleTokens, titleLength), as: .leadWords,
        to: builder)
    }
    func addWords(_ text: String, as field: IndexedField) {
      guard !text.isEmpty else { return }
      tokens.removeAll()
      analyzer.tokenize(text, into: &tokens)
      Self.add(tokens, tokens.tokens.indices, as: field, to: builder)
    }
    addWords(article.byline, as: .byline)
    addWords(article.section, as: .section)
    addWords(article.source, as: .source)
    addLanguage(article.language)
    tokenCount += length
    builder.end(
      DocumentRecord(
        identifier: Array(article.id.text.utf8), length: length,
        weightedLength: IndexedField.weightedLength(words: length, titleWords: titleLength),
        titleLength: titleLength, date: article.published?.seconds,
        textBytes: article.title.utf8.count + article.body.utf8.count,
        stored: StoredArticle.encode(article, level: stored), copyKey: copyKey))
  }

  /// The tokens of the first words behind the title, which has so many tokens and words.
  private static func lead(
    of tokens: TokenBuffer, after titleTokens: Int, _ titleLength: Int
  ) -> Range<Int> {
    tokens.tokens[titleTokens...].prefix {
      Int($0.position) < titleLength + IndexedField.leadLength
    }.indices
  }

  /// Adds the tokens of `range` as terms of `field`.
  private static func add(
    _ buffer: TokenBuffer, _ range: Range<Int>, as field: IndexedField, to builder: SegmentBuilder
  ) {
    unsafe buffer.terms.withUnsafeBufferPointer { terms in
      unsafe buffer.tokens.withUnsafeBufferPointer { tokens in
        unsafe withUnsafeTemporaryAllocation(
          of: TermOccurrence.self, capacity: min(range.count, batch)
        ) { batch in
          var start = range.lowerBound
          while start < range.upperBound {
            let count = min(Self.batch, range.upperBound &- start)
            for i in 0..<count {
              let token = unsafe tokens[start &+ i]
              unsafe batch.initializeElement(
                at: i,
                to: TermOccurrence(
                  start: token.termStart, length: UInt32(token.termLength),
                  position: token.position))
            }
            unsafe builder.add(
              field: field.rawValue, terms: terms,
              UnsafeBufferPointer(rebasing: batch[..<count]))
            start &+= count
          }
        }
      }
    }
  }

  /// A tag with a region is found by its language as well.
  private func addLanguage(_ tag: String) {
    guard !tag.isEmpty else { return }
    let whole = Array(tag.lowercased().utf8.prefix(Analyzer.longestTerm))
    let language = Array(whole.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") })
    for term in whole == language ? [whole] : [whole, language] where !term.isEmpty {
      unsafe term.withUnsafeBufferPointer {
        unsafe builder.add(field: IndexedField.language.rawValue, term: $0, position: 0)
      }
    }
  }

  /// The articles added since the last call, inverted.
  ///
  /// - Parameter endsChunk: whether no article of the chunk is left.
  func takeRun(endsChunk: Bool) -> InvertedRun {
    unsafe builder.takeRun(endsBlock: endsChunk) { _, term, derived in
      unsafe stem(term, into: &derived)
    }
  }

  /// The stem of a term; false for one that keeps its capitals and for stop words, which stand for
  /// themselves alone: else "being", which tells something, would be one with "be", which does not.
  private func stem(_ term: UnsafeBufferPointer<UInt8>, into derived: inout [UInt8]) -> Bool {
    guard let stemmer, let first = unsafe term.first,
      !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first), unsafe !analyzer.isStopWord(term)
    else { return false }
    unsafe stemmer.stem(term, into: &derived)
    return true
  }
}
