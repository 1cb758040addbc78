/// One reading of lexemes by recursive descent; a group is one level of recursion.
struct QueryReading {
  private let lexemes: [QueryLexeme]
  private let options: QueryParser.Options
  private let terms: QueryTerms
  private var index = 0
  /// What is to be said of the text.
  private(set) var notes: QueryNotes

  init(
    lexemes: [QueryLexeme], notes: QueryNotes, options: QueryParser.Options, terms: QueryTerms
  ) {
    self.lexemes = lexemes
    self.notes = notes
    self.options = options
    self.terms = terms
  }

  /// The query of all lexemes.
  mutating func read() -> Query {
    var clauses: [QueryClause] = []
    while index < lexemes.count {
      clauses += sideBySide(field: .text)
      index += 1  // a parenthesis too many
    }
    return clauses.combined(options)
  }

  private mutating func take(_ lexeme: QueryLexeme) -> Bool {
    guard index < lexemes.count, lexemes[index] == lexeme else { return false }
    index += 1
    return true
  }

  /// The clauses up to the end of the group.
  private mutating func sideBySide(field: QueryField) -> [QueryClause] {
    var clauses: [QueryClause] = []
    while index < lexemes.count {
      if case .close = lexemes[index] { break }
      let before = index
      clauses += alternatives(field: field)
      if index == before { index += 1 }
    }
    return clauses
  }

  /// Clauses with `OR` between them: `a OR b OR c`.
  private mutating func alternatives(field: QueryField) -> [QueryClause] {
    let first = conjunction(field: field)
    guard index < lexemes.count, lexemes[index] == .or else { return first }
    var queries = [first.combined(options)]
    while take(.or) { queries.append(conjunction(field: field).combined(options)) }
    return [QueryClause(.any(of: queries))]
  }

  /// `a AND b AND NOT c`: one clause; `a NOT b` without any `AND`: clauses for the group.
  private mutating func conjunction(field: QueryField) -> [QueryClause] {
    var clauses = operand(field: field)
    var isJoined = false
    while index < lexemes.count {
      if take(.and) {
        if !isJoined { clauses = clauses.asOperand }
        isJoined = true
        let isNegated = take(.not)
        clauses += operand(field: field).asOperand.map { isNegated ? $0.negated : $0 }
      } else if take(.not) {
        clauses += operand(field: field).asOperand.map(\.negated)
      } else {
        break
      }
    }
    return isJoined ? [QueryClause(clauses.combined(options))] : clauses
  }

  /// An operand with what stands before it: `NOT a`, `+a`, `-a`.
  private mutating func operand(field: QueryField) -> [QueryClause] {
    var occurrence = QueryClause.Occurrence.optional
    while index < lexemes.count {
      if take(.not) || take(.mustNot) {
        occurrence = .excluded
      } else if take(.must) {
        if occurrence == .optional { occurrence = .required }
      } else {
        break
      }
    }
    let clauses = proximity(field: field)
    return occurrence == .optional ? clauses : clauses.asOperand.map { $0.with(occurrence) }
  }

  /// Operands with `NEAR/n` or `PRE/n` between them.
  private mutating func proximity(field: QueryField) -> [QueryClause] {
    let first = primary(field: field)
    guard index < lexemes.count, case .near = lexemes[index] else { return first }
    var operands = [first.combined(options)]
    var links: [(distance: Int, ordered: Bool)] = []
    while index < lexemes.count, case .near(let distance, let ordered) = lexemes[index] {
      index += 1
      links.append((distance, ordered))
      operands.append(primary(field: field).combined(options))
    }
    if !Query.canStandNear(operands) {
      notes.add(
        "only words and phrases of one field can stand near one another; here all parts must match, anywhere"
      )
    }
    return [QueryClause(.near(operands, links: links))]
  }

  private mutating func primary(field: QueryField) -> [QueryClause] {
    guard index < lexemes.count else { return [] }
    let lexeme = lexemes[index]
    switch lexeme {
    case .close: return []
    default: index += 1
    }
    switch lexeme {
    case .word(let text): return word(text, field: field)
    case .quoted(let text, let slop, let weight):
      let phrase = terms.phrase(text, field: field, slop: slop ?? 0) ?? .nothing
      return [QueryClause(phrase.weighted(weight))]
    case .open: return group(field: field)
    case .field(let inner): return primary(field: inner).map(\.withoutStopWord)
    case .keyword(let field, let value): return [keyword(value, field: field)]
    case .date(let period): return [QueryClause(.filter(.everything, period.filter))]
    default: return []
    }
  }

  private mutating func group(field: QueryField) -> [QueryClause] {
    let clauses = sideBySide(field: field)
    var weight: Double?
    if index < lexemes.count, case .close(let stated) = lexemes[index] {
      weight = stated
      index += 1
    }
    return [QueryClause(clauses.combined(options).weighted(weight))]
  }

  private func keyword(_ value: String, field: QueryField) -> QueryClause {
    let value = field == .language ? value.lowercased() : value
    guard !value.isEmpty else { return QueryClause(.nothing) }
    return QueryClause(.word(QueryTerm(field: field, exact: Array(value.utf8))))
  }

  /// `word`, `word*`, `word~1`, `word^2` and their combinations.
  private mutating func word(_ text: String, field: QueryField) -> [QueryClause] {
    guard options.knowsOperators else {
      return terms.bare(text, field: field).map { bareClause($0) }
    }
    if text == "*" { return [QueryClause(.everything)] }
    var stem = text[...]
    let weight = stem.removeNumber(after: "^").map { QueryParser.weight($0) }
    if stem.last == "*", let prefix = terms.single(stem.dropLast()) {
      return [QueryClause(.prefix(TermPrefix(field: field, bytes: prefix)).weighted(weight ?? nil))]
    }
    var shorter = stem
    if let edits = shorter.removeNumber(after: "~"), let distance = Int(edits.prefix(9)),
      let exact = terms.single(shorter)
    {
      let query: Query =
        distance == 0
        ? .phrase(Phrase(field: field, words: [Phrase.Word(exact: exact, offset: 0)]))
        : .fuzzy(FuzzyTerm(field: field, exact: exact, distance: min(distance, 2)))
      return [QueryClause(query.weighted(weight ?? nil))]
    }
    let queries = terms.bare(String(stem), field: field)
    if !queries.isEmpty, stem.last == "*" || shorter.count < stem.count {
      notes.add("\(text) is more than one word, so what stands behind it means nothing")
    }
    guard let weight, let weight else { return queries.map { bareClause($0) } }
    return queries.map { QueryClause($0.weighted(weight)) }
  }

  /// A clause of a query without any operator, to be left out if it is a stop word.
  private func bareClause(_ query: Query) -> QueryClause {
    QueryClause(query, isBareStopWord: options.dropsStopWords && terms.isStopWord(query))
  }
}

extension Substring {
  /// Removes `mark` and the number after it from the end of the text and gives the number; nil, with
  /// nothing removed, if the text does not end so or has nothing before it.
  fileprivate mutating func removeNumber(after mark: Character) -> String? {
    guard let place = lastIndex(of: mark), place != startIndex else { return nil }
    let number = self[index(after: place)...]
    let isNumber =
      !number.isEmpty && number.utf8.count <= 20
      && number.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
    guard isNumber else { return nil }
    self = self[..<place]
    return String(number)
  }
}
