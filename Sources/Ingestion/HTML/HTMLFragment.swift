/// Pieces of HTML inside other formats: the body of a feed item, of a news wire.
public enum HTMLFragment {
  /// The paragraphs of `html` as plain text, without navigation or scripts; everything is kept
  /// otherwise, for a fragment is all article.
  ///
  /// Text without any markup is cut at its line breaks where blank lines stand in it, else it is one
  /// paragraph. Linear; bounded by `HTMLPage.sizeLimit`.
  public static func paragraphs(_ html: String) -> [String] {
    let bytes = Array(html.utf8.prefix(HTMLPage.sizeLimit))
    guard hasMarkup(bytes) else { return plainParagraphs(bytes) }
    let page = HTMLPage(parsing: bytes)
    var isDropped = [Bool](repeating: false, count: page.nodes.count)
    var paragraphs: [String] = []
    for (index, node) in page.nodes.enumerated() where index > 0 {
      isDropped[index] =
        isDropped[node.parent] || node.tag == .nav || node.hints.contains(.hidden)
    }
    for block in page.blocks where !isDropped[block.node] {
      paragraphs.append(page.string(block.range))
    }
    return paragraphs
  }

  /// `text` on one line, tags removed, character references decoded, white space collapsed.
  public static func plainText(_ text: String) -> String {
    let bytes = Array(text.utf8.prefix(HTMLPage.sizeLimit))
    guard hasMarkup(bytes) else { return HTMLText.line(bytes) }
    let page = HTMLPage(parsing: bytes)
    return page.blocks.map { page.string($0.range) }.joined(separator: " ")
  }

  private static func hasMarkup(_ bytes: [UInt8]) -> Bool {
    bytes.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
  }

  private static func plainParagraphs(_ bytes: [UInt8]) -> [String] {
    var paragraphs: [String] = []
    var start = 0
    var index = 0
    func end(at limit: Int) {
      let line = HTMLText.line(bytes[start..<limit])
      if !line.isEmpty { paragraphs.append(line) }
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") {
        // A blank line, perhaps with spaces in it, parts paragraphs.
        var next = index + 1
        while next < bytes.count, bytes[next].isSpace, bytes[next] != UInt8(ascii: "\n") {
          next += 1
        }
        if next < bytes.count, bytes[next] == UInt8(ascii: "\n") {
          end(at: index)
          while next < bytes.count, bytes[next].isSpace { next += 1 }
          start = next
        }
        index = next
      } else {
        index += 1
      }
    }
    end(at: bytes.count)
    return paragraphs
  }
}
