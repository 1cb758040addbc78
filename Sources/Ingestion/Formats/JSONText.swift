internal import Articles
internal import JSON

/// Text in the shapes that JSON gives it: a string, a list of paragraphs, objects with a name.
enum JSONText {
  /// The paragraphs of a string, of a list of strings, or of content objects.
  static func body(_ value: JSONValue) -> String {
    if let text = unsafe value.withStringBytes({ MixedText.body(unsafe ByteView($0)) }) {
      return text
    }
    if value.isArray { return PlainText.joined(value.items.map { part($0) }) }
    return value.isObject ? part(value) : ""
  }

  /// A paragraph, or an object such as `{"type": "sanitized_html", "content": "…"}`; images, titles,
  /// dates and the like among them are no text.
  private static func part(_ value: JSONValue) -> String {
    guard value.isObject else { return value.isArray ? "" : body(value) }
    let type = value["type"]?.string ?? value["subtype"]?.string ?? "text"
    guard ["text", "paragraph", "p", "sanitized_html", "html", "list", "header"].contains(type)
    else {
      return ""
    }
    for name in ["content", "text", "value", "html", "body"] {
      if let member = value[name], !member.isObject {
        let text = body(member)
        if !text.isEmpty { return text }
      }
    }
    return ""
  }

  /// A string on one line; of an object its name, of a list its first item.
  static func line(_ value: JSONValue) -> String {
    if let line = unsafe value.withStringBytes({ MixedText.line(unsafe ByteView($0)) }) {
      return line
    }
    if value.isArray { return value.items.first.map { $0.isArray ? "" : line($0) } ?? "" }
    guard value.isObject else { return value.text ?? "" }
    for name in ["name", "main", "title", "text", "value", "id"] {
      if let string = value[name]?.string { return MixedText.line(in: string) }
    }
    return ""
  }

  /// The names in a string, in an object, or in a list of either.
  static func names(_ value: JSONValue) -> [String] {
    value.isArray ? value.items.map { line($0) } : [line(value)]
  }

  /// The items of a list, or of a string of words between commas or semicolons, each once.
  static func list(_ value: JSONValue) -> [String] {
    if let string = value.string {
      let separator: Character = string.contains(";") ? ";" : ","
      return ArticleFields.unique(
        string.split(separator: separator).map { PlainText.line(String($0)) })
    }
    return ArticleFields.unique(names(value))
  }
}

/// Dates as JSON writes them: text, or seconds or milliseconds since 1970.
enum JSONDate {
  static func parse(_ text: String) -> PublicationDate? {
    guard let number = Int(text) else { return ArticleFields.date(text) }
    guard let date = date(number), date.isPlausible else { return nil }
    return date
  }

  private static func date(_ number: Int) -> PublicationDate? {
    switch number {
    case 1_000...9_999: return PublicationDate(year: number)
    case 1000_00...9999_99: return PublicationDate(year: number / 100, month: number % 100)
    case 1000_00_00...9999_12_31 where number % 100 <= 31 && number / 100 % 100 <= 12:
      return PublicationDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    case 100_000_000..<100_000_000_000:
      return PublicationDate(seconds: Int64(number), precision: .second)
    case 100_000_000_000..<100_000_000_000_000:
      return PublicationDate(seconds: Int64(number / 1_000), precision: .second)
    default: return nil
    }
  }
}
