import Foundation
import RankingEvaluation
import Testing

@Suite("BootstrapInterval")
struct BootstrapIntervalTests {
  /// Distributions such as measures have, and their means.
  enum Kind: String, CaseIterable {
    case normal, skewed, withZeros, reciprocalRanks

    var mean: Double {
      switch self {
      case .normal: 0.02
      case .skewed: 1.0 / 3
      case .withZeros: 0.35
      // The sum of 0.6^(r − 1) · 0.4 / r over all ranks r.
      case .reciprocalRanks: -0.4 / 0.6 * log(0.4)
      }
    }

    func draw(_ random: inout SeededRandom) -> Double {
      func uniform() -> Double { (Double(random.next() >> 11) + 0.5) * 0x1p-53 }
      switch self {
      case .normal:
        return 0.02 + 0.15 * (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
      case .skewed: return pow(uniform(), 2)
      case .withZeros: return uniform() < 0.3 ? 0 : uniform()
      case .reciprocalRanks:
        var rank = 1.0
        while uniform() > 0.4 { rank += 1 }
        return 1 / rank
      }
    }
  }

  @Test(
    "95 of 100 intervals hold the true mean, over 1,000 simulated collections",
    arguments: Kind.allCases)
  func coverage(kind: Kind) {
    let (collections, topics) = (1_000, 40)
    var random = SeededRandom(seed: 11)
    let hits = (0..<collections).count { collection in
      let values = (0..<topics).map { _ in kind.draw(&random) }
      let interval = BootstrapInterval(meanOf: values, seed: UInt64(collection), rounds: 500)
      return interval.lower <= kind.mean && kind.mean <= interval.upper
    }
    // Three standard errors of a share of 0.95 among 1,000.
    #expect(abs(Double(hits) / Double(collections) - 0.95) < 0.0207, "\(kind): \(hits)")
  }

  @Test("the interval holds the mean, shrinks with the topics and depends on nothing but the seed")
  func shape() {
    var random = SeededRandom(seed: 1)
    let values = (0..<200).map { _ in Kind.skewed.draw(&random) }
    let whole = BootstrapInterval(meanOf: values, seed: 1)
    let part = BootstrapInterval(meanOf: Array(values[..<20]), seed: 1)
    let mean = values.reduce(0, +) / 200
    #expect(whole.lower < mean && mean < whole.upper)
    #expect(whole.upper - whole.lower < part.upper - part.lower)
    #expect(whole == BootstrapInterval(meanOf: values, seed: 1))
    #expect(whole != BootstrapInterval(meanOf: values, seed: 2))
  }

  @Test("it agrees with Student's interval where values are normal")
  func student() {
    var random = SeededRandom(seed: 5)
    let values = (0..<12).map { _ in Kind.normal.draw(&random) }
    let sample = PairedSample(differences: values)
    let reach =
      StudentDistribution(freedom: 11).quantile(0.975) * sample.deviation / 12.0.squareRoot()
    let interval = BootstrapInterval(meanOf: values, seed: 1, rounds: 100_000)
    #expect(abs(interval.upper - sample.mean - reach) < 0.1 * reach)
    #expect(abs(sample.mean - interval.lower - reach) < 0.1 * reach)
  }

  @Test("a single topic, equal values and no topic at all have an interval without width")
  func degenerate() {
    for values in [[0.5], [0.5, 0.5, 0.5], []] {
      let interval = BootstrapInterval(meanOf: values, seed: 1)
      #expect(interval.lower == interval.upper)
      #expect(interval.lower == values.first ?? 0)
    }
  }
}
