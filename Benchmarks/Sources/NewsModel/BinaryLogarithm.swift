/// Powers and logarithms to base 2 from sums, products and quotients alone.
///
/// Those of C libraries differ in the last bit from one version and processor to the next; with
/// these the same seed gives the same bytes everywhere. Relative error below 1e-12.
enum Binary {
  private static let ln2 = 0.693147180559945309

  /// 2 to the power of `x`, for `x` from -1,000 to 1,000.
  static func exponential(_ x: Double) -> Double {
    let whole = x.rounded()
    let y = (x - whole) * ln2
    var sum = 1.0
    for i in stride(from: 13.0, through: 1, by: -1) { sum = 1 + sum * y / i }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }

  /// The logarithm to base 2 of `x`, which is positive and finite.
  static func logarithm(_ x: Double) -> Double {
    // ln m = 2 artanh((m - 1) / (m + 1)), for m between √½ and √2.
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let z = (m - 1) / (m + 1)
    var sum = 0.0
    for i in stride(from: 19.0, through: 1, by: -2) { sum = sum * z * z + 1 / i }
    return exponent + 2 * z * sum / ln2
  }

  /// `x` to the power of `y`; `x` is positive.
  static func power(_ x: Double, _ y: Double) -> Double { exponential(y * logarithm(x)) }
}
