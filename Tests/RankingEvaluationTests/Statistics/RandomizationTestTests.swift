import RankingEvaluation
import Testing

@Suite("RandomizationTest")
struct RandomizationTestTests {
  /// The exact p-value for whole differences: how many of all swaps give each sum, added up one
  /// topic after the other.
  private func exact(_ differences: [Int]) -> Double {
    var ways: [Int: Double] = [0: 1]
    for difference in differences {
      var next: [Int: Double] = [:]
      for (sum, count) in ways {
        next[sum + difference, default: 0] += count / 2
        next[sum - difference, default: 0] += count / 2
      }
      ways = next
    }
    let observed = abs(differences.reduce(0, +))
    return ways.reduce(0) { abs($1.key) >= observed ? $0 + $1.value : $0 }
  }

  private func sample(_ count: Int, _ random: inout SeededRandom) -> [Int] {
    (0..<count).map { _ in random.index(below: 41) - 18 }
  }

  @Test("up to twenty topics that differ, all swaps are tried", arguments: 1...20)
  func few(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    let differences = sample(count, &random)
    let test = RandomizationTest(PairedSample(differences: differences.map(Double.init)), seed: 1)
    #expect(test.isExact)
    #expect(abs(test.p - exact(differences)) < 1e-12)
  }

  @Test("with more topics, p is within 0.005 of the exact one", arguments: [30, 65, 225])
  func many(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    for _ in 0..<2 {
      let differences = sample(count, &random)
      let test = RandomizationTest(
        PairedSample(differences: differences.map(Double.init)), seed: 7)
      #expect(!test.isExact)
      #expect(abs(test.p - exact(differences)) < 0.005)
    }
  }

  @Test("rounding does not keep apart sums that are equal")
  func rounding() {
    // 0.1 + 0.2 is not 0.3 in binary, yet as far from 0.
    let test = RandomizationTest(PairedSample(differences: [0.1, 0.2, -0.3, 0.3]), seed: 1)
    #expect(test.p == 12.0 / 16)
  }

  @Test("topics without a difference change nothing, and nothing else gives 1")
  func ties() {
    let plain = RandomizationTest(PairedSample(differences: [1, 2, 3]), seed: 1)
    let tied = RandomizationTest(PairedSample(differences: [0, 1, 0, 2, 3, 0]), seed: 1)
    #expect(plain.p == 0.25 && tied.p == 0.25)
    #expect(RandomizationTest(PairedSample(differences: [0, 0]), seed: 1).p == 1)
    #expect(RandomizationTest(PairedSample(differences: []), seed: 1).p == 1)
  }

  @Test("the same seed gives the same p everywhere, another seed another")
  func seeds() {
    var random = SeededRandom(seed: 3)
    let sample = PairedSample(differences: self.sample(40, &random).map(Double.init))
    let first = RandomizationTest(sample, seed: 1, rounds: 10_000).p
    #expect(first == RandomizationTest(sample, seed: 1, rounds: 10_000).p)
    #expect(first != RandomizationTest(sample, seed: 2, rounds: 10_000).p)
  }
}
