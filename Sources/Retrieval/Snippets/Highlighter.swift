public import Analysis

/// Finds in a text what a query matched there: words by their stem or exactly, phrases only where
/// all their words stand in sequence, nothing that the query excludes.
///
/// One for each thread.
public final class Highlighter {
  /// A stretch of text that matched, and which part of the query it was.
  public struct Match: Sendable, Equatable {
    /// The bytes of the text, in UTF-8.
    public let range: Range<Int>
    /// The number of the leaf of the query, from 0.
    public let leaf: Int
  }

  private let analyzer: Analyzer
  private let stemmer: Stemmer?
  private var stems: [[UInt8]: [UInt8]] = [:]
  private var tokens = TokenBuffer()
  private let leaves: [Leaf]

  private enum Leaf {
    case word(QueryTerm)
    case phrase(Phrase)
    case prefix(TermPrefix)
    case fuzzy(FuzzyTerm)
  }

  /// A highlighter of what `query` matches in titles and bodies.
  public init(_ query: Query, analyzer: Analyzer) {
    self.analyzer = analyzer
    stemmer = analyzer.makeStemmer()
    var leaves: [Leaf] = []
    Self.collect(query, &leaves)
    self.leaves = leaves
  }

  /// The number of leaves.
  public var leafCount: Int { leaves.count }

  private static func collect(_ query: Query, _ leaves: inout [Leaf]) {
    func isShown(_ field: QueryField) -> Bool { field == .text || field == .title }
    switch query {
    case .word(let term): if isShown(term.field) { leaves.append(.word(term)) }
    case .phrase(let phrase): if isShown(phrase.field) { leaves.append(.phrase(phrase)) }
    case .prefix(let prefix): if isShown(prefix.field) { leaves.append(.prefix(prefix)) }
    case .fuzzy(let term): if isShown(term.field) { leaves.append(.fuzzy(term)) }
    case .near(let queries, _, _), .any(let queries), .all(let queries):
      for query in queries { collect(query, &leaves) }
    case .except(let query, _), .filter(let query, _), .boosted(let query, _):
      collect(query, &leaves)
    case .required(let queries, let optional):
      for query in queries + optional { collect(query, &leaves) }
    case .everything, .nothing: break
    }
  }

  /// What matched in `text`, in the order of the text; matches may overlap.
  ///
  /// - Complexity: linear in the words, times the leaves.
  public func matches(in text: String) -> [Match] {
    guard !leaves.isEmpty else { return [] }
    tokens.removeAll()
    analyzer.tokenize(text, into: &tokens)
    var matches: [Match] = []
    let terms = tokens.tokens.map { Array(tokens.term(of: $0)) }
    for (leaf, kind) in leaves.enumerated() {
      switch kind {
      case .phrase(let phrase): find(phrase, terms, leaf, &matches)
      case .word(let term): find(leaf, &matches) { i in self.isMatch(terms[i], term, at: i) }
      case .prefix(let prefix): find(leaf, &matches) { i in terms[i].starts(with: prefix.bytes) }
      case .fuzzy(let term):
        let wanted = Array(String(decoding: term.exact, as: UTF8.self).unicodeScalars)
        find(leaf, &matches) { i in
          let found = Array(String(decoding: terms[i], as: UTF8.self).unicodeScalars)
          return found.first == wanted.first
            && EditDistance.between(wanted, found, atMost: term.distance) != nil
        }
      }
    }
    return matches.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.leaf)
        < ($1.range.lowerBound, $1.range.upperBound, $1.leaf)
    }
  }

  private func find(_ leaf: Int, _ matches: inout [Match], where isMatch: (Int) -> Bool) {
    for (i, token) in tokens.tokens.enumerated() where isMatch(i) {
      matches.append(Match(range: Int(token.start)..<Int(token.end), leaf: leaf))
    }
  }

  private func isMatch(_ found: [UInt8], _ term: QueryTerm, at i: Int) -> Bool {
    guard let stem = term.stem, stemmer != nil else { return found == term.exact }
    // Stop words have no stem in the index, whatever the stemmer makes of them.
    return tokens.tokens[i].kind != .capitals && self.stem(found) == stem
      && !analyzer.isStopWord(found)
  }

  private func stem(_ term: [UInt8]) -> [UInt8] {
    if let stem = stems[term] { return stem }
    var stem: [UInt8] = []
    unsafe term.withUnsafeBufferPointer { unsafe stemmer?.stem($0, into: &stem) }
    stems[term] = stem
    return stem
  }

  /// Marks each occurrence of a phrase from its first to its last word.
  private func find(
    _ phrase: Phrase, _ terms: [[UInt8]], _ leaf: Int, _ matches: inout [Match]
  ) {
    var places: [[UInt8]: [Int]] = [:]
    for word in phrase.words { places[word.exact] = [] }
    for i in terms.indices where places[terms[i]] != nil { places[terms[i]]?.append(i) }
    guard let first = phrase.words.first, let starts = places[first.exact] else { return }
    for start in starts {
      let base = Int(tokens.tokens[start].position)
      var range = Int(tokens.tokens[start].start)..<Int(tokens.tokens[start].end)
      let isWhole = phrase.words.allSatisfy { word in
        let wanted = base + word.offset
        func distance(_ i: Int) -> Int { abs(Int(tokens.tokens[i].position) - wanted) }
        let nearest = places[word.exact]?.min { distance($0) < distance($1) }
        guard let nearest, distance(nearest) <= phrase.slop else { return false }
        range =
          min(
            range.lowerBound, Int(tokens.tokens[nearest].start))..<max(
            range.upperBound, Int(tokens.tokens[nearest].end))
        return true
      }
      if isWhole { matches.append(Match(range: range, leaf: leaf)) }
    }
  }
}
