internal import Glibc

/// The standard normal distribution, mean 0 and deviation 1.
enum NormalDistribution {
  /// The probability of a value of at most `z`.
  static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// The value that a share `probability` of the distribution does not exceed; infinite at 0 and 1.
  ///
  /// - Complexity: 200 halvings at most.
  static func quantile(_ probability: Double) -> Double {
    if probability <= 0 { return -.infinity }
    if probability >= 1 { return .infinity }
    var (low, high) = (-39.0, 39.0)
    for _ in 0..<200 where high - low > 1e-14 * max(1, abs(low)) {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
