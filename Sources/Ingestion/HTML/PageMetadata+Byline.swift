extension PageMetadata {
  /// The authors, separated by a comma and a space.
  ///
  /// - Parameter headline: the block of the headline, if it is known: of names that stand on the page, those
  ///   nearest to it count.
  func byline(headline: Int? = nil) -> Stated<String> {
    let authors = Stated(value: structured.authors, origin: "JSON-LD author")
    let declared = [
      "dc.creator", "dc:creator", "dcterms.creator", "dcterms:creator", "author", "article:author",
      "parsely-author", "sailthru.author", "byl", "citation_author",
    ].map { Stated(value: all($0), origin: "meta \($0)") }
    for stated in [authors] + declared {
      if let names = people(in: stated) { return names }
    }
    for (isExplicit, origin) in [
      (true, "itemprop or rel author"), (false, "element named for a byline"),
    ] {
      let marked = Stated(value: marked(isExplicit: isExplicit, near: headline), origin: origin)
      if let names = people(in: marked) { return names }
    }
    // An outlet as the only author is better than none.
    return authors.map { Byline.names(in: $0).joined(separator: ", ") }
  }

  /// The names in marked text, those nearest to the headline and others that stand beside them.
  private func marked(isExplicit: Bool, near headline: Int?) -> [String] {
    let marks = page.marked.filter { $0.kind == .author && $0.isExplicit == isExplicit }
    let place = headline.map { page.blocks[$0].range.lowerBound } ?? 0
    // What stands before the headline is less likely its author's name.
    let distances = marks.map { mark in
      mark.range.lowerBound < place
        ? 2 * (place - mark.range.lowerBound) : mark.range.lowerBound - place
    }
    let nearest = marks.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
    guard let first = nearest.first(where: { name(in: marks[$0]) != nil }) else { return [] }
    var names: [String] = []
    var end = marks[first].range.lowerBound
    for mark in marks[first...] {
      if mark.range.lowerBound > end + 8 { break }
      guard let name = name(in: mark) else { continue }
      names.append(name)
      end = mark.range.upperBound
    }
    return names
  }

  /// The name in the first line of marked text, or nil if there is none.
  private func name(in mark: HTMLPage.MarkedText) -> String? {
    let text = mark.value.isEmpty ? page.string(mark.range) : mark.value
    let line = text.split(separator: "\n").first.map { String($0) } ?? ""
    guard (3...120).contains(line.utf8.count), NewsDate.parse(line) == nil else { return nil }
    return Byline.leadingName(in: line) ?? (mark.isExplicit ? line : nil)
  }

  /// The names that are not the outlet's, or nil if there are none.
  private func people(in stated: Stated<[String]>) -> Stated<String>? {
    let names = Byline.names(in: stated.value).filter { !isOutlet($0) }
    return names.isEmpty ? nil : stated.map { _ in names.joined(separator: ", ") }
  }

  private func isOutlet(_ name: String) -> Bool {
    let letters = HTMLText.letters(name.utf8)
    return letters == siteLetters.name
      || letters == HTMLText.letters(structured.publisher.utf8)
  }
}

/// Names of authors as pages write them.
enum Byline {
  /// The names in `stated`, one each, without "By", without repeats.
  static func names(in stated: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    var names: [String] = []
    for text in stated.prefix(30).map(withoutAddress) where !text.contains("://") {
      for name in split(HTMLFragment.plainText(text)) {
        let cleaned = clean(name)
        guard isName(cleaned), seen.insert(HTMLText.letters(cleaned.utf8)).inserted else {
          continue
        }
        names.append(cleaned)
      }
    }
    let people = names.filter { !isRole($0) }
    return people.isEmpty ? names : people
  }

  /// `text` without an address in brackets behind the name.
  private static func withoutAddress(_ text: String) -> String {
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"),
      text[open...].contains("://") || text[open...].contains("@")
    else { return text }
    return PlainText.trimmed(String(text[..<open]))
  }

  /// Whether it says what somebody is and not what they are called: "Games Editor", "Staff Writer".
  private static func isRole(_ name: String) -> Bool {
    guard let last = name.split(separator: " ").last else { return false }
    return roles.contains(last.lowercased())
  }

  private static let roles: Set<String> = [
    "editor", "reporter", "correspondent", "writer", "columnist", "contributor", "journalist",
    "producer", "redakteur", "redakteurin", "korrespondent", "korrespondentin", "journaliste",
    "rédacteur", "rédactrice", "correspondant", "correspondante", "periodista", "redactor",
    "redactora", "corresponsal", "jornalista", "repórter", "giornalista", "redacteur",
  ]

  /// The part of a line before a date or a dash, if it is written as names are: capitals, and only
  /// a few known words without.
  static func leadingName(in line: String) -> String? {
    var words: [Substring] = []
    for word in line.split(separator: " ") {
      if ["-", "–", "—", "|", "•"].contains(word) { break }
      if let digit = word.firstIndex(where: \.isNumber) {
        // A date may touch the name.
        if digit > word.startIndex, word.first?.isUppercase == true { words.append(word[..<digit]) }
        break
      }
      words.append(word)
    }
    // The month or weekday of the date that was cut off.
    while let last = words.last, let known = DateWord.known[last.lowercased().filter(\.isLetter)],
      words.count < line.split(separator: " ").count
    {
      switch known {
      case .month, .weekday, .filler: words.removeLast()
      default: return words.joined(separator: " ")
      }
    }
    let isName = words.allSatisfy { word in
      word.first?.isLowercase != true || particles.contains(word.lowercased())
        || prefixes.contains(word.lowercased()) || conjunctions.contains(word.lowercased())
    }
    return words.isEmpty || !isName ? nil : words.joined(separator: " ")
  }

  private static let particles: Set<String> = [
    "de", "del", "della", "der", "den", "des", "di", "da", "do", "dos", "du", "la", "le", "van",
    "von", "zu", "ten", "ter", "bin", "ibn", "al", "el", "af", "av", "in", "for",
  ]

  private static let conjunctions: Set<String> = [
    "and", "und", "et", "y", "e", "&", "en", "и", "và",
  ]
  private static let prefixes: Set<String> = [
    "by", "von", "par", "por", "di", "da", "door", "av", "af", "written", "от", "автор:", "texte",
    "text", "reporting", "words", "author:", "autor:", "от:",
  ]

  /// Cuts at commas, semicolons, bars and words for "and".
  private static func split(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(whereSeparator: { ",;|/•·、，\n".contains($0) }) {
      var words: [Substring] = []
      for word in part.split(separator: " ") {
        if conjunctions.contains(word.lowercased()), !words.isEmpty {
          names.append(words.joined(separator: " "))
          words = []
        } else {
          words.append(word)
        }
      }
      names.append(words.joined(separator: " "))
    }
    return names
  }

  private static func clean(_ name: String) -> String {
    var words = name.split(separator: " ")
    while words.count > 1, let first = words.first, prefixes.contains(first.lowercased()) {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }

  private static func isName(_ text: String) -> Bool {
    guard (2...80).contains(text.utf8.count), text.split(separator: " ").count <= 7 else {
      return false
    }
    if prefixes.contains(text.lowercased()) { return false }
    // Rows of stars and the like.
    guard text.count(where: \.isLetter) * 2 > text.count else { return false }
    return !text.contains("@") && !text.contains("www.")
  }
}
