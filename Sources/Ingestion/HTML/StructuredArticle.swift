internal import JSON

/// What the JSON-LD of a page says about its article (schema.org vocabulary).
struct StructuredArticle {
  var headline = ""
  var body = ""
  var description = ""
  var authors: [String] = []
  var published = ""
  var modified = ""
  var section = ""
  var publisher = ""
  var language = ""
  var url = ""
  var keywords: [String] = []

  /// Whether there was any article-typed object.
  var isFound = false

  /// The article in `scripts`, the bodies of a page's JSON-LD scripts; later ones fill gaps, and last the
  /// object that Parse.ly reads from a `meta` element.
  static func read(_ scripts: [[UInt8]], parsely: String = "") -> StructuredArticle {
    var article = StructuredArticle()
    guard !(scripts.isEmpty && parsely.isEmpty) else { return article }
    let parser = JSONParser()
    for script in scripts.prefix(32) {
      if !article.read(script, with: parser) {
        _ = article.read(JSONRepair.repaired(script), with: parser)
      }
    }
    // What is not JSON there states nothing.
    if !parsely.isEmpty { try? parser.parse(parsely) { article.takeParsely($0) } }
    return article
  }

  private mutating func takeParsely(_ page: JSONValue) {
    guard page.isObject else { return }
    fill(\.headline, Self.text(page["title"]))
    fill(\.published, page["pub_date"]?.text)
    fill(\.section, Self.text(page["section"]))
    fill(\.url, page["link"]?.string)
    if authors.isEmpty { authors = Self.names(page["authors"] ?? page["author"]) }
    if keywords.isEmpty { keywords = Self.texts(page["tags"]) }
  }

  private mutating func read(_ script: [UInt8], with parser: JSONParser) -> Bool {
    do {
      return try unsafe script.withUnsafeBytes { bytes in
        try unsafe parser.parse(bytes) { root in
          visit(root, depth: 0)
          return true
        }
      }
    } catch {
      return false
    }
  }

  private mutating func visit(_ value: JSONValue, depth: Int) {
    guard depth < 6 else { return }
    if value.isArray {
      for item in value.items.prefix(500) { visit(item, depth: depth + 1) }
      return
    }
    guard value.isObject else { return }
    var members: [String: JSONValue] = [:]
    value.forEachMember { name, member in if members[name] == nil { members[name] = member } }
    if let type = members["@type"], Self.isArticle(type) { take(members) }
    for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
      if let inner = members[name], inner.isArray || inner.isObject {
        if name == "itemListElement", isFound { continue }
        visit(inner, depth: depth + 1)
      }
    }
  }

  private static func isArticle(_ type: JSONValue) -> Bool {
    let names = type.isArray ? type.items.compactMap(\.string) : [type.string ?? ""]
    return names.contains { name in
      name.hasSuffix("Article") || name.hasSuffix("BlogPosting")
        || name.hasSuffix("Posting")
          && !name.hasPrefix("Job")
        || name == "Report" || name == "Review"
    }
  }

  private mutating func take(_ members: [String: JSONValue]) {
    isFound = true
    fill(\.headline, Self.text(members["headline"]) ?? Self.text(members["name"]))
    fill(\.description, Self.text(members["description"]))
    fill(\.published, members["datePublished"]?.text ?? members["dateCreated"]?.text)
    fill(\.modified, members["dateModified"]?.text)
    fill(\.section, Self.texts(members["articleSection"]).first)
    fill(\.publisher, Self.names(members["publisher"]).first)
    fill(\.language, Self.languageTag(members["inLanguage"]))
    fill(\.url, members["url"]?.string ?? members["mainEntityOfPage"]?.string)
    if let stated = members["articleBody"]?.string, stated.utf8.count > body.utf8.count {
      body = HTMLFragment.paragraphs(stated).joined(separator: "\n")
    }
    if authors.isEmpty { authors = Self.names(members["author"]) }
    if authors.isEmpty { authors = Self.names(members["creator"]) }
    if keywords.isEmpty {
      keywords = Self.texts(members["keywords"]).flatMap { text in
        text.split { $0 == "," || $0 == ";" }.map { HTMLText.line(Array($0.utf8)) }
      }
    }
  }

  private mutating func fill(_ field: WritableKeyPath<StructuredArticle, String>, _ text: String?) {
    if self[keyPath: field].isEmpty, let text { self[keyPath: field] = text }
  }

  private static func text(_ value: JSONValue?) -> String? {
    value?.text.map { HTMLFragment.plainText($0) }
  }

  /// The texts of a string or of an array of strings.
  private static func texts(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    let items = value.isArray ? Array(value.items.prefix(500)) : [value]
    return items.compactMap { text($0) ?? text($0["name"]) }.filter { !$0.isEmpty }
  }

  /// The names of people or organisations: strings, objects, or arrays of them.
  private static func names(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    if value.isArray { return value.items.prefix(50).flatMap { names($0) } }
    if value.isObject {
      if let inner = value["name"] { return names(inner) }
      return []
    }
    return text(value).map { $0.isEmpty ? [] : [$0] } ?? []
  }

  private static func languageTag(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    if value.isArray { return languageTag(value.items.first) }
    if value.isObject { return value["alternateName"]?.string ?? value["name"]?.string }
    return value.string
  }
}
