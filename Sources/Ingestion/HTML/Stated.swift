/// Something that a page says of its article, and where it says it.
struct Stated<Value> {
  let value: Value
  /// The place for people to read: "meta og:title", "JSON-LD headline", "h1".
  let origin: String

  /// The same place for another value.
  func map<Other>(_ change: (Value) -> Other) -> Stated<Other> {
    Stated<Other>(value: change(value), origin: origin)
  }
}

extension Stated where Value == String {
  /// What the page does not say.
  static var nothing: Stated { Stated(value: "", origin: "") }
  /// Whether nothing is said.
  var isEmpty: Bool { value.isEmpty }
}
