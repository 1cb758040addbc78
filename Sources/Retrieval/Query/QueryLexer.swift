/// Cuts typed text into lexemes, in time linear in its length.
struct QueryLexer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var lexemes: [QueryLexeme] = []
  private var notes = QueryNotes()

  /// The lexemes of `text`, operators in place, and what is to be said of text that looks like one and is none.
  static func read(_ text: String) -> (lexemes: [QueryLexeme], notes: QueryNotes) {
    var lexer = QueryLexer(scalars: Array(text.unicodeScalars))
    lexer.read()
    return (lexer.lexemes.withLoneOperatorsAsWords(), lexer.notes)
  }

  /// The lexemes of `text` where no character means anything: its words.
  static func words(of text: String) -> [QueryLexeme] {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { .word(String($0)) }
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func read() {
    while let scalar = peek() {
      if isSpace(scalar) {
        index += 1
      } else if scalar == "(" {
        index += 1
        open()
      } else if scalar == ")" {
        index += 1
        close()
      } else if isQuote(scalar) {
        if !readQuoted() { index += 1 }
      } else if let sign = sign(scalar) {
        lexemes.append(sign)
        index += 1
        if !readField(), let next = peek(), next != "(", !isQuote(next) {
          lexemes.append(.word(readWord()))
        }
      } else if !readField() {
        let text = readWord()
        let found = QueryLexeme(operator: text)
        if found == nil { noteOperator(in: text) }
        lexemes.append(found ?? .word(text))
      }
    }
  }

  /// Says of a word that was probably meant as an operator that it is none.
  private mutating func noteOperator(in text: String) {
    let name = text.prefix { $0 != "/" }
    if name == "NEAR" || name == "PRE" {
      notes.add("\(text) is searched as a word; for a distance write \(name)/5")
    } else if text.hasPrefix("!"), text.dropFirst().first?.isLetter == true {
      notes.add(
        "! means nothing here; write -\(text.dropFirst()) to leave out articles with the word")
    }
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Opens a group; beyond the deepest, a parenthesis means nothing.
  private mutating func open() {
    depth += 1
    if depth <= QueryParser.deepestGroup { lexemes.append(.open) }
  }

  /// Closes the group opened last, if there is one.
  private mutating func close() {
    let weight = readWeight()
    if depth > 0, depth <= QueryParser.deepestGroup { lexemes.append(.close(weight: weight)) }
    depth = max(0, depth - 1)
  }

  /// `+` or `-` after a space or parenthesis and directly before something to search.
  private func sign(_ scalar: Unicode.Scalar) -> QueryLexeme? {
    guard scalar == "+" || scalar == "-", let next = peek(1) else { return nil }
    if index > 0, !isSpace(scalars[index - 1]), scalars[index - 1] != "(" { return nil }
    let isOperand =
      next == "(" || isQuote(next) || next.properties.isAlphabetic
      || next.properties.numericType != nil || next.value > 0x7F && !isSpace(next)
    return isOperand ? (scalar == "+" ? .must : .mustNot) : nil
  }

  /// Text up to a space, a quotation mark, or a parenthesis that it did not open itself.
  private mutating func readWord() -> String {
    var text = String.UnicodeScalarView()
    var open = 0
    while let scalar = peek(), !isSpace(scalar), !isQuote(scalar) {
      if scalar == "(" { open += 1 }
      if scalar == ")" {
        if open == 0 { break }
        open -= 1
      }
      text.append(scalar)
      index += 1
    }
    return String(text)
  }
}

// MARK: - Quotation marks

extension QueryLexer {
  /// Whether `scalar` opens or closes a quotation: `" “ ” „ ‟ « » ＂`.
  private func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || isCurlyQuote(scalar)
  }

  private func isCurlyQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{AB}", "\u{BB}", "\u{FF02}": true
    default: false
    }
  }

  /// Reads a quoted text if the mark here has a second one: of its own kind, straight or not, or else
  /// of the other.
  private mutating func readQuoted() -> Bool {
    guard let end = closingQuote() else { return false }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[(index + 1)..<end])
    if let star = text.firstIndex(of: "*"), star > text.startIndex,
      text[text.index(before: star)].properties.isAlphabetic
    {
      notes.add("* means nothing inside quotation marks")
    }
    index = end + 1
    lexemes.append(.quoted(String(text), slop: readSlop(), weight: readWeight()))
    return true
  }

  private func closingQuote() -> Int? {
    let rest = scalars[(index + 1)...]
    let isStraight = scalars[index] == "\""
    return rest.firstIndex { isStraight ? $0 == "\"" : isCurlyQuote($0) }
      ?? rest.firstIndex(where: isQuote)
  }

  /// `~` and a whole number.
  private mutating func readSlop() -> Int? {
    guard peek() == "~", let digits = digits(from: index + 1) else { return nil }
    index += 1 + digits.count
    return min(Int(digits.prefix(9)) ?? 0, QueryParser.longestDistance)
  }

  /// `^` and a number.
  private mutating func readWeight() -> Double? {
    guard peek() == "^", var number = digits(from: index + 1) else { return nil }
    index += 1 + number.count
    if peek() == ".", let fraction = digits(from: index + 1) {
      number += "." + fraction
      index += 1 + fraction.count
    }
    return QueryParser.weight(number)
  }

  private func digits(from start: Int) -> String? {
    let digits = scalars.dropFirst(start).prefix { ("0"..."9").contains($0) }
    return digits.isEmpty ? nil : String(String.UnicodeScalarView(digits))
  }
}

// MARK: - Fields

extension QueryLexer {
  private static let fields: [String: QueryField] = [
    "text": .text, "title": .title, "byline": .byline, "section": .section, "source": .source,
    "lang": .language, "language": .language, "id": .id,
  ]

  /// Reads `name:` of a known field that has something to search directly behind it.
  private mutating func readField() -> Bool {
    let name = scalars[index...].prefix(9).prefix { $0.isASCII && $0.properties.isAlphabetic }
    let start = index + name.count + 1
    guard start < scalars.count, scalars[start - 1] == ":", !isSpace(scalars[start]),
      scalars[start] != ")"
    else { return false }
    let before = index
    index = start
    switch String(String.UnicodeScalarView(name)).lowercased() {
    case "date":
      let value = readValue()
      if let period = DatePeriod(value) {
        lexemes.append(.date(period))
        return true
      }
      notes.add(
        "date:\(value) is no date and is searched as words; write date:2025-01 or date:2025-01-04..2025-01-09"
      )
    case let name:
      guard let field = Self.fields[name] else { break }
      if field.isKeyword {
        lexemes.append(.keyword(field, readValue()))
      } else {
        lexemes.append(.field(field))
        readFieldOperand()
      }
      return true
    }
    index = before
    return false
  }

  /// Reads what a field applies to, unless it is a group, which is read next anyway.
  private mutating func readFieldOperand() {
    if peek() == "(" { return }
    while let scalar = peek(), isQuote(scalar) {
      if readQuoted() { return }
      index += 1
    }
    lexemes.append(.word(readWord()))
  }

  /// The value of a keyword field or date: quoted, or up to a space or a parenthesis not opened in it.
  private mutating func readValue() -> String {
    if let scalar = peek(), isQuote(scalar), let end = closingQuote() {
      let text = scalars[(index + 1)..<end]
      index = end + 1
      return String(String.UnicodeScalarView(text))
    }
    return readWord()
  }
}
