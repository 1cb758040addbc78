/// Fisher's paired randomisation test: in what share of all ways to swap the two systems, topic by
/// topic, the mean differs at least as much as it does.
///
/// It assumes nothing about the distribution. With at most `mostExact` topics that differ, all ways
/// are tried; with more, `rounds` random ones, and the share is (hits + 1) / (rounds + 1), so that it
/// is never 0. At 200,000 rounds its error is below 0.0012 (one standard error).
/// Sources: Fisher, "The Design of Experiments", 1935; Smucker, Allan and Carterette, CIKM 2007.
public struct RandomizationTest: Sendable {
  /// The most topics that differ of which all swaps are tried: a million ways.
  public static let mostExact = 20
  /// The random swaps where there are more.
  public static let usualRounds = 200_000

  /// The two-sided p-value, 0 to 1; 1 where the systems do not differ on any topic.
  public let p: Double
  /// Whether all swaps were tried.
  public let isExact: Bool

  /// The test of `sample`.
  ///
  /// - Complexity: one table look-up for each eight topics and round.
  public init(_ sample: PairedSample, seed: UInt64, rounds: Int = usualRounds) {
    let differences = sample.differences.filter { $0 != 0 }
    isExact = differences.count <= Self.mostExact
    guard !differences.isEmpty else {
      p = 1
      return
    }
    let tables = SwapTables(differences)
    // Sums that are equal but for rounding count as equal.
    let size = differences.reduce(0) { $0 + abs($1) }
    let observed = abs(differences.reduce(0, +)) - 1e-10 * size
    if isExact {
      let ways = UInt64(1) << UInt64(differences.count)
      let hits = (0..<ways).count { abs(tables.sum([$0])) >= observed }
      p = Double(hits) / Double(ways)
    } else {
      var random = SeededRandom(seed: seed)
      var signs = [UInt64](repeating: 0, count: (differences.count + 63) / 64)
      var hits = 0
      for _ in 0..<rounds {
        for word in signs.indices { signs[word] = random.next() }
        if abs(tables.sum(signs)) >= observed { hits += 1 }
      }
      p = Double(hits + 1) / Double(rounds + 1)
    }
  }
}

/// The sums of eight differences under each of the 256 ways to give them signs.
private struct SwapTables {
  private let sums: [Double]
  private let groups: Int

  init(_ differences: [Double]) {
    groups = (differences.count + 7) / 8
    var sums: [Double] = []
    sums.reserveCapacity(groups * 256)
    for group in 0..<groups {
      let members = differences[(group * 8)..<min(group * 8 + 8, differences.count)]
      for signs in 0..<256 {
        var sum = 0.0
        for (bit, difference) in members.enumerated() {
          sum += signs >> bit & 1 == 0 ? difference : -difference
        }
        sums.append(sum)
      }
    }
    self.sums = sums
  }

  /// The sum of all differences; bit i of the words says whether difference i changes its sign.
  func sum(_ signs: [UInt64]) -> Double {
    var sum = 0.0
    for group in 0..<groups {
      let byte = signs[group / 8] >> UInt64(group % 8 * 8) & 0xFF
      sum += sums[group * 256 + Int(byte)]
    }
    return sum
  }
}
