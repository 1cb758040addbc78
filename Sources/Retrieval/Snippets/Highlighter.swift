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
  /// What is to stand near one another.
  private let neighbours: [Neighbours]

  /// Two operands of `NEAR` or `PRE`, each by the leaves of which it consists.
  private struct Neighbours {
    let first: Range<Int>
    let second: Range<Int>
    let distance: Int
    let ordered: Bool
  }

  /// A match and where it stands among the words of the text, from its first to its last.
  private struct Place {
    let match: Match
    let words: ClosedRange<Int>
  }

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
    var neighbours: [Neighbours] = []
    Self.collect(query, &leaves, &neighbours)
    (self.leaves, self.neighbours) = (leaves, neighbours)
  }

  /// The number of leaves, each pair of neighbours counting as one more.
  public var leafCount: Int { leaves.count + neighbours.count }

  private static func collect(
    _ query: Query, _ leaves: inout [Leaf], _ neighbours: inout [Neighbours]
  ) {
    func isShown(_ field: QueryField) -> Bool { field == .text || field == .title }
    switch query {
    case .word(let term): if isShown(term.field) { leaves.append(.word(term)) }
    case .phrase(let phrase): if isShown(phrase.field) { leaves.append(.phrase(phrase)) }
    case .prefix(let prefix): if isShown(prefix.field) { leaves.append(.prefix(prefix)) }
    case .fuzzy(let term): if isShown(term.field) { leaves.append(.fuzzy(term)) }
    case .near(let queries, let distance, let ordered):
      var before: Range<Int>?
      for query in queries {
        let start = leaves.count
        collect(query, &leaves, &neighbours)
        let own = start..<leaves.count
        if let before {
          neighbours.append(
            Neighbours(first: before, second: own, distance: distance, ordered: ordered))
        }
        before = own
      }
    case .any(let queries), .all(let queries):
      for query in queries { collect(query, &leaves, &neighbours) }
    case .except(let query, _), .filter(let query, _), .boosted(let query, _):
      collect(query, &leaves, &neighbours)
    case .required(let queries, let optional):
      for query in queries + optional { collect(query, &leaves, &neighbours) }
    case .everything, .nothing: break
    }
  }

  /// What matched in `text`, in the order of the text; matches may overlap.
  ///
  /// - Complexity: linear in the words, times the leaves.
  public func matches(in text: String) -> [Match] { found(in: text).matches }

  /// What matched in `text`, and the stretches in which what is to stand near one another does, each as a leaf of its
  /// own behind those of the matches.
  func found(in text: String) -> (matches: [Match], stretches: [Match]) {
    guard !leaves.isEmpty else { return ([], []) }
    tokens.removeAll()
    analyzer.tokenize(text, into: &tokens)
    var places: [Place] = []
    let terms = tokens.tokens.map { Array(tokens.term(of: $0)) }
    for (leaf, kind) in leaves.enumerated() {
      switch kind {
      case .phrase(let phrase): find(phrase, terms, leaf, &places)
      case .word(let term): find(leaf, &places) { i in self.isMatch(terms[i], term, at: i) }
      case .prefix(let prefix): find(leaf, &places) { i in prefix.matches(terms[i]) }
      case .fuzzy(let term):
        let wanted = Array(String(decoding: term.exact, as: UTF8.self).unicodeScalars)
        find(leaf, &places) { i in
          let found = Array(String(decoding: terms[i], as: UTF8.self).unicodeScalars)
          return EditDistance.between(wanted, found, atMost: term.distance) != nil
        }
      }
    }
    let order = { (a: Match, b: Match) in
      (a.range.lowerBound, a.range.upperBound, a.leaf)
        < (b.range.lowerBound, b.range.upperBound, b.leaf)
    }
    return (places.map(\.match).sorted(by: order), stretches(places).sorted(by: order))
  }

  /// Where neighbours stand together, from the first to the last of them.
  private func stretches(_ places: [Place]) -> [Match] {
    var stretches: [Match] = []
    for (i, pair) in neighbours.enumerated() {
      let second = places.filter { pair.second.contains($0.match.leaf) }
        .sorted { $0.words.lowerBound < $1.words.lowerBound }
      for own in places where pair.first.contains(own.match.leaf) {
        // The nearest behind and, in any order, the nearest in front.
        let behind = second.first { $0.words.lowerBound > own.words.upperBound }
        let before = pair.ordered ? nil : second.last { $0.words.upperBound < own.words.lowerBound }
        for other in [behind, before].compactMap(\.self) {
          let gap = max(
            other.words.lowerBound - own.words.upperBound,
            own.words.lowerBound - other.words.upperBound)
          guard gap <= pair.distance else { continue }
          let (a, b) = (own.match.range, other.match.range)
          stretches.append(
            Match(
              range: min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound),
              leaf: leaves.count + i))
        }
      }
    }
    return stretches
  }

  private func find(_ leaf: Int, _ places: inout [Place], where isMatch: (Int) -> Bool) {
    for (i, token) in tokens.tokens.enumerated() where isMatch(i) {
      let position = Int(token.position)
      places.append(
        Place(
          match: Match(range: Int(token.start)..<Int(token.end), leaf: leaf),
          words: position...position))
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
    _ phrase: Phrase, _ terms: [[UInt8]], _ leaf: Int, _ places: inout [Place]
  ) {
    var tokensOf: [[UInt8]: [Int]] = [:]
    for word in phrase.words { tokensOf[word.exact] = [] }
    for i in terms.indices where tokensOf[terms[i]] != nil { tokensOf[terms[i]]?.append(i) }
    guard let first = phrase.words.first, let starts = tokensOf[first.exact] else { return }
    let length = phrase.words.map(\.offset).max() ?? 0
    for start in starts {
      let base = Int(tokens.tokens[start].position)
      var range = Int(tokens.tokens[start].start)..<Int(tokens.tokens[start].end)
      let isWhole = phrase.words.allSatisfy { word in
        let wanted = base + word.offset
        func distance(_ i: Int) -> Int { abs(Int(tokens.tokens[i].position) - wanted) }
        let nearest = tokensOf[word.exact]?.min { distance($0) < distance($1) }
        guard let nearest, distance(nearest) <= phrase.slop else { return false }
        range =
          min(
            range.lowerBound, Int(tokens.tokens[nearest].start))..<max(
            range.upperBound, Int(tokens.tokens[nearest].end))
        return true
      }
      if isWhole {
        places.append(
          Place(match: Match(range: range, leaf: leaf), words: base...(base + length)))
      }
    }
  }
}
