/// One reading of lexemes by recursive descent; a group is one level of recursion.
struct NexisReading {
  private let lexemes: [NexisLexeme]
  private let terms: QueryTerms
  private var index = 0
  private(set) var notes = QueryNotes()

  init(lexemes: [NexisLexeme], terms: QueryTerms) {
    self.lexemes = lexemes
    self.terms = terms
  }

  mutating func read() -> Query {
    var queries: [Query] = []
    while index < lexemes.count {
      queries.append(exclusion(.text))
      index += 1  // a parenthesis too many
    }
    return .all(of: queries)
  }

  private var next: NexisLexeme? { index < lexemes.count ? lexemes[index] : nil }

  private mutating func take(_ lexeme: NexisLexeme) -> Bool {
    guard next == lexeme else { return false }
    index += 1
    return true
  }

  /// The first 40 characters.
  private func short(_ text: String) -> String {
    text.count > 40 ? text.prefix(39) + "…" : text
  }

  private mutating func note(_ text: String) { notes.add(text) }

  /// `a and not b`, up to the end of the group.
  private mutating func exclusion(_ field: QueryField) -> Query {
    var query = conjunction(field)
    var excluded: [Query] = []
    while let lexeme = next, lexeme != .close {
      if take(.andNot) {
        excluded.append(conjunction(field))
      } else {
        query = .all(of: [query, conjunction(field)])
      }
    }
    let not = Query.any(of: excluded)
    if not == .nothing { return query }
    return .except(query == .nothing ? .everything : query, not)
  }

  /// `a and b`; parts side by side without an operator must all match too.
  private mutating func conjunction(_ field: QueryField) -> Query {
    var queries = [proximity(field)]
    while let lexeme = next {
      if lexeme == .and {
        index += 1
      } else if !lexeme.startsOperand {
        break
      }
      queries.append(proximity(field))
    }
    return .all(of: queries)
  }

  /// Parts that stand near each other: `a w/5 b`.
  private mutating func proximity(_ field: QueryField) -> Query {
    var operands = [alternatives(field)]
    var links: [(distance: Int, ordered: Bool)] = []
    var together: [Query] = []
    while let lexeme = next {
      switch lexeme {
      case .near(let distance, let ordered):
        index += 1
        links.append((distance, ordered))
        operands.append(alternatives(field))
      case .together(let text):
        index += 1
        note("\(text) is searched as \"and\": sentences and paragraphs are not indexed")
        together.append(.near(operands, links: links))
        (operands, links) = ([alternatives(field)], [])
      case .notNear(let text):
        index += 1
        _ = alternatives(field)
        note("\"not \(text)\" and what follows it are left out: they have no equal here")
      default:
        let last = Query.near(operands, links: links)
        return together.isEmpty ? last : .all(of: together + [last])
      }
    }
    let last = Query.near(operands, links: links)
    return together.isEmpty ? last : .all(of: together + [last])
  }

  /// Alternatives: `a or b`.
  private mutating func alternatives(_ field: QueryField) -> Query {
    var queries = [operand(field)]
    while take(.or) { queries.append(operand(field)) }
    return .any(of: queries)
  }

  /// A phrase, a group, a field, a date.
  private mutating func operand(_ field: QueryField) -> Query {
    var field = field
    var hasPrefix = true
    while hasPrefix {
      switch next {
      case .dropped(let text, let reason): note("\"\(short(text))\" is left out: \(reason)")
      case .field(let inner): field = inner
      default: hasPrefix = false
      }
      if hasPrefix { index += 1 }
    }
    switch next {
    case .open:
      index += 1
      let query = exclusion(field)
      _ = take(.close)
      return query
    case .date(let filter):
      index += 1
      return .filter(.everything, filter)
    case .word, .quoted: return words(field)
    default: return .nothing
    }
  }

  /// The words up to the next operator: one word, or a phrase.
  private mutating func words(_ field: QueryField) -> Query {
    var texts: [String] = []
    var isQuoted = false
    while let lexeme = next {
      if case .word(let text) = lexeme {
        texts.append(text)
      } else if case .quoted(let text) = lexeme {
        texts.append(text)
        isQuoted = true
      } else {
        break
      }
      index += 1
    }
    if field.isKeyword {
      let value = field == .language ? texts.joined(separator: " ").lowercased() : texts.joined()
      return value.isEmpty ? .nothing : .word(QueryTerm(field: field, exact: Array(value.utf8)))
    }
    let prefixes = texts.map { prefix($0, field) }
    if prefixes.allSatisfy({ $0 == nil }) {
      let text = texts.joined(separator: " ")
      if isQuoted || texts.count > 1 { return terms.phrase(text, field: field) ?? .nothing }
      return .all(of: terms.bare(text, field: field))
    }
    let parts = zip(prefixes, texts).map { $0 ?? terms.phrase($1, field: field) ?? .nothing }
    let links = Array(repeating: (distance: 1, ordered: true), count: max(0, parts.count - 1))
    return .near(parts, links: links)
  }

  /// The prefix that `word!`, `word*` or `word$` means, or nil for a word without such a sign.
  private mutating func prefix(_ text: String, _ field: QueryField) -> Query? {
    guard let place = text.firstIndex(where: { "!*?$".contains($0) }), place != text.startIndex
    else { return nil }
    guard let exact = terms.single(text[..<place]) else { return nil }
    if text[place...].count > 1 || text[place] == "?" {
      let beginning = short(String(text[..<place]))
      note(
        "\"\(short(text))\" is searched as \"\(beginning)*\": signs for single characters are "
          + "not known")
    } else if text[place] == "*" {
      note("\"\(short(text))\" finds any ending: in Nexis * stands for one character")
    }
    return .prefix(TermPrefix(field: field, bytes: exact))
  }
}
