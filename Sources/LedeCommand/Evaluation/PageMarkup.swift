/// Elements of a page, written with what stands in them escaped.
struct PageMarkup {
  private(set) var text = ""

  /// Writes an element with `attributes` around what `body` writes.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ body: (inout PageMarkup) -> Void = { _ in }
  ) {
    open(name, attributes)
    body(&self)
    text += "</\(name)>"
  }

  /// Writes an element with `content` in it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String
  ) {
    element(name, attributes) { $0.write(content) }
  }

  /// Writes text.
  mutating func write(_ content: String) { text += content.escapedForMarkup }

  /// Writes markup of ours as it is.
  mutating func raw(_ markup: String) { text += markup }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(value.escapedForMarkup)\"" }
    text += ">"
  }
}
