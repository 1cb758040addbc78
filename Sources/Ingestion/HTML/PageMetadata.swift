internal import Articles

/// What a page says about its article in JSON-LD, `meta` elements and marked text.
struct PageMetadata {
  let page: HTMLPage
  let structured: StructuredArticle
  private let values: [String: String]

  /// Where the page was fetched from, or "".
  private let address: String

  /// Every spelling of the headline that the page declares, the best first.
  private(set) var titles: [Stated<String>] = []
  /// The letters of the outlet's name and of the registered part of the page's host, by which the name of
  /// the site is known in a title.
  private(set) var siteLetters: (name: [UInt8], host: [UInt8]) = ([], [])

  init(_ page: HTMLPage, _ structured: StructuredArticle, address: String) {
    self.address = address
    self.page = page
    self.structured = structured
    var values: [String: String] = [:]
    for (name, value) in page.declarations where !value.isEmpty && values[name] == nil {
      values[name] = value
    }
    self.values = values
    siteLetters = (HTMLText.letters(source.value.utf8), HTMLText.letters(hostName.utf8))
    titles = declaredTitles
  }

  /// The first of the named `meta` values that is there.
  func first(_ names: String...) -> Stated<String> { first(names) }

  func first(_ names: [String]) -> Stated<String> {
    for name in names {
      if let value = values[name] { return Stated(value: value, origin: "meta \(name)") }
    }
    return .nothing
  }

  /// The first of some that says something.
  func first(_ stated: [Stated<String>]) -> Stated<String> {
    stated.first { !$0.isEmpty } ?? .nothing
  }

  /// What the JSON-LD says.
  func inJSON(_ value: String, _ name: String) -> Stated<String> {
    Stated(value: value, origin: "JSON-LD \(name)")
  }

  /// All `meta` values of a name, in order.
  func all(_ name: String) -> [String] {
    page.declarations.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// What the page says it is about, in a sentence or two.
  var description: Stated<String> {
    first([
      first("og:description", "description", "twitter:description"),
      inJSON(structured.description, "description"),
    ]).map { HTMLFragment.plainText($0) }
  }

  /// The canonical address, absolute, or "".
  var url: Stated<String> {
    let candidates = [
      Stated(value: page.canonical, origin: "link canonical"), first("og:url"),
      inJSON(structured.url, "url"), first("twitter:url"),
      Stated(value: address, origin: "the address it was fetched from"),
    ]
    return candidates.first { $0.value.hasPrefix("http://") || $0.value.hasPrefix("https://") }
      ?? .nothing
  }

  /// The section or desk.
  var section: Stated<String> {
    let stated = first([
      inJSON(structured.section, "articleSection"),
      first(
        "article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:section"),
    ])
    return stated.value.contains("://") ? .nothing : stated
  }

  /// The outlet.
  var source: Stated<String> {
    first([
      first("og:site_name").map { HTMLFragment.plainText($0) },
      inJSON(structured.publisher, "publisher"),
      first("application-name", "dc.publisher", "citation_journal_title"),
    ])
  }

  /// The declared language as a lower-case tag.
  var language: Stated<String> {
    for stated in [
      Stated(value: page.language, origin: "html lang"), inJSON(structured.language, "inLanguage"),
      first("content-language", "language", "dc.language"), first("og:locale"),
    ] {
      let tag = String(stated.value.lowercased().map { $0 == "_" ? "-" : $0 })
      guard let primary = tag.split(separator: "-").first, (2...3).contains(primary.utf8.count),
        tag.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
      else { continue }
      return stated.map { _ in tag }
    }
    return .nothing
  }

  /// Subject terms, without repeats.
  var topics: Stated<[String]> {
    var terms = Stated(value: structured.keywords, origin: "JSON-LD keywords")
    if terms.value.isEmpty { terms = Stated(value: all("article:tag"), origin: "meta article:tag") }
    if terms.value.isEmpty {
      terms = first("news_keywords", "keywords", "parsely-tags", "sailthru.tags").map { list in
        list.split { $0 == "," || $0 == ";" }.map { HTMLText.line(Array($0.utf8)) }
      }
    }
    var seen: Set<String> = []
    return terms.map { terms in
      terms.filter { !$0.isEmpty && $0.utf8.count < 100 && seen.insert($0).inserted }
        .prefix(50).map { $0 }
    }
  }
}
