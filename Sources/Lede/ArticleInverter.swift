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
  func add(_ article: borrowing Article) {
    tokens.removeAll()
    analyzer.tokenize(article.title, into: &tokens)
    let titleTokens = tokens.tokens.count
    let titleLength = tokens.length
    let copyKey =
      hidesCopies ? ArticleKey.key(of: article, titleTokens: titleTokens, in: tokens) : 0
    analyzer.tokenize(article.body, firstPosition: titleLength, into: &tokens)
    let length = max(tokens.length, titleLength)
    add(tokens.tokens.indices, to: .text)
    if stemmer != nil {
      add(0..<titleTokens, to: .titleWords)
      add(lead(after: titleTokens, titleLength), to: .leadWords)
    }
    addWords(article.byline, to: .byline)
    addWords(article.section, to: .section)
    addWords(article.source, to: .source)
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
  private func lead(after titleTokens: Int, _ titleLength: Int) -> Range<Int> {
    tokens.tokens[titleTokens...].prefix {
      Int($0.position) < titleLength + IndexedField.leadLength
    }.indices
  }

  private func addWords(_ text: String, to field: IndexedField) {
    guard !text.isEmpty else { return }
    tokens.removeAll()
    analyzer.tokenize(text, into: &tokens)
    add(tokens.tokens.indices, to: field)
  }

  private func add(_ range: Range<Int>, to field: IndexedField) {
    unsafe tokens.terms.withUnsafeBufferPointer { terms in
      unsafe tokens.tokens.withUnsafeBufferPointer { tokens in
        unsafe withUnsafeTemporaryAllocation(
          of: TermOccurrence.self, capacity: min(range.count, Self.batch)
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
