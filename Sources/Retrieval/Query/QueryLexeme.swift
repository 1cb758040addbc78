/// The smallest unit of typed text that the parser looks at.
enum QueryLexeme: Equatable {
  /// Text between spaces, with what may follow a word: `*`, `~1`, `^2`.
  case word(String)
  /// Text between quotation marks and what follows the second directly.
  case quoted(String, slop: Int?, weight: Double?)
  case open
  case close(weight: Double?)
  /// `+` directly before an operand.
  case must
  /// `-` directly before an operand.
  case mustNot
  /// The name of a field and its colon, directly before an operand.
  case field(QueryField)
  /// A field with a value that is one term: `id:`, `lang:`.
  case keyword(QueryField, String)
  case date(DatePeriod)
  case and, or, not
  case near(distance: Int, ordered: Bool)

  /// The operator that `text` is, if it is one: `AND OR NOT NEAR/n PRE/n`, also `&& ||`.
  init?(operator text: String) {
    switch text {
    case "AND", "&&": self = .and
    case "OR", "||": self = .or
    case "NOT": self = .not
    default:
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "NEAR" || parts[0] == "PRE",
        parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let distance = Int(parts[1].prefix(9)), distance > 0
      else { return nil }
      self = .near(distance: min(distance, QueryParser.longestDistance), ordered: parts[0] == "PRE")
    }
  }

  /// The word that an operator without operands stands for, or nil if this is no operator.
  var asWord: String? {
    switch self {
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .near(let distance, let ordered): "\(ordered ? "pre" : "near") \(distance)"
    default: nil
    }
  }

  /// Whether an operand may begin with this.
  var startsOperand: Bool {
    switch self {
    case .word, .quoted, .open, .must, .mustNot, .field, .keyword, .date: true
    case .close, .and, .or, .not, .near: false
    }
  }

  /// Whether an operand may end with this.
  var endsOperand: Bool {
    switch self {
    case .word, .quoted, .close, .keyword, .date: true
    case .open, .must, .mustNot, .field, .and, .or, .not, .near: false
    }
  }
}

extension [QueryLexeme] {
  /// The lexemes with every operator that stands in no meaningful place turned into a word.
  ///
  /// Between two operands may stand one operator, or `AND NOT`, `OR NOT`; before the first operand
  /// of a group `NOT`; the same operator typed twice counts once.
  func withLoneOperatorsAsWords() -> [QueryLexeme] {
    var result: [QueryLexeme] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      var run: [QueryLexeme] = []
      while index < count, self[index].asWord != nil {
        if run.last != self[index] { run.append(self[index]) }
        index += 1
      }
      let hasLeft = result.last?.endsOperand ?? false
      let hasRight = index < count && self[index].startsOperand
      result += Self.settled(run, hasLeft: hasLeft, hasRight: hasRight)
      if index < count { result.append(self[index]) }
      index += 1
    }
    return result
  }

  private static func settled(
    _ run: [QueryLexeme], hasLeft: Bool, hasRight: Bool
  ) -> [QueryLexeme] {
    let words = run.compactMap(\.asWord).map(QueryLexeme.word)
    guard hasRight, let last = run.last else { return words }
    if !hasLeft { return last == .not ? words.dropLast() + [.not] : words }
    if run.count == 1 || run == [.and, .not] || run == [.or, .not] { return run }
    return words
  }
}
