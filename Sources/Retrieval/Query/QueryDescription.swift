extension Query: CustomStringConvertible {
  /// What was understood, in one notation for people, whatever way it was typed.
  ///
  /// A word found by its stem is `stem:missil`, an exact word `missiles`, a phrase `"a b"`; the rest is
  /// `any(…)`, `all(…)`, `near/5(…)`, `pre/5(…)`, and inside `all`, `not(…)` and `maybe(…)`, which only
  /// adds to the score. Conditions stand as they are typed: `date:2025-01-01..2025-01-31`.
  public var description: String {
    switch self {
    case .word(let term): term.description
    case .phrase(let phrase): phrase.description
    case .prefix(let prefix):
      prefix.field.label + (prefix.isCharacter ? "*" : "") + text(prefix.bytes) + "*"
    case .fuzzy(let term): term.field.label + text(term.exact) + "~\(term.distance)"
    case .near(let queries, let distance, let ordered):
      "\(ordered ? "pre" : "near")/\(distance)(\(list(queries)))"
    case .any(let queries): "any(\(list(queries)))"
    case .boosted(let query, let weight): "\(query)^\(number(weight))"
    case .everything: "everything"
    case .nothing: "nothing"
    case .all, .except, .required, .filter: Self.joined(conditions)
    }
  }

  private static func joined(_ conditions: [String]) -> String {
    conditions.count == 1 ? conditions[0] : "all(\(conditions.joined(separator: " ")))"
  }

  /// What a document must and must not have, part by part.
  private var conditions: [String] {
    switch self {
    case .all(let queries): queries.flatMap(\.conditions)
    case .except(let query, let excluded): query.conditions + ["not(\(excluded))"]
    case .required(let queries, let optional):
      queries.flatMap(\.conditions) + ["maybe(\(list(optional)))"]
    case .filter(let query, let filter): query.conditions + [filter.description]
    case .everything: []
    default: [description]
    }
  }
}

extension QueryTerm: CustomStringConvertible {
  /// The term with its field, as in `Query.description`.
  public var description: String {
    if field.isKeyword { return field.label + "\"" + text(exact) + "\"" }
    return field.label + (stem.map { "stem:" + text($0) } ?? text(exact))
  }
}

extension Phrase: CustomStringConvertible {
  /// The phrase with its field and slop, `…` standing for a place left open.
  public var description: String {
    var parts: [String] = []
    var next = 0
    for word in words {
      if word.offset > next { parts.append("…") }
      parts.append(text(word.exact))
      next = word.offset + 1
    }
    return field.label + "\"" + parts.joined(separator: " ") + "\"" + (slop > 0 ? "~\(slop)" : "")
  }
}

extension DocumentFilter: CustomStringConvertible {
  /// The filter as it is typed, with the first and the last day.
  public var description: String {
    switch self {
    case .published(let from, let to):
      let first = from.map(DatePeriod.day(of:)) ?? ""
      let last = to.map { DatePeriod.day(of: $0 &- 1) } ?? ""
      return "date:" + (first == last && !first.isEmpty ? first : first + ".." + last)
    }
  }
}

extension QueryField {
  /// What stands before a term of the field; nothing for the text.
  fileprivate var label: String {
    switch self {
    case .text: ""
    case .language: "lang:"
    default: rawValue + ":"
    }
  }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func list(_ queries: [Query]) -> String {
  queries.map(\.description).joined(separator: " ")
}

private func number(_ weight: Double) -> String {
  Int(exactly: weight).map { String($0) } ?? weight.description
}
