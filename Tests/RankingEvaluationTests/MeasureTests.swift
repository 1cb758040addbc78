import Foundation
import RankingEvaluation
import Testing

@Suite("Measure")
struct MeasureTests {
  // Ranks: relevant 2, unjudged, negative, relevant 1, not relevant; never retrieved: grade 3.
  let ranking = JudgedRanking(grades: [2, nil, -1, 1, 0], judged: [0, 1, -1, 3, 2])
  let empty = JudgedRanking(grades: [], judged: [1, 0])
  let hopeless = JudgedRanking(grades: [0, nil, -2], judged: [0, -2])

  @Test("nDCG divides the discounted grades by those of the best list")
  func ndcg() {
    let ideal = 3 + 2 / log2(3.0) + 1 / log2(4.0)
    #expect(abs(NDCG(cutoff: 10).value(of: ranking) - (2 + 1 / log2(5.0)) / ideal) < 1e-12)
    #expect(abs(NDCG(cutoff: 2).value(of: ranking) - 2 / (3 + 2 / log2(3.0))) < 1e-12)
  }

  @Test("average precision counts relevant documents that were not retrieved")
  func averagePrecision() {
    #expect(abs(AveragePrecision().value(of: ranking) - (1 + 2.0 / 4) / 3) < 1e-12)
  }

  @Test("precision divides by the cutoff even if the list is shorter")
  func precision() {
    #expect(Precision(cutoff: 1).value(of: ranking) == 1)
    #expect(Precision(cutoff: 10).value(of: ranking) == 0.2)
  }

  @Test("recall divides by all relevant documents")
  func recall() {
    #expect(Recall(cutoff: 1).value(of: ranking) == 1.0 / 3)
    #expect(Recall(cutoff: 1000).value(of: ranking) == 2.0 / 3)
  }

  @Test("reciprocal rank looks for the first relevant document, within its cutoff if it has one")
  func reciprocalRank() {
    let third = JudgedRanking(grades: [0, nil, 1, 1], judged: [0, 1, 1])
    #expect(ReciprocalRank().value(of: third) == 1.0 / 3)
    #expect(ReciprocalRank(cutoff: 3).value(of: third) == 1.0 / 3)
    #expect(ReciprocalRank(cutoff: 2).value(of: third) == 0)
  }

  @Test("a relevance level above 1 changes the binary measures and not nDCG")
  func relevanceLevel() {
    let strict = JudgedRanking(grades: [1, 2], judged: [1, 2], relevanceLevel: 2)
    #expect(ReciprocalRank().value(of: strict) == 0.5)
    #expect(AveragePrecision().value(of: strict) == 0.5)
    #expect(NDCG(cutoff: 1).value(of: strict) == 0.5)
  }

  @Test("every measure is 0 for an empty list and for a topic without relevant documents")
  func zero() {
    for measure in standardMeasures {
      #expect(measure.value(of: empty) == 0, "\(measure.name)")
      #expect(measure.value(of: hopeless) == 0, "\(measure.name)")
    }
  }

  @Test("the extremes of the grades do not overflow")
  func extremes() {
    let ranking = JudgedRanking(
      grades: [Int.max, Int.min, nil], judged: [Int.max, Int.min, Int.max])
    for measure in standardMeasures {
      #expect((0...1).contains(measure.value(of: ranking)), "\(measure.name)")
    }
  }

  @Test("the names are those of the field")
  func names() {
    #expect(
      standardMeasures.map(\.name) == ["nDCG@10", "AP", "P@10", "RR", "R@100", "R@1000"])
    #expect(ReciprocalRank(cutoff: 10).name == "RR@10")
  }
}
