import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Searcher") struct SearcherTests {
  private let corpus: RandomCorpus
  private let index: RandomIndex
  private let searcher: Searcher

  init() throws {
    corpus = RandomCorpus(
      .init(documents: 50, vocabulary: .zipf(10), lengths: 1...40), seed: 3)
    index = try RandomIndex(corpus, segments: 2)
    searcher = Searcher(index.whole, stems: false)
  }

  private func word(_ number: Int) -> Query {
    .word(QueryTerm(exact: RandomCorpus.term(number)))
  }

  @Test("a query with nothing in it finds nothing, and everything is found by a filter")
  func edges() throws {
    let nothing = try searcher.prepare(.nothing)
    #expect(try searcher.top(10, nothing).isEmpty)
    let everything = try searcher.prepare(.everything)
    #expect(try searcher.count(everything) == 50)
    #expect(try searcher.top(3, everything).map(index.whole.number) == [0, 1, 2])
    #expect(try searcher.top(0, everything).isEmpty)
    let boosted = try searcher.prepare(.boosted(word(1), 1e6))
    #expect(try !searcher.top(3, boosted).isEmpty)
  }

  @Test("the heaviest weights inside each other make the heaviest scores, not infinite ones")
  func weightsInsideWeights() throws {
    var query = word(1)
    for _ in 0..<64 { query = .boosted(.any([query, word(2)]), 1e6) }
    let prepared = try searcher.prepare(query)
    let found = try searcher.top(10, prepared)
    #expect(found.count == 10)
    #expect(try found == searcher.exhaustive(10, prepared))
    #expect(found.allSatisfy { $0.score > 0 && $0.score < 1 << 31 })
  }

  @Test("the heaviest weights on what is excluded change nothing")
  func weightsOnExclusions() throws {
    let plain = try searcher.prepare(.except(word(1), word(2)))
    let heavy = try searcher.prepare(.except(word(1), .boosted(word(2), 1e6)))
    #expect(try !searcher.top(50, plain).isEmpty)
    #expect(try searcher.top(50, heavy) == searcher.top(50, plain))
  }

  @Test("of two periods those documents are found that lie in both, also if there are none")
  func severalPeriods() throws {
    let law = RandomCorpus.Law(documents: 3_000, vocabulary: .zipf(40), lengths: 1...12)
    let corpus = RandomCorpus(law, seed: 4).dated(secondsApart: 1_000)
    for segments in [1, 2] {
      let index = try RandomIndex(corpus, segments: segments)
      let searcher = Searcher(index.whole, stems: false)
      let edges: [Int64] = [-5, 100_500, 1_200_500, 1_400_000, 2_900_500, 9_000_000]
      for a in edges {
        for b in edges {
          let periods = [a..<a + 300_000, b..<b + 90_000]
          let query = periods.reduce(Query.everything) {
            .filter($0, .published(from: $1.lowerBound, to: $1.upperBound))
          }
          let expected = corpus.documents.count { document in
            document.date.map { date in periods.allSatisfy { $0.contains(date) } } ?? false
          }
          #expect(try searcher.count(searcher.prepare(query)) == expected)
        }
      }
    }
  }

  @Test(
    "words that are together far more often than chance would have it are found as they are scored")
  func unexpectedlyMany() throws {
    let law = RandomCorpus.Law(documents: 16_000, vocabulary: .zipf(40), lengths: 1...12)
    let corpus = RandomCorpus(law, seed: 9).adding([50, 51], toEvery: 13)
    let query = Query.all([word(50), word(51)])
    var known: [(document: Int, score: Score)] = []
    for segments in [1, 2, 3] {
      let index = try RandomIndex(corpus, segments: segments)
      for snapshot in [index.whole, index.thinned] {
        let searcher = Searcher(snapshot, stems: false)
        let prepared = try searcher.prepare(query)
        let expected = try searcher.exhaustive(.max, prepared)
        for k in [1, 10, 100] {
          #expect(try searcher.top(k, prepared) == Array(expected.prefix(k)))
        }
        let both = try searcher.topAndCount(10, prepared)
        #expect(both.count == expected.count && both.top == Array(expected.prefix(10)))
      }
      let searcher = Searcher(index.whole, stems: false)
      let found = try searcher.exhaustive(.max, searcher.prepare(query))
        .map { (document: index.whole.number($0), score: $0.score) }
      #expect(found.count == 16_000 / 13 + 1)
      if !known.isEmpty { #expect(found.elementsEqual(known, by: ==)) }
      known = found
    }
  }

  @Test(
    "a period that no second belongs to holds nothing, and one without ends what has no date too")
  func periodsAtTheEnds() throws {
    func count(_ from: Int64?, _ to: Int64?) throws -> Int {
      let filter = Query.filter(.everything, .published(from: from, to: to))
      return try searcher.count(searcher.prepare(filter))
    }
    #expect(try count(nil, .min) == 0)
    #expect(try count(.max, .min) == 0)
    #expect(try count(1, 1) == 0)
    #expect(try count(nil, nil) == 50)
    let dated = corpus.documents.count { $0.date != nil }
    #expect(try count(.min, .max) == dated)
    #expect(try count(.min, nil) == dated)
  }
}
