internal import Articles

/// What a page says about its article in JSON-LD, `meta` elements and marked text.
struct PageMetadata {
  let page: HTMLPage
  let structured: StructuredArticle
  private let values: [String: String]

  init(_ page: HTMLPage, _ structured: StructuredArticle) {
    self.page = page
    self.structured = structured
    var values: [String: String] = [:]
    for (name, value) in page.declarations where !value.isEmpty && values[name] == nil {
      values[name] = value
    }
    self.values = values
  }

  /// The first of the named `meta` values that is there, or "".
  func first(_ names: String...) -> String {
    for name in names { if let value = values[name] { return value } }
    return ""
  }

  /// All `meta` values of a name, in order.
  func all(_ name: String) -> [String] {
    page.declarations.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// What the page says it is about, in a sentence or two.
  var description: String {
    let stated = first("og:description", "description", "twitter:description")
    return HTMLFragment.plainText(stated.isEmpty ? structured.description : stated)
  }

  /// The canonical address, absolute, or "".
  var url: String {
    let candidates = [page.canonical, first("og:url"), structured.url, first("twitter:url")]
    return candidates.first { $0.hasPrefix("http://") || $0.hasPrefix("https://") } ?? ""
  }

  /// The section or desk.
  var section: String {
    let stated =
      structured.section.isEmpty
      ? first(
        "article:section", "section", "sailthru.section", "parsely-section", "cxenseparse:section")
      : structured.section
    return stated.contains("://") ? "" : stated
  }

  /// The outlet.
  var source: String {
    let stated = first("og:site_name")
    if !stated.isEmpty { return HTMLFragment.plainText(stated) }
    if !structured.publisher.isEmpty { return structured.publisher }
    return first("application-name", "dc.publisher", "citation_journal_title")
  }

  /// The declared language as a lower-case tag, or "".
  var language: String {
    for stated in [
      page.language, structured.language, first("content-language", "language", "dc.language"),
      first("og:locale"),
    ] {
      let tag = stated.lowercased().replacing("_", with: "-")
      let parts = tag.split(separator: "-")
      guard let primary = parts.first, (2...3).contains(primary.utf8.count),
        tag.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
      else { continue }
      return tag
    }
    return ""
  }

  /// Subject terms, without repeats.
  var topics: [String] {
    var terms = structured.keywords
    if terms.isEmpty { terms = all("article:tag") }
    if terms.isEmpty {
      terms = first("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
        .split { $0 == "," || $0 == ";" }.map { HTMLText.line(Array($0.utf8)) }
    }
    var seen: Set<String> = []
    return terms.filter { !$0.isEmpty && $0.utf8.count < 100 && seen.insert($0).inserted }
      .prefix(50).map { $0 }
  }
}
