internal import Articles

/// How the fields of an article are put into their one form.
enum ArticleFields {
  /// The identifier: the first candidate that is not empty, or the place in the file.
  ///
  /// - Parameter record: the number of the record in a file of several, or nil.
  static func id(
    _ first: String? = nil, _ second: String? = nil, _ third: String? = nil, path: String,
    record: Int?
  ) -> ArticleID {
    // Not a list of any length, which would be an allocation for each record.
    if let first, let id = ArticleID(PlainText.trimmed(first)) { return id }
    if let second, let id = ArticleID(PlainText.trimmed(second)) { return id }
    if let third, let id = ArticleID(PlainText.trimmed(third)) { return id }
    let place = record.map { "\(path)#\($0)" } ?? path
    guard let id = ArticleID(place) ?? ArticleID("record\(record ?? 0)") else {
      preconditionFailure("letters are an identifier")
    }
    return id
  }

  /// A BCP 47 tag in lower case, or "" if `tag` is none: "en_US" is "en-us".
  static func language(_ tag: String?) -> String {
    guard let tag, !tag.isEmpty else { return "" }
    let parts = PlainText.trimmed(tag).lowercased()
      .split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let first = parts.first, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
      parts.allSatisfy({ part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      })
    else { return "" }
    return parts.joined(separator: "-")
  }

  /// The names in a byline: on one line, without "By"; of "mail@example.org (Name)" the name.
  static func byline(_ text: String) -> String {
    var line = Substring(MixedText.line(in: text))
    if let open = line.firstIndex(of: "("), line.hasSuffix(")"), line[..<open].contains("@") {
      line = line[line.index(after: open)...].dropLast()
    }
    for prefix in ["By ", "by ", "BY ", "By: ", "Von ", "Por ", "Par "] where line.hasPrefix(prefix)
    {
      line = line.dropFirst(prefix.count)
      break
    }
    while let last = line.last, last == "," || last == "=" || last == " " { line.removeLast() }
    return PlainText.trimmed(String(line))
  }

  /// Several names joined as one byline, each once.
  static func byline(_ names: [String]) -> String {
    unique(names.map(byline)).joined(separator: ", ")
  }

  /// The values that are not empty, each once, in order.
  static func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// The first of `texts` that states a date on which an article can have appeared.
  static func date(_ texts: String?...) -> PublicationDate? {
    texts.lazy.compactMap { date($0) }.first
  }

  /// The date that `text` states, if an article can have appeared then.
  static func date(_ text: String?) -> PublicationDate? {
    guard let text, let date = NewsDate.parse(PlainText.trimmed(text)) else { return nil }
    return date.isPlausible ? date : nil
  }

  /// The first of `candidates` that is an address of the web, or "".
  static func url(_ candidates: String?...) -> String {
    candidates.lazy.map { url($0) }.first { !$0.isEmpty } ?? ""
  }

  /// `candidate` if it is an address of the web, or "".
  static func url(_ candidate: String?) -> String {
    guard let candidate, !candidate.isEmpty else { return "" }
    let text = PlainText.trimmed(candidate)
    let isWhole = text.utf8.allSatisfy { $0 > 0x20 }
    let isAddress =
      text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("/")
    return isWhole && isAddress ? text : ""
  }
}

extension Article {
  /// Sets when it was published and changed; a change not later than the publication is none.
  mutating func setDates(_ published: PublicationDate?, _ updated: PublicationDate?) {
    self.published = published ?? updated
    if let published, let updated, updated.seconds > published.seconds { self.updated = updated }
  }

  /// Whether not even an address, a name, a date or a topic is known: an item of a feed that has one of
  /// these is an article, though it may have neither a headline nor text.
  var saysNothing: Bool {
    isBlank && url.isEmpty && byline.isEmpty && published == nil && topics.isEmpty
  }

  /// Whether there is nothing to find.
  var isBlank: Bool { title.isEmpty && body.isEmpty }
}
