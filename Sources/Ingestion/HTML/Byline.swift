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

  /// Whether `address` is that of a page about an author: "/author/ada-quill", "/staff/quill".
  static func isAuthorPage(_ address: ArraySlice<UInt8>) -> Bool {
    var hash = NameHash.seed
    var isAfterOne = false
    for byte in address.prefix(300) {
      if byte == UInt8(ascii: "/") {
        if authorPages[hash] != nil { isAfterOne = true }
        hash = NameHash.seed
      } else if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        return false
      } else {
        // What follows is the author.
        if isAfterOne { return true }
        NameHash.add(byte.lowercased, to: &hash)
      }
    }
    return false
  }

  private static let authorPages = NameTable(
    Dictionary(
      uniqueKeysWithValues: [
        "author", "authors", "autor", "autores", "autoren", "auteur", "auteurs", "autore", "autori",
        "byline", "bylines", "staff", "columnist", "columnists", "contributor", "contributors",
        "journalist", "journalists", "journalistes", "reporter", "reporters", "writer", "writers",
        "redakteur", "redaktion", "periodista", "periodistas", "giornalista",
      ].map { (NameHash.of($0), true) }))

  /// The names in a line that says that they are its authors: "By Ada Quill, Monday 12 May", or nil.
  ///
  /// One word is no name there, as "By Region" heads a menu.
  static func signature(_ line: String) -> String? {
    let words = line.split(separator: " ", maxSplits: 3)
    guard var first = words.first, words.count > 1 else { return nil }
    if first.last == ":" { first.removeLast() }
    let isTwo = ["written", "posted", "published"].contains(first.lowercased())
    guard isTwo ? words[1].lowercased() == "by" : signs.contains(first.lowercased()) else {
      return nil
    }
    let rest = line[words[isTwo ? 1 : 0].endIndex...]
    guard let name = leadingName(in: String(rest)), name.first?.isUppercase == true,
      let leading = name.split(separator: ",").first, leading.contains(" ")
    else { return nil }
    return name
  }

  private static let signs: Set<String> = [
    "by", "von", "par", "por", "door", "от", "автор", "autor", "author", "auteur", "texte",
  ]

  /// Whether it is called as outlets and agencies are: "Norwell Press", "Harbour Magazine".
  static func isOrganization(_ name: String) -> Bool {
    guard let last = name.split(separator: " ").last else { return false }
    return organizations.contains(last.lowercased())
  }

  private static let organizations: Set<String> = [
    "agency", "bureau", "desk", "group", "magazine", "media", "network", "news", "newspaper",
    "newspapers", "newsroom", "press", "redaktion", "redacción", "rédaction", "redazione", "staff",
    "team", "tv",
  ]

  private static let roles: Set<String> = [
    "editor", "reporter", "correspondent", "writer", "columnist", "contributor", "journalist",
    "producer", "redakteur", "redakteurin", "korrespondent", "korrespondentin",
    "journaliste",
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
        || isPrefix(word) || conjunctions.contains(word.lowercased())
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
    "by", "von", "par", "por", "di", "da", "door", "av", "af", "written", "posted", "published",
    "reported", "от", "автор", "texte", "text", "текст", "reporting", "words", "author", "autor",
  ]

  /// Whether text between two names does no more than to put them side by side.
  static func joins(_ text: String) -> Bool {
    split(text).allSatisfy { part in
      !part.contains(where: \.isLetter) && !part.contains(">")
        || part.split(separator: " ").allSatisfy(isPrefix)
    }
  }

  /// Cuts at commas, semicolons, bars and words for "and".
  private static func split(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(whereSeparator: { ",;|/•·、，\n".contains($0) }) {
      var words: [Substring] = []
      for word in part.split(separator: " ") {
        if conjunctions.contains(word.lowercased()) {
          if !words.isEmpty { names.append(words.joined(separator: " ")) }
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
    // A name in a network beside the name.
    var words = name.split(separator: " ").filter { !$0.hasPrefix("@") }
    if words.count > 2, words[1].lowercased() == "by", genres.contains(words[0].lowercased()) {
      words.removeFirst()
    }
    while words.count > 1, let first = words.first, isPrefix(first) { words.removeFirst() }
    while words.count > 1, words.last == "Follow" { words.removeLast() }
    return words.joined(separator: " ")
  }

  /// What an article may be, in front of "by".
  private static let genres: Set<String> = [
    "analysis", "article", "blog", "column", "comment", "commentary", "editorial", "essay",
    "opinion",
    "perspective", "post", "report", "review", "story",
  ]

  private static func isPrefix(_ word: Substring) -> Bool {
    let word = word.lowercased()
    return prefixes.contains(word) || word.last == ":" && prefixes.contains(String(word.dropLast()))
  }

  /// Words on the buttons and links that stand beside names.
  private static let labels: Set<String> = [
    "about", "all", "archive", "articles", "author", "authors", "bio", "comment",
    "comments", "contact", "email", "follow", "from", "more", "posts", "print", "profile", "read",
    "rss", "see", "send", "share", "stories", "the",
    "this", "view", "website",
  ]

  private static func isName(_ text: String) -> Bool {
    guard (2...80).contains(text.utf8.count), text.split(separator: " ").count <= 7 else {
      return false
    }
    if text.split(separator: " ").allSatisfy({ isPrefix($0) || labels.contains($0.lowercased()) }) {
      return false
    }
    // "Story by", whose name stands elsewhere.
    if text.lowercased().hasSuffix(" by") { return false }
    // Rows of stars, the signs of buttons and of pieces of scripts.
    guard !text.contains(where: { "<>»›→=#?!{}[]".contains($0) }) else { return false }
    guard text.count(where: \.isLetter) * 2 > text.count else { return false }
    return !text.contains("@") && !text.contains("www.")
  }
}
