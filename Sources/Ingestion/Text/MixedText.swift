/// Text that may be plain or HTML, as the elements of feeds and the members of JSON are.
enum MixedText {
  /// The paragraphs of an element's content: inline markup, escaped HTML or plain text.
  static func paragraphs(of element: XMLElement?) -> [String] {
    guard let element else { return [] }
    return element.hasElements ? element.paragraphs() : paragraphs(in: element.rawText)
  }

  /// The paragraphs of `text`, which is HTML if it looks like it.
  static func paragraphs(in text: String) -> [String] {
    let text = unescapedOnce(text)
    if looksLikeHTML(text) { return HTMLFragment.paragraphs(text) }
    if text.utf8.contains(UInt8(ascii: "&")) {
      let lines = text.utf8.split { $0 == 0x0A || $0 == 0x0D }
      return lines.map { HTMLFragment.plainText(String(Substring($0))) }
    }
    return PlainText.lines(text).split(separator: "\n").map(String.init)
  }

  /// The content of an element on one line.
  static func line(of element: XMLElement?) -> String {
    guard let element else { return "" }
    return element.hasElements ? element.line : line(in: element.rawText)
  }

  /// `text` on one line; tags and references are read if there are any.
  static func line(in text: String) -> String {
    let text = unescapedOnce(text)
    return text.utf8.contains { $0 == 0x26 || $0 == 0x3C }
      ? PlainText.line(HTMLFragment.plainText(text)) : PlainText.line(text)
  }

  /// Undoes one escape too many: text without a tag, but with escaped ones.
  private static func unescapedOnce(_ text: String) -> String {
    guard !text.utf8.contains(0x3C), text.utf8.contains(0x26) else { return text }
    let bytes = Array(text.utf8)
    let isEscaped = ["&lt;p", "&lt;/", "&lt;br", "&lt;a ", "&lt;b>", "&lt;b&", "&lt;i&", "&lt;div", "&lt;img"]
      .contains { bytes.firstRange(of: Array($0.utf8)) != nil }
    guard isEscaped else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var i = 0
    let references: [(name: [UInt8], byte: UInt8)] = [
      (Array("&lt;".utf8), 0x3C), (Array("&gt;".utf8), 0x3E), (Array("&quot;".utf8), 0x22),
      (Array("&apos;".utf8), 0x27), (Array("&#39;".utf8), 0x27), (Array("&amp;".utf8), 0x26),
    ]
    while i < bytes.count {
      if bytes[i] == 0x26,
        let found = references.first(where: { bytes[i...].starts(with: $0.name) })
      {
        result.append(found.byte)
        i += found.name.count
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a tag begins somewhere.
  static func looksLikeHTML(_ text: String) -> Bool {
    var previous: UInt8 = 0
    var opened = false
    for byte in text.utf8 {
      if previous == 0x3C, byte == 0x2F || byte == 0x21 || (0x61...0x7A).contains(byte | 0x20) {
        opened = true
      }
      if opened, byte == 0x3E { return true }
      previous = byte
    }
    return false
  }
}
