import RankingEvaluation
import Testing

@Suite("RunComparison")
struct RunComparisonTests {
  @Test("Holm's correction multiplies the least p by the number of tests and never turns the order")
  func holm() {
    #expect(HolmCorrection.corrected([0.01, 0.04, 0.03, 0.005]) == [0.03, 0.06, 0.06, 0.02])
    #expect(HolmCorrection.corrected([0.6, 0.7]) == [1, 1])
    #expect(HolmCorrection.corrected([0.2]) == [0.2])
    #expect(HolmCorrection.corrected([]) == [])
  }

  @Test("wins, losses and ties count topics; the effect is in units of the deviation")
  func sample() {
    let sample = PairedSample([0.5, 0.2, 0.3, 0.9], against: [0.4, 0.3, 0.3, 0.5])
    #expect((sample.wins, sample.losses, sample.ties) == (2, 1, 1))
    #expect(abs(sample.mean - 0.1) < 1e-12)
    #expect(abs(sample.effectSize - 0.1 / sample.deviation) < 1e-12)
    #expect(PairedSample(differences: [0, 0]).effectSize == 0)
    #expect(PairedSample(differences: [-1, -1]).effectSize == -.infinity)
  }

  @Test("the t-test says 1 where there is nothing to test and 0 where all differences are the same")
  func tTest() {
    #expect(PairedTTest.p(PairedSample(differences: [])) == 1)
    #expect(PairedTTest.p(PairedSample(differences: [0.3])) == 1)
    #expect(PairedTTest.p(PairedSample(differences: [0, 0, 0])) == 1)
    #expect(PairedTTest.p(PairedSample(differences: [0.1, 0.1, 0.1])) == 0)
  }

  @Test("few topics find large differences only, and the warning says so")
  func power() {
    let few = DetectableDifference(PairedSample(differences: [0.1, -0.1, 0.2, 0, -0.05, 0.1]))
    #expect(few.isWeak && few.least > 0.1)
    #expect(few.topicsNeeded ?? 0 > 6)
    let clear = (0..<100).map { 0.1 + ($0 % 2 == 0 ? 0.05 : -0.05) }
    let many = DetectableDifference(PairedSample(differences: clear))
    #expect(!many.isWeak && many.least < 0.02 && many.topicsNeeded ?? 99 < 10)
    #expect(DetectableDifference(PairedSample(differences: [0, 0])).topicsNeeded == nil)
    #expect(DetectableDifference(PairedSample(differences: [1])).least == .infinity)
  }

  @Test("every run but the first is compared with the first, measure by measure")
  func all() throws {
    let topics = (1...30).map { "\($0)" }
    let judgments = try Judgments.parse(
      topics.map { "\($0) 0 a 1\n\($0) 0 b 0\n" }.joined(), path: "qrels.txt")
    func report(_ best: (Int) -> String) throws -> EvaluationReport {
      var run = RankedRun(tag: "x")
      for (number, topic) in topics.enumerated() {
        let first = best(number)
        run.setRanking(
          [.init(document: first, score: 2), .init(document: first == "a" ? "b" : "a", score: 1)],
          for: topic)
      }
      return try EvaluationReport(
        run: run, judgments: judgments, measures: [ReciprocalRank(), Recall(cutoff: 10)])
    }
    let reports = [
      try report { _ in "b" }, try report { _ in "a" }, try report { $0 % 2 == 0 ? "a" : "b" },
    ]
    let comparisons = RunComparison.all(reports, seed: 1)
    #expect(comparisons.map(\.run) == [1, 2])
    let better = comparisons[0].measures[0]
    #expect(better.measure == "RR" && better.sample.mean == 0.5 && better.sample.wins == 30)
    #expect(better.p < 0.0001 && better.isSignificant && better.correctedP == better.p * 2)
    #expect(better.interval.lower == 0.5 && better.interval.upper == 0.5)
    let half = comparisons[1].measures[0]
    #expect(half.sample.wins == 15 && half.sample.ties == 15 && half.isExact)
    #expect(half.p == 2 / 32_768.0)
    #expect(comparisons[0].measures[1].p == 1 && !comparisons[0].measures[1].isSignificant)
    #expect(RunComparison.all([], seed: 1).isEmpty)
  }
}
