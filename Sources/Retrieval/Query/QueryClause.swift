/// A query among others side by side, and what it means to them.
struct QueryClause {
  /// Whether a document needs it.
  enum Occurrence {
    case optional, required, excluded
  }

  var query: Query
  var occurrence = Occurrence.optional
  /// Whether it is a function word typed without any operator.
  var isBareStopWord = false

  init(_ query: Query, isBareStopWord: Bool = false) {
    self.query = query
    self.isBareStopWord = isBareStopWord
  }

  /// The clause, to be left in even if it is a stop word.
  var withoutStopWord: Self { with(occurrence) }

  func with(_ occurrence: Occurrence) -> Self {
    var clause = QueryClause(query)
    clause.occurrence = occurrence
    return clause
  }

  /// The clause behind `NOT`; one that is excluded already stays so.
  var negated: Self { with(.excluded) }
}

extension [QueryClause] {
  /// The words of one lexeme as one operand: all of them.
  var asOperand: [QueryClause] {
    guard count > 1, allSatisfy({ $0.occurrence == .optional }) else {
      return map { $0.with($0.occurrence == .optional ? .required : $0.occurrence) }
    }
    return [QueryClause(.all(of: map(\.query))).with(.required)]
  }

  /// The query that the clauses make side by side.
  func combined(_ options: QueryParser.Options) -> Query {
    var clauses = filter { $0.query != .nothing }
    let isWord = { (clause: QueryClause) in
      clause.occurrence != .excluded && !clause.query.isCondition
    }
    if !options.requiresAll, clauses.contains(where: { isWord($0) && !$0.isBareStopWord }) {
      clauses.removeAll(where: \.isBareStopWord)
    }
    if clauses.isEmpty { return .nothing }

    let excluded = clauses.filter { $0.occurrence == .excluded }.map(\.query)
    let conditions = clauses.filter { $0.occurrence != .excluded && $0.query.isCondition }
      .map(\.query)
    let words = clauses.filter(isWord)
    var required = words.filter { $0.occurrence == .required || options.requiresAll }.map(\.query)
    let optional = words.filter { $0.occurrence == .optional && !options.requiresAll }.map(\.query)

    if required.isEmpty, !optional.isEmpty {
      required = [.any(of: optional)]
    } else if !optional.isEmpty {
      required = [.required(required.merged, optional: optional.merged)]
    }
    let query = Query.all(of: required + conditions, otherwise: .everything)
    return excluded.isEmpty ? query : .except(query, .any(of: excluded))
  }
}
