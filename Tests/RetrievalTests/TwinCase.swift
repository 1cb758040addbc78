import InvertedIndex

@testable import Retrieval

/// A random corpus, indexed as one segment and as seven, before and after deletions, and searched
/// with several formulas.
struct TwinCase {
  /// What one query is asked of.
  struct Form {
    var deleting: Bool
    var model: RankingModel
    /// Over one segment and over seven, or as many as were asked for.
    var searchers: [Searcher]
  }

  static let models: [RankingModel] =
    [(1.2, 0.75), (0.9, 0.4), (0, 0), (3, 1), (1.2, 0)].map { .bm25(k1: $0, b: $1) }
  static let tops = [1, 3, 10, 100, 1_000]

  let corpus: RandomCorpus
  let forms: [Form]
  private let indexes: [RandomIndex]

  init(
    _ law: RandomCorpus.Law, seed: UInt64, models: [RankingModel] = Self.models,
    segments: [Int] = [1, 7], stems: Bool = false, prior: DatePrior? = nil
  ) throws {
    let corpus = RandomCorpus(law, seed: seed)
    let indexes = try segments.map { try RandomIndex(corpus, segments: $0, stems: stems) }
    forms = [false, true].flatMap { deleting in
      models.map { model in
        Form(
          deleting: deleting, model: model,
          searchers: indexes.map {
            Searcher(
              deleting ? $0.thinned : $0.whole, stems: stems, model: model,
              prior: prior)
          })
      }
    }
    self.corpus = corpus
    self.indexes = indexes
  }

  /// Matches by their dates, undated ones last; those of one date as they are ranked.
  private static func sorted(
    _ matches: [ScoredDocument], by order: DateOrder, _ snapshot: IndexSnapshot
  ) throws -> [ScoredDocument] {
    let dates = try snapshot.segments.map { try $0.segment.dates() }
    let dated = matches.map { (document: $0, date: dates[$0.segment][$0.document]) }
    return dated.sorted { a, b in
      if a.date == b.date { return a.document.isBefore(b.document) }
      guard let first = a.date, let second = b.date else { return a.date != nil }
      return order == .newest ? first > second : first < second
    }.map(\.document)
  }

  /// What is wrong with the answers to `query` in one form, or nil.
  ///
  /// Every top must be the beginning of what scoring every match gives, scores and order included;
  /// the count must be the number of matches; and the number of segments must not matter.
  func fault(_ query: Query, _ form: Form) throws -> String? {
    var known: [(document: Int, score: Score)]?
    for searcher in form.searchers {
      let segments = "over \(searcher.snapshot.segments.count) segments"
      let prepared = try searcher.prepare(query)
      let expected = try searcher.exhaustive(.max, prepared)
      for k in Self.tops where try searcher.top(k, prepared) != Array(expected.prefix(k)) {
        return "top \(k) \(segments)"
      }
      if try searcher.count(prepared) != expected.count { return "the count \(segments)" }
      let both = try searcher.topAndCount(10, prepared)
      if both.count != expected.count || both.top != Array(expected.prefix(10)) {
        return "the top and the count in one pass \(segments)"
      }
      // In the order of dates what neighbours add to the best does not count.
      let plain = try searcher.all(prepared).sorted { $0.isBefore($1) }
      for order in [DateOrder.newest, .oldest] {
        let dated = try Self.sorted(plain, by: order, searcher.snapshot)
        for k in [1, 10, 100]
        where try searcher.first(k, by: order, prepared) != Array(dated.prefix(k)) {
          return "the first \(k), \(order), \(segments)"
        }
      }
      let numbered = expected.map { (document: searcher.snapshot.number($0), score: $0.score) }
      if let known, !known.elementsEqual(numbered, by: ==) { return "all \(segments)" }
      known = numbered
    }
    return nil
  }

  /// What is wrong with the matches of `query` and their scores as the documents' words tell, or nil.
  func fault(_ query: Query, _ form: Form, _ definition: DefinitionScorer) throws -> String? {
    let expected = definition.ranked(query)
    for searcher in form.searchers {
      let found = try searcher.exhaustive(.max, try searcher.prepare(query))
        .map { (document: searcher.snapshot.number($0), score: $0.score) }
      guard found.elementsEqual(expected, by: ==) else {
        return "scoring every document over \(searcher.snapshot.segments.count) segments"
      }
    }
    return nil
  }
}
