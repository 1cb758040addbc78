import Foundation
import RankingEvaluation
import Testing

/// Samples and p-values written by `Benchmarks/ranking/compare_with_scipy.py`.
@Suite("Agreement with SciPy")
struct SciPyAgreementTests {
  struct Case {
    let tTest: Double
    let swaps: Double
    let sample: PairedSample
  }

  static func cases() throws -> [Case] {
    let url = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/scipy/p.tsv")
    let text = try String(contentsOf: try #require(url), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let columns = line.split(separator: "\t")
      return Case(
        tTest: try #require(Double(columns[0])), swaps: try #require(Double(columns[1])),
        sample: PairedSample(
          differences: columns[2].split(separator: " ").compactMap { Double($0) }))
    }
  }

  @Test("the t-test gives SciPy's p-values to seven decimals")
  func tTest() throws {
    let cases = try Self.cases()
    #expect(cases.count == 64)
    for (number, item) in cases.enumerated() {
      #expect(abs(PairedTTest.p(item.sample) - item.tTest) < 1e-7, "line \(number + 1)")
    }
  }

  @Test("the randomisation test gives SciPy's exact p-values, and those by chance within 0.005")
  func randomization() throws {
    for (number, item) in try Self.cases().enumerated() {
      let test = RandomizationTest(item.sample, seed: 1)
      let isExactThere = item.sample.differences.count <= 16
      let bound = isExactThere ? 1e-7 : 0.005
      #expect(abs(test.p - item.swaps) < bound, "line \(number + 1)")
      #expect(!isExactThere || test.isExact)
    }
  }
}
