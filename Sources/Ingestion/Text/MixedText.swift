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
    return PlainText.lines(decodedReferences(text)).split(separator: "\n").map(String.init)
  }

  /// The content of an element on one line.
  static func line(of element: XMLElement?) -> String {
    guard let element else { return "" }
    return element.hasElements ? element.line : line(in: element.rawText)
  }

  /// `text` on one line; tags and references are read if there are any.
  static func line(in text: String) -> String {
    let text = unescapedOnce(text)
    return looksLikeHTML(text)
      ? PlainText.line(HTMLFragment.plainText(text)) : PlainText.line(decodedReferences(text))
  }

  /// `text` with character references read, for text that has no tags.
  static func decodedReferences(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    var text = text
    let decoded: [UInt8] = text.withUTF8 { utf8 in
      let source = unsafe ByteView(UnsafeRawBufferPointer(utf8))
      var result: [UInt8] = []
      result.reserveCapacity(source.count)
      var i = 0
      while let found = source.firstIndex(of: 0x26, from: i) {
        source.copy(i..<found, to: &result)
        if let reference = CharacterReference.read(in: source, at: found) {
          if let scalar = Unicode.Scalar(reference.scalar) { result += Array(String(scalar).utf8) }
          i = found + reference.length
        } else {
          result.append(0x26)
          i = found + 1
        }
      }
      source.copy(i..<source.count, to: &result)
      return result
    }
    return String(decoding: decoded, as: UTF8.self)
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

  /// Whether a tag of HTML stands somewhere; "<IBM.N>" and "a < b" are none.
  static func looksLikeHTML(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { unsafe looksLikeHTML(ByteView(UnsafeRawBufferPointer($0))) }
  }

  /// Whether a tag of HTML stands somewhere in UTF-8.
  static func looksLikeHTML(_ bytes: ByteView) -> Bool {
    var next = bytes.firstIndex(of: 0x3C, from: 0)
    while let open = next {
      if tags.contains(where: { tag in
        bytes.matchesIgnoringCase(tag, at: open + 1)
          && isTagBreak(open + 1 + tag.count < bytes.count ? bytes[open + 1 + tag.count] : 0)
      }) {
        return true
      }
      next = bytes.firstIndex(of: 0x3C, from: open + 1)
    }
    return false
  }

  private static func isTagBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x3E || byte == 0x2F
  }

  /// Opening and closing tags that are common in articles.
  private static let tags: [[UInt8]] = {
    let names = [
      "p", "a", "b", "i", "u", "em", "strong", "br", "div", "span", "img", "ul", "ol", "li", "table", "tr",
      "td", "h1", "h2", "h3", "h4", "blockquote", "figure", "iframe", "script", "style", "font", "code",
      "pre", "html", "body", "center", "small", "sup", "sub", "hr", "section", "article", "cite", "q",
    ]
    return names.flatMap { [Array($0.utf8), Array("/\($0)".utf8)] }
  }()
}
