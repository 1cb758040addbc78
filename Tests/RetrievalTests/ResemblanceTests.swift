import Foundation
import TestSupport
import Testing

@testable import InvertedIndex
@testable import Retrieval

@Suite("Resemblance") struct ResemblanceTests {
  private let corpus: RandomCorpus
  private let indexes: [RandomIndex]

  init() throws {
    let corpus = RandomCorpus(
      .init(documents: 400, vocabulary: .zipf(900), lengths: 1...60, longest: 700, burst: 0.3),
      seed: 41)
    self.corpus = corpus
    indexes = try [1, 2, 7].map { try RandomIndex(corpus, segments: $0, vectors: true) }
  }

  /// `LEDE_QUERIES` are asked by each model in each form of the corpus.
  private static let asked =
    ProcessInfo.processInfo.environment["LEDE_QUERIES"].flatMap { Int($0) } ?? 40

  private func queries(_ count: Int) -> [Query] {
    var random = SplitMix64(seed: 43)
    return (0..<count).map { i in
      let words = (0...i % 4).map { _ -> Query in
        let word = RandomCorpus.term(Int.random(in: 0..<900, using: &random))
        return .word(QueryTerm(exact: word, stem: word.dropLast()))
      }
      switch i % 5 {
      case 0: return words.count > 1 ? .all(words) : words[0]
      case 1: return .filter(.any(of: words), .published(from: 10 * 86_400, to: nil))
      case 2: return .required([words[0]], optional: words)
      default: return .any(of: words)
      }
    }
  }

  /// A document's profile: for each term the first 12 bits of its hash, and its weight.
  private func profile(_ number: Int) -> [(hash: Int, weight: Double)] {
    let document = corpus.documents[number]
    var frequencies: [[UInt8]: Int] = [:]
    for (position, word) in document.words.enumerated() {
      frequencies[RandomCorpus.term(word).dropLast(), default: 0] += document.count(at: position)
    }
    let terms = frequencies.map { (DocumentProfiles.hash($0.key), $0.value) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    return terms.prefix(48).map { hash, frequency in
      (Int(hash >> 20), min((2 * Double(frequency).squareRoot()).rounded(), 15))
    }
  }

  /// Terms of two documents that share a hash are taken for one, those of one document are not.
  private func cosine(
    _ a: [(hash: Int, weight: Double)], _ b: [(hash: Int, weight: Double)]
  ) -> Double {
    func square(_ terms: [(hash: Int, weight: Double)]) -> Double {
      terms.reduce(0) { $0 + $1.weight * $1.weight }
    }
    var dot = 0.0
    for term in a {
      for other in b where term.hash == other.hash { dot += term.weight * other.weight }
    }
    return dot / (square(a) * square(b)).squareRoot()
  }

  @Test("the best gain what they resemble the very best, in any segments, and no others gain")
  func definition() throws {
    let plain = try RankingModel("news:similar=0")
    for weight in [0.3, 1, 10] {
      let model = try RankingModel("news:similar=\(weight)")
      for snapshot in indexes.flatMap({ [$0.whole, $0.thinned] }) {
        let before = Searcher(snapshot, stems: true, model: plain)
        let after = Searcher(snapshot, stems: true, model: model)
        for query in queries(20) {
          let ranked = try before.top(1_000, before.prepare(query))
          let found = try after.top(1_000, after.prepare(query))
          #expect(found.dropFirst(20) == ranked.dropFirst(20))
          let models = ranked.prefix(3).map { (Double($0.score), profile(snapshot.number($0))) }
          let sum = models.reduce(0) { $0 + $1.0 }
          for document in ranked.prefix(20) {
            let own = profile(snapshot.number(document))
            let likeness = min(models.reduce(0) { $0 + $1.0 / sum * cosine($1.1, own) }, 1)
            let expected = Double(document.score) + Double(ranked[0].score) * weight * likeness
            let lifted = try #require(
              found.prefix(20).first {
                ($0.segment, $0.document) == (document.segment, document.document)
              })
            #expect(abs(Double(lifted.score) - expected) <= 2 + 1e-4 * expected)
            #expect(lifted.score >= document.score)
          }
          #expect(zip(found, found.dropFirst()).allSatisfy { $0.isBefore($1) })
        }
      }
    }
  }

  @Test("pruned or not, of one segment or many, the answers are the same")
  func segments() throws {
    let models = try ["news", "news:similar=3,pairs=0.3"].map { try RankingModel($0) }
    for model in models {
      for query in queries(Self.asked) {
        for path in [\RandomIndex.whole, \RandomIndex.thinned] {
          var known: [(Int, Score)]?
          for index in indexes {
            let snapshot = index[keyPath: path]
            let searcher = Searcher(snapshot, stems: true, model: model)
            let prepared = try searcher.prepare(query)
            let all = try searcher.exhaustive(.max, prepared)
            for count in [1, 3, 10, 20, 21, 100] {
              #expect(try searcher.top(count, prepared) == Array(all.prefix(count)))
            }
            #expect(try searcher.topAndCount(10, prepared).top == Array(all.prefix(10)))
            let numbered = all.map { (snapshot.number($0), $0.score) }
            #expect(known.map { $0.elementsEqual(numbered, by: ==) } ?? true)
            known = numbered
          }
        }
      }
    }
  }

  @Test("the parts of an explanation sum up to the score")
  func explanation() throws {
    let model = try RankingModel("news:similar=1,pairs=0.3")
    let searcher = Searcher(indexes[1].whole, stems: true, model: model)
    for query in queries(20) {
      let explainer = try Explainer(searcher, query)
      let found = try searcher.top(30, searcher.prepare(query))
      for (i, document) in found.enumerated() {
        let parts = try explainer.explain(document).parts
        #expect(parts.reduce(0) { $0 + $1.score } == document.score)
        let isLifted = parts.contains { $0.text == "like the best" }
        #expect(i < 3 ? isLifted : i < 20 || !isLifted)
      }
    }
  }

  @Test("an index without profiles is ranked without resemblance")
  func without() throws {
    let index = try RandomIndex(corpus, segments: 2, stems: true)
    let with = Searcher(index.whole, stems: true)
    let without = Searcher(index.whole, stems: true, model: try RankingModel("news:similar=0"))
    for query in queries(20) {
      #expect(
        try with.top(50, with.prepare(query)) == without.top(50, without.prepare(query)))
    }
  }
}
