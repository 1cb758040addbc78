/// The smallest unit of a search written for Nexis or Factiva.
enum NexisLexeme: Equatable {
  case word(String)
  case quoted(String)
  case open, close
  case and, or, andNot
  case near(distance: Int, ordered: Bool)
  /// An operator for which both sides must be in the article, and more that is not known here.
  case together(String)
  /// `not w/5` and its like.
  case notNear(String)
  /// A field, directly before its group or word.
  case field(QueryField)
  /// A date with its comparison.
  case date(DocumentFilter)
  /// What is left out: the text, and why.
  case dropped(String, because: String)

  /// Whether a part of a conjunction may begin with this.
  var startsOperand: Bool {
    switch self {
    case .word, .quoted, .open, .field, .date, .dropped: true
    default: false
    }
  }
}

/// Cuts a search written for Nexis or Factiva into lexemes, in time linear in its length.
struct NexisLexer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var lexemes: [NexisLexeme] = []

  static func lexemes(of text: String) -> [NexisLexeme] {
    var lexer = NexisLexer(scalars: Array(text.unicodeScalars))
    lexer.read()
    return lexer.lexemes
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func read() {
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "(" {
        depth += 1
        if depth <= QueryParser.deepestGroup { lexemes.append(.open) }
        index += 1
      } else if scalar == ")" {
        if depth > 0, depth <= QueryParser.deepestGroup { lexemes.append(.close) }
        depth = max(0, depth - 1)
        index += 1
      } else if isQuote(scalar) {
        let rest = scalars[(index + 1)...]
        let end = rest.firstIndex(where: isQuote) ?? scalars.count
        lexemes.append(.quoted(String(String.UnicodeScalarView(rest[..<end]))))
        index = end + 1
      } else if scalar.properties.isWhitespace {
        index += 1
      } else {
        readWord()
      }
    }
  }

  private func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"].contains(scalar)
  }

  /// The text up to a space, parenthesis, quotation mark or equals sign.
  private mutating func take() -> String {
    var text = String.UnicodeScalarView()
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.properties.isWhitespace || scalar == "(" || scalar == ")" || isQuote(scalar) {
        break
      }
      if scalar == "=", !text.isEmpty { break }
      text.append(scalar)
      index += 1
    }
    return String(text)
  }

  private mutating func readWord() {
    let text = take()
    let name = text.lowercased()
    let next = index < scalars.count ? scalars[index] : " "
    if name == "date" || name == "pd" || name == "load-date" {
      readDate(text)
    } else if next == "(" || next == "=", let field = Self.fields[name] {
      if next == "=" { index += 1 }
      if Self.isWider(name) {
        lexemes.append(.dropped(text, because: "the whole text is searched"))
      } else {
        lexemes.append(.field(field))
      }
    } else if Self.isModifier(name) {
      let reason = "it is searched without this condition"
      lexemes.append(.dropped(text, because: reason))
    } else if next == "=" {
      index += 1
      lexemes.append(.dropped(text + "=" + take(), because: "there is no such field"))
    } else {
      append(name, text)
    }
  }

  private mutating func append(_ name: String, _ text: String) {
    switch name {
    case "and", "&": lexemes.append(.and)
    case "or": lexemes.append(.or)
    case "not", "but-not":
      if lexemes.last == .and { lexemes.removeLast() }
      lexemes.append(.andNot)
    case "w/s", "w/p", "/s", "/p", "w/seg", "/seg", "same", "w/sent", "w/para":
      lexemes.append(lexemes.last == .andNot ? .notNear(text) : .together(text))
      dropNot()
    default:
      guard let near = Self.near(name) else {
        lexemes.append(.word(text))
        return
      }
      lexemes.append(lexemes.last == .andNot ? .notNear(text) : near)
      dropNot()
    }
  }

  /// Removes the `not` that a `not w/5` has taken up.
  private mutating func dropNot() {
    if case .notNear = lexemes.last { lexemes.remove(at: lexemes.count - 2) }
  }
}

// MARK: - The words of the language

extension NexisLexer {
  private static let fields: [String: QueryField] = [
    "headline": .title, "title": .title, "hd": .title, "byline": .byline, "by": .byline,
    "publication": .source, "pub": .source, "source": .source, "sn": .source, "section": .section,
    "se": .section, "language": .language, "la": .language, "hlead": .text, "hlp": .text,
    "lead": .text, "body": .text, "text": .text, "lp": .text, "td": .text,
  ]

  /// Whether the field is a part of the text that is not told from the rest here.
  private static func isWider(_ name: String) -> Bool { fields[name] == .text }

  /// `atleast5`, `allcaps`, `/F50/`, `wc>500` and their like.
  private static func isModifier(_ name: String) -> Bool {
    if ["allcaps", "caps", "nocaps", "plural", "singular"].contains(name) { return true }
    if name.hasPrefix("wc>") || name.hasPrefix("wc<") { return true }
    if name.hasPrefix("/f"), name.hasSuffix("/"), name.utf8.count > 3 { return true }
    return name.hasPrefix("atleast") && number(name.dropFirst(7)) != nil
  }

  /// `w/5`, `/5`, `pre/5`, `near5`, `near/5`, `onear/5`, `adj5`.
  private static func near(_ name: String) -> NexisLexeme? {
    let forms: [(prefix: String, ordered: Bool)] = [
      ("w/", false), ("/", false), ("near/", false), ("near", false), ("pre/", true),
      ("onear/", true), ("adj", true),
    ]
    for form in forms where name.hasPrefix(form.prefix) {
      guard let distance = number(name.dropFirst(form.prefix.count)), distance > 0 else { continue }
      return .near(distance: min(distance, QueryParser.longestDistance), ordered: form.ordered)
    }
    return nil
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber ? Int(text.prefix(9)) : nil
  }
}

// MARK: - Dates

extension NexisLexer {
  /// Reads `date aft 1/31/2025`, `date from 20250131 to 20250228`, or
  /// `date(geq (1/31/2025) and leq (2/28/2025))`.
  private mutating func readDate(_ name: String) {
    let start = index
    var words: [String] = []
    var open = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == ")", open == 0 { break }
      if open > 2 || words.count > 8 { break }  // no date is so long
      if scalar == "(" || scalar == ")" || scalar == "=" || scalar.properties.isWhitespace {
        open += scalar == "(" ? 1 : scalar == ")" ? -1 : 0
        index += 1
        if scalar == ")", open == 0 { break }
        continue
      }
      let before = index
      let word = take()
      if index == before { break }
      words.append(word)
      if open == 0, !NexisDate.isComparison(word), !isFollowedByTo(words) { break }
    }
    if let filter = NexisDate.filter(words) {
      lexemes.append(.date(filter))
    } else {
      index = start
      lexemes.append(.word(name))
    }
  }

  /// Whether `from` and a date have been read and ` to ` comes next.
  private func isFollowedByTo(_ words: [String]) -> Bool {
    guard words.count == 2, words[0].lowercased() == "from" else { return false }
    let next = String(String.UnicodeScalarView(scalars[index...].prefix(4)))
    return next.lowercased() == " to "
  }
}
