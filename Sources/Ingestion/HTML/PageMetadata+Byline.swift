extension PageMetadata {
  /// The authors, separated by a comma and a space.
  var byline: Stated<String> {
    let authors = Stated(value: structured.authors, origin: "JSON-LD author")
    let declared = [
      "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
      "citation_author",
    ].map { Stated(value: all($0), origin: "meta \($0)") }
    let marked = [
      Stated(value: marked(isExplicit: true), origin: "itemprop or rel author"),
      Stated(value: marked(isExplicit: false), origin: "element named for a byline"),
    ]
    for stated in [authors] + declared + marked {
      let names = Byline.names(in: stated.value).filter { !isOutlet($0) }
      if !names.isEmpty { return stated.map { _ in names.joined(separator: ", ") } }
    }
    // An outlet as the only author is better than none.
    return authors.map { Byline.names(in: $0).joined(separator: ", ") }
  }

  /// The names in the first line of marked text, and in others that stand beside it.
  private func marked(isExplicit: Bool) -> [String] {
    var names: [String] = []
    var end = 0
    for mark in page.marked where mark.kind == .author && mark.isExplicit == isExplicit {
      if !names.isEmpty, mark.range.lowerBound > end + 8 { break }
      let text = mark.value.isEmpty ? page.string(mark.range) : mark.value
      let line = text.split(separator: "\n").first.map { String($0) } ?? ""
      guard (3...120).contains(line.utf8.count), NewsDate.parse(line) == nil,
        let name = Byline.leadingName(in: line) ?? (isExplicit ? line : nil)
      else { continue }
      names.append(name)
      end = mark.range.upperBound
    }
    return names
  }

  private func isOutlet(_ name: String) -> Bool {
    let letters = HTMLText.letters(name.utf8)
    return letters == HTMLText.letters(source.value.utf8)
      || letters == HTMLText.letters(structured.publisher.utf8)
  }
}

/// Names of authors as pages write them.
enum Byline {
  /// The names in `stated`, one each, without "By", without repeats.
  static func names(in stated: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    var names: [String] = []
    // Addresses of pages and mailboxes are no names.
    for text in stated.prefix(30) where !text.contains("://") {
      for name in split(HTMLFragment.plainText(text)) {
        let cleaned = clean(name)
        guard isName(cleaned), seen.insert(HTMLText.letters(cleaned.utf8)).inserted else {
          continue
        }
        names.append(cleaned)
      }
    }
    return names
  }

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
    return !text.contains("@") && !text.contains("www.")
  }
}
