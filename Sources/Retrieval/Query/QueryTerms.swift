internal import Analysis

/// Makes terms of typed words by the rules by which documents were indexed.
struct QueryTerms {
  /// A word of a text as the analyzer sees it.
  struct Word {
    let exact: [UInt8]
    let range: Range<Int>
    let position: Int
    /// The term of this word and those after it up to `joinedEnd` written together.
    var joined: [UInt8]?
    var joinedEnd = 0
    /// The term of this word, or of it and those after it up to `capitalsEnd`, in capitals.
    var capitals: [UInt8]?
    var capitalsEnd = 0

    /// The exact term, in capitals where these alone are meant.
    var preferred: [UInt8] { capitalsEnd == range.upperBound ? capitals ?? exact : exact }
  }

  /// A run of characters without spaces up to this many bigrams is a phrase; a longer one, a sentence
  /// rather than a name, is ranked by its bigrams.
  static let longestBigramPhrase = 4

  /// Capitals that are operators rather than names.
  private static let operators: Set<[UInt8]> = [
    Array("AND".utf8), Array("OR".utf8), Array("NOT".utf8),
  ]

  private let analyzer: Analyzer
  private let stemmer: Stemmer?
  private let prefersCapitals: Bool
  private let splitsCompounds: Bool

  /// Terms by `analyzer`; without `prefersCapitals`, capitals are like other letters.
  ///
  /// With `splitsCompounds`, the parts of a bare hyphenated word are words of their own too.
  init(_ analyzer: Analyzer, prefersCapitals: Bool, splitsCompounds: Bool = false) {
    self.analyzer = analyzer
    self.prefersCapitals = prefersCapitals
    self.splitsCompounds = splitsCompounds
    stemmer = analyzer.makeStemmer()
  }

  /// The words of `text`.
  func words(_ text: String) -> [Word] {
    var buffer = TokenBuffer()
    analyzer.tokenize(text, into: &buffer)
    var words: [Word] = []
    for token in buffer.tokens {
      let term = Array(buffer.term(of: token))
      if token.kind == .word {
        words.append(
          Word(
            exact: term, range: Int(token.start)..<max(Int(token.start), Int(token.end)),
            position: Int(token.position)))
        continue
      }
      guard let place = words.lastIndex(where: { $0.position == Int(token.position) }) else {
        continue
      }
      if token.kind == .joined {
        words[place].joined = term
        words[place].joinedEnd = Int(token.end)
      } else if prefersCapitals, !Self.operators.contains(term) {
        words[place].capitals = term
        words[place].capitalsEnd = Int(token.end)
      }
    }
    return words
  }

  /// The exact term of `text` if it is one word from its start to its end.
  func single(_ text: Substring) -> [UInt8]? {
    let words = words(String(text))
    guard let word = words.first, words.count == 1, word.range == 0..<text.utf8.count else {
      return nil
    }
    return word.exact
  }

  /// The exact phrase of the words of `text`, or nil without a word.
  func phrase(_ text: String, field: QueryField, slop: Int = 0) -> Query? {
    let words = words(text)
    if words.count == 1, slop == 0, isLoneBigramCharacter(words[0]) {
      return .prefix(TermPrefix(field: field, bytes: words[0].exact, isCharacter: true))
    }
    return phrase(words[...], field: field, slop: slop, prefersCapitals: true)
  }

  /// What the words of a bare text without spaces mean: one query each for those that belong
  /// together.
  func bare(_ text: String, field: QueryField) -> [Query] {
    let words = words(text)
    let utf8 = Array(text.utf8)
    var queries: [Query] = []
    var start = 0
    while start < words.count {
      var end = start + 1
      while end < words.count, isOneWord(words[end - 1], words[end], utf8) { end += 1 }
      queries += query(words[start..<end], field: field)
      start = end
    }
    return queries
  }

  /// The term of a word ranked by its stem; stop words have none in the index.
  func term(_ exact: [UInt8], field: QueryField) -> Query {
    let isStemmed = (field == .text || field == .title) && !analyzer.isStopWord(exact)
    return .word(
      QueryTerm(field: field, exact: exact, stem: isStemmed ? stemmer?.stem(exact) : nil))
  }

  /// The query of one word; one with a colon inside, which may be a field that there is not, also
  /// finds its parts.
  private func separated(_ exact: [UInt8], field: QueryField) -> Query {
    let parts = exact.split(separator: UInt8(ascii: ":")).map(Array.init)
    return .any(of: ([exact] + (parts.count > 1 ? parts : [])).map { term($0, field: field) })
  }

  /// Whether `query` is a function word that ranking may leave out.
  func isStopWord(_ query: Query) -> Bool {
    guard case .word(let term) = query else { return false }
    return term.field == .text && analyzer.isStopWord(term.exact)
  }

  private func query(_ words: ArraySlice<Word>, field: QueryField) -> [Query] {
    guard let first = words.first, let last = words.last else { return [] }
    if let capitals = first.capitals, first.capitalsEnd == last.range.upperBound {
      return [.word(QueryTerm(field: field, exact: capitals))]
    }
    if words.count == 1 {
      if isLoneBigramCharacter(first) {
        return [.prefix(TermPrefix(field: field, bytes: first.exact, isCharacter: true))]
      }
      return [separated(first.exact, field: field)]
    }
    let joined = first.joinedEnd == last.range.upperBound ? first.joined : nil
    let whole = joined.map { [term($0, field: field)] } ?? []
    let isSplit = areBigrams(words) ? words.count > Self.longestBigramPhrase : splitsCompounds
    if isSplit { return words.map { term($0.exact, field: field) } }
    guard let phrase = phrase(words, field: field) else { return [] }
    return [.any(of: [phrase] + whole)]
  }

  private func phrase(
    _ words: ArraySlice<Word>, field: QueryField, slop: Int = 0, prefersCapitals: Bool = false
  ) -> Query? {
    guard let first = words.first else { return nil }
    let places = words.map {
      Phrase.Word(
        exact: prefersCapitals ? $0.preferred : $0.exact, offset: $0.position - first.position)
    }
    return .phrase(Phrase(field: field, words: places, slop: slop))
  }

  /// Whether nothing, or one character that may stand inside a word, stands between two words.
  private func isOneWord(_ a: Word, _ b: Word, _ text: [UInt8]) -> Bool {
    guard a.range.upperBound < b.range.lowerBound, b.range.lowerBound <= text.count else {
      return true
    }
    let between = String(decoding: text[a.range.upperBound..<b.range.lowerBound], as: UTF8.self)
    guard let scalar = between.unicodeScalars.first, between.unicodeScalars.count == 1 else {
      return false
    }
    switch scalar {
    case "-", "\u{AD}", "\u{2010}", "\u{2011}", "\u{FE63}", "\u{FF0D}": return true  // hyphens
    case "'", "\u{2018}", "\u{2019}", "\u{2BC}", "\u{FF07}": return true  // apostrophes
    case ".", ",", "&": return true
    case "/": return isNumber(a) && isNumber(b)  // 9/11, 24/7
    default: return false
    }
  }

  private func isNumber(_ word: Word) -> Bool {
    word.exact.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private func areBigrams(_ words: ArraySlice<Word>) -> Bool {
    zip(words, words.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
  }

  /// Whether the word is one character of writing that is indexed as bigrams; the analyzer says so:
  /// three of it in a row overlap.
  private func isLoneBigramCharacter(_ word: Word) -> Bool {
    let text = String(decoding: word.exact, as: UTF8.self)
    guard text.unicodeScalars.count == 1, word.exact.count > 1 else { return false }
    return areBigrams(words(text + text + text)[...])
  }
}
