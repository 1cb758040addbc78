/// The name of a measure taken apart; what nobody has taken at the end means nothing.
struct MeasureFields {
  /// The name in lower case, without parameters and cutoff.
  private(set) var name: String
  /// Whether the lowest relevant grade can be said.
  var takesLevel = true

  private let text: String
  private var cutoff: Int?
  private var parameters: [(key: String, value: String)] = []

  init(_ text: String) throws(EvaluationError) {
    self.text = text.trimmed
    name = ""
    var rest = self.text[...]
    if let at = rest.lastIndex(of: "@") {
      cutoff = Self.positive(rest[rest.index(after: at)...])
      if cutoff == nil { throw error("behind @ stands a whole number from 1") }
      rest = rest[..<at]
    }
    if let open = rest.firstIndex(of: "(") {
      guard rest.last == ")" else { throw error("a parenthesis is not closed") }
      for pair in rest[rest.index(after: open)...].dropLast().split(separator: ",") {
        let sides = pair.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
        guard sides.count == 2 else { throw error("parameters are written name=value") }
        parameters.append((sides[0], sides[1].filter { $0 != "'" && $0 != "\"" }))
      }
      rest = rest[..<open]
    }
    // trec_eval writes the cutoff behind an underscore.
    if cutoff == nil, let bar = rest.lastIndex(of: "_"),
      let depth = Self.positive(rest[rest.index(after: bar)...])
    {
      cutoff = depth
      rest = rest[..<bar]
    }
    name = rest.lowercased()
  }

  private static func positive(_ text: Substring) -> Int? {
    guard let number = Int(text), number > 0, number <= 1_000_000_000 else { return nil }
    return number
  }

  /// The cutoff, if there is one.
  mutating func takeCutoff() -> Int? {
    defer { cutoff = nil }
    return cutoff
  }

  /// The cutoff of a measure that is nothing without.
  mutating func needCutoff() throws(EvaluationError) -> Int {
    guard let cutoff = takeCutoff() else { throw error("it needs a cutoff, as in \(text)@10") }
    return cutoff
  }

  /// The value of the parameter `key`, if it was given.
  mutating func take(_ key: String) -> String? {
    guard let index = parameters.firstIndex(where: { $0.key == key }) else { return nil }
    return parameters.remove(at: index).value
  }

  /// A parameter that is a number.
  mutating func number(_ key: String) throws(EvaluationError) -> Double? {
    guard let value = take(key) else { return nil }
    guard let number = Double(value), number.isFinite else { throw error("\(key) is a number") }
    return number
  }

  /// A parameter that is a whole number from 1.
  mutating func whole(_ key: String) throws(EvaluationError) -> Int? {
    guard let value = take(key) else { return nil }
    guard let number = Self.positive(value[...]) else {
      throw error("\(key) is a whole number from 1")
    }
    return number
  }

  /// Refuses what was not taken.
  func finish() throws(EvaluationError) {
    if let first = parameters.first { throw error("it has no parameter \(first.key)") }
    if cutoff != nil { throw error("it has no cutoff") }
  }

  func error(_ remedy: String) -> EvaluationError {
    EvaluationError(.unknownMeasure, reason: "there is no measure \"\(text)\": \(remedy)")
  }
}
