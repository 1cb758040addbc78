public import InvertedIndex

extension Searcher {
  /// A word of a query that no article has.
  public struct UnknownWord: Sendable, Equatable {
    /// The word as it was looked for.
    public let word: String
    /// Words like it that articles have, the likeliest first; at most `mostAlike`.
    public let alike: [String]
  }

  /// The most words that are named in place of one.
  static let mostAlike = 3
  /// The most unknown words that others are looked for.
  private static let mostUnknown = 4

  /// The words of `query` that no article has, neither as they are nor by their stem, each once.
  ///
  /// Of the words that differ by the fewest edits the most frequent are named, if they differ by one or, in words of
  /// more than four letters, by two.
  ///
  /// - Complexity: one look-up for each word; for an unknown one linear in the words of the index.
  public func unknownWords(in query: Query) throws(IndexError) -> [UnknownWord] {
    var unknown: [UnknownWord] = []
    var seen: Set<[UInt8]> = []
    for term in query.soughtWords where seen.insert(term.exact).inserted {
      guard unknown.count < Self.mostUnknown else { break }
      guard try frequency(.text, term.exact) == 0 else { continue }
      if stems, let stem = term.stem, try frequency(.textStem, stem) > 0 { continue }
      unknown.append(
        UnknownWord(
          word: String(decoding: term.exact, as: UTF8.self), alike: try words(like: term.exact)))
    }
    return unknown
  }

  private func words(like word: [UInt8]) throws(IndexError) -> [String] {
    let length = String(decoding: word, as: UTF8.self).unicodeScalars.count
    for distance in 1...(length > 4 ? 2 : 1) {
      let fuzzy = FuzzyTerm(field: .text, exact: word, distance: distance)
      var found: [(word: String, frequency: Int)] = []
      for term in try TermExpansion(snapshot).terms(fuzzy: fuzzy) {
        found.append((String(decoding: term, as: UTF8.self), try frequency(.text, term)))
      }
      if found.isEmpty { continue }
      found.sort { ($1.frequency, $0.word) < ($0.frequency, $1.word) }
      return found.prefix(Self.mostAlike).map(\.word)
    }
    return []
  }

  /// In how many documents a term is, deleted ones among them.
  private func frequency(_ field: IndexedField, _ term: [UInt8]) throws(IndexError) -> Int {
    var count = 0
    for view in snapshot.segments {
      count += try view.segment.term(field: field.rawValue, term)?.documentFrequency ?? 0
    }
    return count
  }
}

extension Query {
  /// The single words of the text or title that are looked for, and not excluded.
  fileprivate var soughtWords: [QueryTerm] {
    switch self {
    case .word(let term): return term.field == .text || term.field == .title ? [term] : []
    case .near(let queries, _, _), .any(let queries), .all(let queries):
      return queries.flatMap(\.soughtWords)
    case .required(let queries, let optional): return (queries + optional).flatMap(\.soughtWords)
    case .except(let query, _), .filter(let query, _), .boosted(let query, _):
      return query.soughtWords
    case .phrase, .prefix, .fuzzy, .everything, .nothing: return []
    }
  }
}
