/// The text of marked-up paragraphs: NITF, XHTML inside feeds and wires, news XML in general.
extension XMLElement {
  /// The paragraphs below, each on one line.
  ///
  /// They are broken where an element that stands alone begins or ends. A row of a table is a
  /// paragraph, a blank between its cells. Text of elements in `skipped` is left out.
  func paragraphs(skipping skipped: Set<String> = Self.unread) -> [String] {
    var writer = ParagraphWriter(skipped: skipped)
    writer.write(self)
    writer.breakParagraph()
    return writer.paragraphs
  }

  /// Elements that hold no text of the article: media and their captions, scripts, metadata.
  static let unread: Set<String> = [
    "script", "style", "media", "media-caption", "media-metadata", "media-reference", "figcaption",
    "figure", "note", "head", "template", "form", "svg", "bibliography", "tobject", "docdata",
  ]

  /// Whether anything below is markup.
  var hasElements: Bool { children.contains { _ in true } }
}

private struct ParagraphWriter {
  let skipped: Set<String>
  private(set) var paragraphs: [String] = []
  private var line = LineWriter(capacity: 400)

  init(skipped: Set<String>) { self.skipped = skipped }

  mutating func write(_ element: XMLElement) {
    for node in element.nodes {
      if node.isText {
        unsafe node.pieceOfText.withUnsafeBytes { unsafe line.write(ByteView($0)) }
        continue
      }
      let name = localName(node.name)
      if skipped.contains(name) { continue }
      if name == "br" {
        breakLine()
        write(node)  // what follows an unclosed break stands inside it
        continue
      }
      let isBlock = Self.blocks.contains(name)
      if isBlock { breakParagraph() } else if Self.cells.contains(name) { line.space() }
      write(node)
      if isBlock { breakParagraph() } else if Self.cells.contains(name) { line.space() }
    }
  }

  /// Wires break lines to a width, others break paragraphs this way: a paragraph ends where a
  /// sentence does, or where two breaks stand together.
  private mutating func breakLine() {
    if line.endsSentence || line.isAtBreak { breakParagraph() } else { line.breakOnce() }
  }

  mutating func breakParagraph() {
    let text = line.take()
    if !text.isEmpty { paragraphs.append(text) }
  }

  private func localName(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }

  private static let cells: Set<String> = ["td", "th", "nitf-col", "byttl"]
  private static let blocks: Set<String> = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "ul", "ol", "dl", "dt", "dd", "tr",
    "table", "tbody", "thead", "div", "section", "article", "block", "blockquote", "bq", "pre",
    "hr", "aside", "header", "footer", "address", "body", "body.content", "body.head", "body.end",
    "text", "caption", "tagline", "abstract", "hedline", "nitf-table", "fn", "main", "credit",
    "paragraph", "para", "headline", "subheadline",
  ]
}
