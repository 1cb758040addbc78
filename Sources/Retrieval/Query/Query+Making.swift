extension Query {
  /// Any of `queries`: alternatives inside alternatives are taken out, equal ones joined by weight.
  static func any(of queries: [Query]) -> Query {
    let flat = queries.flatMap { query -> [Query] in
      if case .any(let inner) = query { inner } else { [query] }
    }
    let merged = flat.filter { $0 != .nothing }.merged
    return merged.count > 1 ? .any(merged) : merged.first ?? .nothing
  }

  /// All of `queries`, filters around the rest, or `otherwise` if there are none.
  static func all(of queries: [Query], otherwise: Query = .nothing) -> Query {
    let flat = queries.flatMap { query -> [Query] in
      if case .all(let inner) = query { inner } else { [query] }
    }
    let merged = flat.filter { $0 != .nothing && $0 != .everything && !$0.isFilter }.merged
    var query = merged.count > 1 ? Query.all(merged) : merged.first
    for case .filter(.everything, let filter) in flat {
      query = .filter(query ?? .everything, filter)
    }
    return query ?? (queries.contains(.everything) ? .everything : otherwise)
  }

  /// The operands near each other, link by link; those that cannot be near anything must all match.
  ///
  /// A weight on an operand is a weight on the whole.
  static func near(_ operands: [Query], links: [(distance: Int, ordered: Bool)]) -> Query {
    var weight = 1.0
    let operands = operands.map { operand in
      guard case .boosted(let query, let stated) = operand else { return operand }
      weight *= stated
      return query
    }
    return linked(operands, links).weighted(weight)
  }

  /// Whether those of `operands` that ask for something can stand near one another.
  static func canStandNear(_ operands: [Query]) -> Bool {
    let fields = operands.lazy.filter { $0 != .nothing }.map { operand in
      if case .boosted(let query, _) = operand {
        query.proximityField
      } else {
        operand.proximityField
      }
    }
    guard let first = fields.first else { return true }
    return first != nil && fields.allSatisfy { $0 == first }
  }

  private static func linked(
    _ operands: [Query], _ links: [(distance: Int, ordered: Bool)]
  ) -> Query {
    let found = zip(operands.dropFirst(), links).filter { $0.0 != .nothing }
    guard let first = operands.first, first != .nothing else {
      let rest = Array(found.dropFirst().map(\.1))
      return found.isEmpty ? .nothing : linked(found.map(\.0), rest)
    }
    guard let link = found.first?.1 else { return first }
    let all = [first] + found.map(\.0)
    guard let field = first.proximityField, all.allSatisfy({ $0.proximityField == field }) else {
      return .all(of: all)
    }
    if all.count <= QueryParser.mostNear, found.allSatisfy({ $0.1 == link }) {
      return .near(all, distance: link.distance, ordered: link.ordered)
    }
    let pairs = zip(all, found).map { left, right in
      Query.near([left, right.0], distance: right.1.distance, ordered: right.1.ordered)
    }
    return .all(of: pairs)
  }

  /// The query with a weight, unless that is nil or 1 or there is nothing to weigh.
  func weighted(_ weight: Double?) -> Query {
    guard let weight, weight != 1, self != .nothing, self != .everything else { return self }
    if case .boosted(let query, let other) = self {
      return .boosted(
        query, min(max(weight * other, 1 / QueryParser.heaviest), QueryParser.heaviest))
    }
    return .boosted(self, weight)
  }

  /// The one field in which the query has positions, or nil if it cannot stand in `near`.
  private var proximityField: QueryField? {
    switch self {
    case .word(let term): return term.field.isKeyword ? nil : term.field
    case .phrase(let phrase): return phrase.field
    case .prefix(let prefix): return prefix.field
    case .fuzzy(let term): return term.field
    case .any(let queries):
      guard let field = queries.first?.proximityField else { return nil }
      return queries.allSatisfy { $0.proximityField == field } ? field : nil
    default: return nil
    }
  }

  /// Whether the query restricts what is found rather than says what is looked for.
  var isCondition: Bool {
    switch self {
    case .word(let term): term.field.isCondition
    case .phrase(let phrase): phrase.field.isCondition
    case .prefix(let prefix): prefix.field.isCondition
    case .fuzzy(let term): term.field.isCondition
    case .near(let queries, _, _), .any(let queries), .all(let queries):
      queries.allSatisfy(\.isCondition)
    case .except(let query, _): query.isCondition
    case .filter(let query, _): query == .everything || query.isCondition
    case .everything: true
    case .required, .boosted, .nothing: false
    }
  }

  /// Whether the query is a filter and nothing else.
  var isFilter: Bool {
    if case .filter(.everything, _) = self { true } else { false }
  }
}

extension QueryField {
  /// Whether the field describes an article rather than tells its story.
  var isCondition: Bool {
    switch self {
    case .text, .title: false
    case .byline, .section, .source, .language, .id: true
    }
  }
}

extension [Query] {
  /// The queries with equal ones joined to one of their number as weight, in the order of the first.
  var merged: [Query] {
    var counts: [Query: Int] = [:]
    for query in self { counts[query, default: 0] += 1 }
    if counts.count == count { return self }
    var result: [Query] = []
    for query in self {
      guard let count = counts.removeValue(forKey: query) else { continue }
      result.append(query.isCondition ? query : query.weighted(Double(count)))
    }
    return result
  }
}
