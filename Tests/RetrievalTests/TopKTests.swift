import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("TopK") struct TopKTests {
  private func offered(
    _ random: inout SplitMix64, documents: Int
  ) -> [ScoredDocument] {
    (0..<documents).map { i in
      ScoredDocument(
        segment: 2 * i / documents, document: DocID(i % ((documents + 1) / 2)),
        score: .random(in: 0...5, using: &random))
    }
    .shuffled(using: &random)
  }

  @Test("the best of many are those that come first when all are sorted", arguments: 0..<50)
  func best(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let all = offered(&random, documents: [1, 7, 100][seed % 3])
    for count in [0, 1, 3, 10, 200] {
      var top = TopK(count)
      for found in all {
        top.insert(segment: found.segment, document: found.document, score: found.score)
      }
      #expect(top.ranked() == Array(all.sorted { $0.isBefore($1) }.prefix(count)))
    }
  }

  @Test(
    "a document enters with the least score of those from it on, or could; with less none does",
    arguments: 0..<50)
  func minimumFromDocument(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var top = TopK(3)
    var raised = 0
    for found in offered(&random, documents: 60) {
      let least = top.minimum(from: found.document, in: found.segment)
      #expect(least == top.minimum || least == top.minimum + 1)
      raised += least > top.minimum ? 1 : 0
      for later in found.document..<found.document + 3 where least > 0 {
        var other = top
        other.insert(segment: found.segment, document: later, score: least - 1)
        #expect(other.ranked() == top.ranked())
      }
      top.insert(segment: found.segment, document: found.document, score: found.score)
    }
    #expect(raised > 0)
  }
}
