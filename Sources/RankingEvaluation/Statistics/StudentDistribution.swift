internal import Glibc

/// Student's distribution: of the mean of normal numbers divided by its own estimated error.
///
/// Its tail is a regularised incomplete beta function, which is computed as a continued fraction.
/// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 26.5.8 and 26.7.1.
public struct StudentDistribution: Sendable {
  /// The degrees of freedom, above 0.
  public let freedom: Double

  /// The distribution with `freedom` degrees of freedom; those not above 0 are taken as 1.
  public init(freedom: Double) { self.freedom = freedom > 0 ? freedom : 1 }

  /// The probability of a value at least as far from 0 as `t`, on both sides; 1 for no number.
  ///
  /// - Complexity: at most 300 steps; relative error below 1e-10.
  public func twoSided(_ t: Double) -> Double {
    if t.isNaN || t == 0 { return 1 }
    if t.isInfinite { return 0 }
    return Self.incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
  }

  /// The probability of a value of at most `t`.
  public func cumulative(_ t: Double) -> Double {
    let tail = twoSided(t) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The value that a share `probability`, above 0 and below 1, of the distribution does not exceed.
  ///
  /// - Complexity: 200 halvings at most.
  public func quantile(_ probability: Double) -> Double {
    if probability == 0.5 { return 0 }
    if probability < 0.5 { return -quantile(1 - probability) }
    var (low, high) = (0.0, 1.0)
    while cumulative(high) < probability, high < 1e150 { (low, high) = (high, high * 2) }
    for _ in 0..<200 where high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The part of the beta function of `a` and `b` that lies below `x`, 0...1.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast on one side of the mean; the other side is its complement.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front =
      exp(
        a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
    return front * fraction(x, a, b)
  }

  /// The continued fraction of the incomplete beta function, evaluated from the front as a quotient
  /// of two recurrences that are kept away from 0.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let least = 1e-300
    func away(_ value: Double) -> Double { abs(value) < least ? least : value }
    var upper = 1.0
    var lower = 1 / away(1 - (a + b) * x / (a + 1))
    var value = lower
    for step in 1...300 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        lower = 1 / away(1 + term * lower)
        upper = away(1 + term / upper)
        change = lower * upper
        value *= change
      }
      if abs(change - 1) < 1e-15 { break }
    }
    return value
  }

  /// The logarithm of the gamma function of `x` above 0 (Stirling's series behind a shift).
  static func logGamma(_ x: Double) -> Double {
    var (x, product) = (x, 1.0)
    while x < 12 {
      product *= x
      x += 1
    }
    let square = 1 / (x * x)
    let series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x
    return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + series - log(product)
  }
}
