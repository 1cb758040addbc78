import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Feedback") struct FeedbackTests {
  private let corpus: RandomCorpus
  /// By the number of segments.
  private let indexes: [Int: RandomIndex]

  init() throws {
    let corpus = RandomCorpus(
      .init(documents: 300, vocabulary: .zipf(900), lengths: 1...60, burst: 0.2), seed: 17)
    self.corpus = corpus
    indexes = try [1, 2, 7].reduce(into: [:]) {
      $0[$1] = try RandomIndex(corpus, segments: $1, vectors: true)
    }
  }

  private static func stem(_ word: Int) -> [UInt8] { RandomCorpus.term(word).dropLast() }

  private static func word(_ number: Int) -> Query {
    .word(QueryTerm(exact: RandomCorpus.term(number), stem: stem(number)))
  }

  private static let models: [FeedbackModel] = FeedbackModel.Method.allCases.flatMap {
    [
      FeedbackModel($0),
      FeedbackModel($0, documents: 3, terms: 7, originalShare: 0.5, sharpness: 0),
      FeedbackModel($0, documents: 40, terms: 200, originalShare: 0.1, sharpness: 2),
    ]
  }

  private func queries(_ count: Int) -> [Query] {
    var random = SplitMix64(seed: 23)
    return (0..<count).map { i in
      let words = (0...i % 4).map { _ in Self.word(Int.random(in: 0..<900, using: &random)) }
      switch i % 6 {
      case 0: return words.count > 1 ? .all(words) : words[0]
      case 1: return .filter(.any(of: words), .published(from: 10 * 86_400, to: nil))
      case 2: return .required([words[0]], optional: words)
      default: return .any(of: words)
      }
    }
  }

  /// The terms by the definition, from the documents themselves.
  private func definition(
    _ found: [ScoredDocument], _ searcher: Searcher, _ model: FeedbackModel, deleted: Set<Int>
  ) -> [FeedbackTerm] {
    let vectors = corpus.documents.map { document in
      document.words.enumerated().reduce(into: [[UInt8]: Int]()) { counts, word in
        counts[Self.stem(word.element), default: 0] += document.count(at: word.offset)
      }
    }
    var frequencies: [[UInt8]: Int] = [:]
    for (i, vector) in vectors.enumerated() where !deleted.contains(i) {
      for stem in vector.keys { frequencies[stem, default: 0] += 1 }
    }
    var weights: [[UInt8]: UInt64] = [:]
    for match in found {
      let number = searcher.snapshot.number(match)
      let document = corpus.documents[number]
      let length = document.length()
      let ratio = Double(match.score) / Double(found[0].score)
      let share = (0..<model.sharpness).reduce(1.0) { share, _ in share * ratio }
      let average = searcher.statistics.averageWeightedLength
      for (stem, frequency) in vectors[number] {
        let f = Double(frequency)
        let weight =
          switch model.method {
          case .rm3: f / Double(length)
          case .rocchio: f / (f + 1.2 * (0.25 + 0.75 * (Double(length) / average)))
          }
        weights[stem, default: 0] += UInt64(share * weight * 0x1p40)
      }
    }
    let terms = weights.compactMap { stem, weight -> (term: FeedbackTerm, value: Double)? in
      guard let frequency = frequencies[stem], frequency > 1 else { return nil }
      let idf = BM25.idf(
        documentFrequency: frequency, documents: searcher.statistics.documents)
      let term = FeedbackTerm(
        stem: stem, weight: Double(weight), documentFrequency: frequency)
      return (term, Double(weight) * idf)
    }
    let sorted = terms.sorted { a, b in
      a.value != b.value
        ? a.value > b.value : a.term.stem.lexicographicallyPrecedes(b.term.stem)
    }
    return sorted.prefix(model.terms).map(\.term)
  }

  @Test("the terms are those of the definition, with and without deletions, in any segments")
  func definition() throws {
    for index in indexes.values {
      for (snapshot, deleted) in [(index.whole, Set<Int>()), (index.thinned, corpus.deleted)] {
        let searcher = Searcher(snapshot, stems: true)
        let terms = try FeedbackTerms(snapshot, searcher.statistics)
        for query in queries(24) {
          for model in Self.models {
            let found = try searcher.top(model.documents, searcher.prepare(query))
            #expect(
              try terms.best(found, model) == definition(found, searcher, model, deleted: deleted))
          }
        }
      }
    }
  }

  @Test("expanded queries and their answers are the same in any segments, pruned or not")
  func segments() throws {
    let searchers = indexes.sorted { $0.key < $1.key }.flatMap {
      [Searcher($0.value.whole, stems: true), Searcher($0.value.thinned, stems: true)]
    }
    for query in queries(24) {
      for model in Self.models {
        for (i, searcher) in searchers.enumerated() {
          let expanded = try searcher.expand(query, by: model)
          let first = searchers[i % 2]
          #expect(try expanded.query == first.expand(query, by: model).query)
          let prepared = try searcher.prepare(expanded)
          // With few wanted, the documents of the terms tell a threshold.
          for count in [1, 3, 10] {
            #expect(try searcher.top(count, prepared) == searcher.exhaustive(count, prepared))
          }
          let found = try searcher.top(20, prepared)
          #expect(try found == searcher.exhaustive(20, prepared))
          let twin = try first.top(20, first.prepare(expanded))
          #expect(found.map(\.score) == twin.map(\.score))
          #expect(found.map(searcher.snapshot.number) == twin.map(first.snapshot.number))
        }
      }
    }
  }

  @Test("what was required stays required, and only any word may become any of more")
  func shape() throws {
    let searcher = Searcher(indexes[1]!.whole, stems: true)
    let model = FeedbackModel(terms: 12)
    let all = Query.all([Self.word(3), Self.word(11)])
    #expect(
      try searcher.count(searcher.prepare(searcher.expand(all, by: model)))
        == searcher.count(searcher.prepare(all)))
    let dated = Query.filter(Self.word(305), .published(from: 0, to: 40 * 86_400))
    guard case .filter(.any(let words), _) = try searcher.expand(dated, by: model).query else {
      Issue.record("the filter is gone")
      return
    }
    // The word of the query is among the best, and is there once.
    #expect(words.count == 12)
    #expect(words.count { "\($0)".hasPrefix("stem:w30^") } == 1)
    #expect(try searcher.expand(.nothing, by: model).query == .nothing)
    #expect(try searcher.expand(.everything, by: model).query == .everything)
    #expect(try searcher.expand(Self.word(999_990), by: model).query == Self.word(999_990))
  }

  @Test("an index without vectors says how to get them")
  func without() throws {
    let searcher = Searcher(try RandomIndex(corpus, segments: 2).whole, stems: false)
    let error = #expect(throws: IndexError.self) {
      try searcher.expand(Self.word(1), by: FeedbackModel())
    }
    #expect(error?.code == .incompatible)
    #expect(error?.reason.contains("--vectors") == true)
  }
}
