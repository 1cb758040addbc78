import RankingEvaluation
import Testing

@Suite("StudentDistribution")
struct StudentDistributionTests {
  @Test("one degree of freedom is Cauchy's distribution and two have a closed form")
  func closedForms() {
    // The tails beyond 1 are a quarter each; for two degrees, t / √(2 + t²) lies within ±t.
    #expect(abs(StudentDistribution(freedom: 1).twoSided(1) - 0.5) < 1e-12)
    for t in [0.1, 1, 2.5, 40] {
      let within = t / (2 + t * t).squareRoot()
      #expect(abs(StudentDistribution(freedom: 2).twoSided(t) - (1 - within)) < 1e-12)
    }
  }

  @Test(
    "the quantiles of printed tables",
    arguments: [
      (1.0, 12.7062), (5, 2.5706), (10, 2.2281), (30, 2.0423), (120, 1.9799), (1e7, 1.96),
    ])
  func tables(freedom: Double, quantile: Double) {
    let distribution = StudentDistribution(freedom: freedom)
    #expect(abs(distribution.quantile(0.975) - quantile) < 6e-5)
    #expect(abs(distribution.quantile(0.025) + quantile) < 6e-5)
    #expect(abs(distribution.cumulative(distribution.quantile(0.8)) - 0.8) < 1e-10)
  }

  @Test("no number is no evidence, and the infinite is all there can be")
  func extremes() {
    let distribution = StudentDistribution(freedom: 7)
    #expect(distribution.twoSided(.nan) == 1 && distribution.twoSided(0) == 1)
    #expect(distribution.twoSided(-.infinity) == 0)
    #expect(distribution.twoSided(1e8) > 0 && distribution.twoSided(1e8) < 1e-40)
    #expect(distribution.quantile(0.5) == 0)
  }
}
