/// Writes one JSON value as compact text, member by member, in the order of the calls.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { $0.member("hits", 3); $0.member("exact", true) }
/// print(json.text)
/// ```
public struct JSONWriter {
  /// What was written so far.
  public private(set) var text = ""
  private var needsComma = false

  /// A writer that has written nothing.
  public init() {}

  /// Writes an object whose members `body` writes.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed("{", "}", body)
  }

  /// Writes an array whose items `body` writes.
  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try enclosed("[", "]", body)
  }

  /// Writes a string.
  public mutating func value(_ string: String) {
    separate()
    quote(string)
  }
  /// Writes a whole number.
  public mutating func value(_ number: Int) {
    separate()
    text += String(number)
  }
  /// Writes a number with the fewest digits that read back equal; `null` if it is not finite.
  public mutating func value(_ number: Double) {
    separate()
    text += number.isFinite ? number.description : "null"
  }
  /// Writes `true` or `false`.
  public mutating func value(_ boolean: Bool) {
    separate()
    text += boolean ? "true" : "false"
  }
  /// Writes `null`.
  public mutating func null() {
    separate()
    text += "null"
  }

  /// Starts a member of an object: writes its name; the next call writes its value.
  public mutating func name(_ name: String) {
    separate()
    quote(name)
    text += ":"
    needsComma = false
  }

  /// Writes a member that is a string.
  public mutating func member(_ key: String, _ string: String) {
    name(key)
    value(string)
  }
  /// Writes a member that is a whole number.
  public mutating func member(_ key: String, _ number: Int) {
    name(key)
    value(number)
  }
  /// Writes a member that is a number.
  public mutating func member(_ key: String, _ number: Double) {
    name(key)
    value(number)
  }
  /// Writes a member that is a truth value.
  public mutating func member(_ key: String, _ boolean: Bool) {
    name(key)
    value(boolean)
  }

  private mutating func enclosed(
    _ open: String, _ close: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    text += open
    needsComma = false
    try body(&self)
    text += close
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text += "," }
    needsComma = true
  }

  private mutating func quote(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..." ":
        if scalar == " " {
          text += " "
        } else {
          let hex = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
