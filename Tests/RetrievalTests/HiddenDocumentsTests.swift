import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

/// An index with hidden documents beside one that never had them.
@Suite("Hidden documents") struct HiddenDocumentsTests {
  /// What one of the two says.
  private struct Answer: Equatable {
    var top: [String]
    var count: Int
    var newest: [String]
  }

  private static func answer(_ searcher: Searcher, _ query: Query) throws -> Answer {
    func named(_ found: [ScoredDocument]) throws -> [String] {
      try found.map {
        let segment = searcher.snapshot.segments[$0.segment].segment
        return "\(try segment.identifier(of: $0.document)) \($0.score)"
      }
    }
    let prepared = try searcher.prepare(query)
    let all = try searcher.exhaustive(.max, prepared)
    #expect(try searcher.top(10, prepared) == Array(all.prefix(10)))
    return Answer(
      top: try named(all), count: try searcher.count(prepared),
      newest: try named(try searcher.first(20, by: .newest, prepared)))
  }

  /// The numbers of the documents that can be found.
  private static func live(_ snapshot: IndexSnapshot) throws -> Set<Int> {
    var live: Set<Int> = []
    for view in snapshot.segments {
      for document in 0..<DocID(view.segment.documentCount) where view.isLive(document) {
        if let number = Int(try view.segment.identifier(of: document)) { live.insert(number) }
      }
    }
    return live
  }

  @Test(
    "answers are those of an index without them, bit for bit, deleted documents or not",
    arguments: [(1, false), (1, true), (4, false), (4, true)])
  func absent(segments: Int, deleting: Bool) throws {
    let corpus = RandomCorpus(
      .init(documents: 900, vocabulary: .zipf(300), lengths: 1...40, longest: 120, burst: 0.1),
      seed: 31)
    var random = SplitMix64(seed: 5)
    let keys = (0..<900).reduce(into: [Int: UInt64]()) { keys, i in
      let key = UInt64.random(in: 0..<400, using: &random)
      if key > 50 { keys[i] = key }
    }
    let index = try RandomIndex(corpus, segments: segments, vectors: true, copyKeys: keys)
    let hiding = deleting ? index.thinned : index.whole
    #expect(hiding.hiddenCount > 200)
    let live = try Self.live(hiding)
    let without = try RandomIndex(
      corpus, segments: segments, vectors: true, absent: Set(0..<900).subtracting(live)
    ).whole
    #expect(without.hiddenCount == 0 && without.documentCount == hiding.documentCount)
    #expect(CollectionStatistics(hiding) == CollectionStatistics(without))
    for model in [RankingModel.bm25(k1: 1.2, b: 0.75), .bm25(k1: 0.9, b: 0.4)] {
      let searchers = [hiding, without].map { Searcher($0, stems: true, model: model) }
      var queries = RandomQueries(corpus, seed: 8, extreme: false, stems: false)
      for i in 0..<150 {
        let query = queries.next()
        let answers = try searchers.map { try Self.answer($0, query) }
        #expect(answers[0] == answers[1], "query \(i): \(query)")
      }
      let word = RandomCorpus.term(12)
      let query = Query.word(QueryTerm(exact: word, stem: Array(word.dropLast())))
      for method in FeedbackModel.Method.allCases {
        let expanded = try searchers.map { try $0.expand(query, by: FeedbackModel(method)).query }
        #expect("\(expanded[0])" == "\(expanded[1])")
      }
    }
  }
}
