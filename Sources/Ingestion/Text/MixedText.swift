/// Text that may be plain or HTML, as the elements of feeds and the members of JSON are.
enum MixedText {
  /// The paragraphs of an element's content: inline markup, escaped HTML or plain text.
  static func paragraphs(of element: XMLElement?) -> [String] {
    guard let element else { return [] }
    return element.hasElements ? element.paragraphs() : paragraphs(in: element.rawText)
  }

  /// The paragraphs of `text`, which is HTML if it looks like it.
  static func paragraphs(in text: String) -> [String] {
    withBytes(of: text) { body($0) }.utf8.split(separator: 0x0A).map { String(Substring($0)) }
  }

  /// The paragraphs of UTF-8, joined by newlines.
  static func body(_ bytes: ByteView) -> String {
    if isPlainLine(bytes) { return bytes.text }
    let mayHaveReferences = bytes.firstIndex(of: 0x26, from: 0) != nil
    if looksLikeHTML(bytes) { return PlainText.joined(HTMLFragment.paragraphs(bytes.text)) }
    var writer = LineWriter(capacity: bytes.count, keepsLines: true)
    if mayHaveReferences {
      if hasEscapedTags(bytes) {
        return PlainText.joined(HTMLFragment.paragraphs(decodedReferences(bytes.text)))
      }
      writer.write(decodedReferences(bytes.text))
    } else {
      writer.write(bytes)
    }
    return writer.text
  }

  /// The content of an element on one line.
  static func line(of element: XMLElement?) -> String {
    guard let element else { return "" }
    return element.hasElements ? element.line : line(in: element.rawText)
  }

  /// `text` on one line; tags and references are read if there are any.
  static func line(in text: String) -> String { withBytes(of: text) { line($0) } }

  /// UTF-8 on one line.
  static func line(_ bytes: ByteView) -> String {
    if isPlainLine(bytes) { return bytes.text }
    var writer = LineWriter(capacity: bytes.count)
    if bytes.firstIndex(of: 0x26, from: 0) == nil, bytes.firstIndex(of: 0x3C, from: 0) == nil {
      writer.write(bytes)
      return writer.text
    }
    let text = hasEscapedTags(bytes) ? decodedReferences(bytes.text) : bytes.text
    writer.write(looksLikeHTML(text) ? HTMLFragment.plainText(text) : decodedReferences(text))
    return writer.text
  }

  /// Whether `bytes` are one line without anything to mend or to read as markup.
  private static func isPlainLine(_ bytes: ByteView) -> Bool {
    unsafe bytes.withBytes { unsafe PlainStretch.isWhole($0) }
  }

  private static func withBytes<Result>(of text: String, _ body: (ByteView) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(unsafe ByteView(UnsafeRawBufferPointer($0))) }
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

  /// Whether there is one escape too many: no tag, but an escaped one.
  private static func hasEscapedTags(_ source: ByteView) -> Bool {
    guard source.firstIndex(of: 0x3C, from: 0) == nil else { return false }
    var next = source.firstIndex(of: escapedBracket, from: 0)
    while let found = next {
      if isTag(source, at: found + escapedBracket.count) { return true }
      next = source.firstIndex(of: escapedBracket, from: found + 1)
    }
    return false
  }

  private static let escapedBracket = Array("&lt;".utf8)

  /// Whether a tag of HTML stands somewhere; "<IBM.N>" and "a < b" are none.
  static func looksLikeHTML(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { unsafe looksLikeHTML(ByteView(UnsafeRawBufferPointer($0))) }
  }

  /// Whether a tag of HTML stands somewhere in UTF-8.
  static func looksLikeHTML(_ bytes: ByteView) -> Bool {
    var next = bytes.firstIndex(of: 0x3C, from: 0)
    while let open = next {
      if isTag(bytes, at: open + 1) { return true }
      next = bytes.firstIndex(of: 0x3C, from: open + 1)
    }
    return false
  }

  /// Whether the name of a tag stands at `index`, and ends like one: "&" may begin an escaped end.
  private static func isTag(_ bytes: ByteView, at index: Int) -> Bool {
    var end = index < bytes.count && bytes[index] == 0x2F ? index + 1 : index
    var hash = NameHash.seed
    while end < bytes.count, bytes[end].isLetter || bytes[end].isDigit, end < index + 12 {
      NameHash.add(bytes[end].lowercased, to: &hash)
      end += 1
    }
    return tags.contains(hash)
      && (end >= bytes.count || bytes[end] <= 0x20 || [0x3E, 0x2F, 0x26].contains(bytes[end]))
  }

  /// The names of the elements of HTML, of today and of old.
  private static let tags: Set<UInt64> = {
    let old = ["acronym", "applet", "blink", "nobr", "xmp", "basefont", "dir", "isindex", "layer"]
    let known = HTMLTag.allCases.filter { $0 != .other }.map(\.name)
    return Set((old + known).map { NameHash.of($0) })
  }()
}
