internal import Retrieval

/// A parameter that is tuned, and the values it may take: `b`, or `k1=0.4..2` for eleven even steps.
struct TunedParameter {
  let name: String
  /// The value without tuning.
  let value: Double
  /// The values to choose among, ascending; `value` is one of them.
  let candidates: [Double]

  /// What is multiplied with the value of a parameter whose range spans orders of magnitude.
  private static let factors = [0.125, 0.25, 0.5, 0.7, 0.85, 1, 1.2, 1.5, 2, 4, 8]

  /// Reads `text` as a parameter of `system`.
  init(_ text: String, of system: RankingSystem) throws(CommandError) {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    let name = sides.first ?? ""
    guard let parameter = system.parameters.first(where: { $0.name == name }) else {
      let known = system.parameters.map(\.name).joined(separator: ", ")
      throw CommandError("\(system) has no parameter '\(name)'; it has \(known)")
    }
    let range = sides.count > 1 ? Self.range(sides[1], in: parameter.range) : parameter.range
    guard let range else {
      throw CommandError(
        "'\(text)' is no range of a parameter; write \(name)=LOW..HIGH, from "
          + "\(parameter.range.lowerBound) to \(parameter.range.upperBound)")
    }
    self.name = name
    value = parameter.value
    let width = range.upperBound - range.lowerBound
    let isNamed = sides.count > 1
    var values: Set<Double> = [value]
    for step in 0...10 {
      let even = range.lowerBound + width * Double(step) / 10
      let chosen = isNamed || width <= 1 || value == 0 ? even : value * Self.factors[step]
      // Rounded, for people who read and repeat them.
      let rounded =
        parameter.isWhole ? chosen.rounded() : Self.rounded(chosen, digits: isNamed ? 4 : 2)
      if range.contains(rounded) { values.insert(rounded) }
    }
    candidates = values.sorted()
  }

  private static func range(
    _ text: String, in whole: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    guard let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
      let high = Double(text[dots.upperBound...]), low < high, whole.contains(low),
      whole.contains(high)
    else { return nil }
    return low...high
  }

  /// `value` with so many significant digits.
  private static func rounded(_ value: Double, digits: Int) -> Double {
    var scale = 1.0
    while value.magnitude * scale < 1, scale < 1e9 { scale *= 10 }
    for _ in 1..<digits { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
