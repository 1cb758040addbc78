import Foundation
import RankingEvaluation
import Testing

@Suite("Measure")
struct MeasureTests {
  // Ranks: relevant 2, unjudged, negative, relevant 1, not relevant; never retrieved: grade 3.
  let ranking = JudgedRanking(grades: [2, nil, -1, 1, 0], judged: [0, 1, -1, 3, 2])
  let empty = JudgedRanking(grades: [], judged: [1, 0])
  static let all: [any Measure] =
    standardMeasures + [
      NDCG(gain: .exponential), AveragePrecision(cutoff: 2), RPrecision(), Success(cutoff: 3),
      BinaryPreference(), InferredAveragePrecision(), RankBiasedPrecision(),
      ExpectedReciprocalRank(), RelevanceLevel(AveragePrecision(), level: 2),
    ]
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

  @Test("average precision within a cutoff still divides by all relevant documents")
  func averagePrecisionWithin() {
    #expect(AveragePrecision(cutoff: 3).value(of: ranking) == 1.0 / 3)
  }

  @Test("R-precision looks as deep as there are relevant documents")
  func rPrecision() {
    #expect(RPrecision().value(of: ranking) == 1.0 / 3)
  }

  @Test("success is 1 if anything relevant is among the first")
  func success() {
    let second = JudgedRanking(grades: [0, 1], judged: [0, 1])
    #expect(Success(cutoff: 1).value(of: second) == 0)
    #expect(Success(cutoff: 2).value(of: second) == 1)
  }

  @Test("the judged share counts negative grades and looks at no more than there is")
  func judged() {
    #expect(JudgedShare(cutoff: 10).value(of: ranking) == 0.8)
    #expect(JudgedShare(cutoff: 2).value(of: ranking) == 0.5)
  }

  @Test("binary preference passes over what was not judged")
  func binaryPreference() {
    // R = 3, N = 2: nothing stands before either relevant document but what is passed over.
    #expect(BinaryPreference().value(of: ranking) == 2.0 / 3)
    let worse = JudgedRanking(grades: [0, 1, 0, 0, 1], judged: [0, 1, 0, 0, 1, 0])
    #expect(BinaryPreference().value(of: worse) == (0.5 + 0) / 2)
  }

  @Test("inferred average precision is average precision where all of the list was judged")
  func inferred() {
    let whole = JudgedRanking(grades: [1, 0, 2, 0, 1], judged: [1, 0, 2, 0, 1, 1])
    let (inferred, average) = (InferredAveragePrecision(), AveragePrecision())
    #expect(abs(inferred.value(of: whole) - average.value(of: whole)) < 1e-4)
    // Of two pooled documents above the relevant one, that which was judged was not relevant.
    let sampled = JudgedRanking(grades: [-1, 0, 1], judged: [-1, 0, 1])
    #expect(abs(inferred.value(of: sampled) - 1.0 / 3) < 1e-4)
  }

  @Test("rank-biased precision halves each rank with p = 0.5")
  func rankBiasedPrecision() {
    let value = RankBiasedPrecision(persistence: 0.5).value(of: ranking)
    #expect(value == 0.5 + 0.0625)
    #expect(RankBiasedPrecision(persistence: 0.5, cutoff: 3).value(of: ranking) == 0.5)
  }

  @Test("expected reciprocal rank stops at what satisfies")
  func expectedReciprocalRank() {
    // Grades 2 and 1 of a scale to 4 satisfy with 3/16 and 1/16.
    let value = ExpectedReciprocalRank(cutoff: 20).value(of: ranking)
    #expect(abs(value - (3.0 / 16 + 13.0 / 16 / 16 / 4)) < 1e-12)
    let sure = ExpectedReciprocalRank(highestGrade: 2)
    #expect(abs(sure.value(of: ranking) - (3.0 / 4 + 1.0 / 4 / 4 / 4)) < 1e-12)
  }

  @Test("the exponential gain of nDCG is 2 to the grade, less 1")
  func exponentialGain() {
    let ideal = 7 + 3 / log2(3.0) + 1 / log2(4.0)
    let value = NDCG(gain: .exponential).value(of: ranking)
    #expect(abs(value - (3 + 1 / log2(5.0)) / ideal) < 1e-12)
  }

  @Test("a relevance level above 1 changes the binary measures and not nDCG")
  func relevanceLevel() {
    let plain = JudgedRanking(grades: [1, 2], judged: [1, 2])
    #expect(RelevanceLevel(ReciprocalRank(), level: 2).value(of: plain) == 0.5)
    let strict = JudgedRanking(grades: [1, 2], judged: [1, 2], relevanceLevel: 2)
    #expect(ReciprocalRank().value(of: strict) == 0.5)
    #expect(AveragePrecision().value(of: strict) == 0.5)
    #expect(NDCG(cutoff: 1).value(of: strict) == 0.5)
  }

  @Test("every measure is 0 for an empty list and for a topic without relevant documents")
  func zero() {
    for measure in Self.all {
      #expect(measure.value(of: empty) == 0, "\(measure.name)")
      #expect(measure.value(of: hopeless) == 0, "\(measure.name)")
    }
  }

  @Test("the extremes of the grades do not overflow")
  func extremes() {
    let ranking = JudgedRanking(
      grades: [Int.max, Int.min, nil], judged: [Int.max, Int.min, Int.max])
    for measure in Self.all {
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
