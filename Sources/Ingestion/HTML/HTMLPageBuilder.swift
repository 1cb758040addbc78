/// Turns a tape of events into a page.
struct HTMLPageBuilder {
  private(set) var page = HTMLPage()
  private let tape: HTMLEvents
  private var open: [OpenElement] = []
  /// How many of the open elements hide their content.
  private var skipping = 0
  private var linkDepth = 0
  private var boldDepth = 0
  private var clutterDepth = 0
  private var titleDepth = 0
  private var titleBytes: [UInt8] = []
  private var node = 0
  private var block: HTMLBlock?
  private var hasPendingSpace = false
  private var breaks = 0
  /// The open elements that are marked as authors, by their index in `page.marked`.
  private var authors: [Int] = []

  private struct OpenElement {
    let tag: HTMLTag
    let outerNode: Int
    var isNode = false
    var isSkipped = false
    var isLink = false
    var isBold = false
    var isClutter = false
    /// Where in `page.marked` its text goes, or -1.
    var mark = -1
  }

  init(_ tape: HTMLEvents) { self.tape = tape }

  /// The page that the tape describes.
  static func page(of tape: HTMLEvents) -> HTMLPage {
    var builder = HTMLPageBuilder(tape)
    builder.build()
    return builder.page
  }

  private mutating func build() {
    page.text.reserveCapacity(tape.bytes.count)
    var index = 0
    while index < tape.events.count {
      let event = tape.events[index]
      index += 1
      switch event.kind {
      case .text: append(tape.bytes[Int(event.start)..<Int(event.end)])
      case .start:
        let first = index
        while index < tape.events.count, tape.events[index].kind == .attribute { index += 1 }
        start(
          HTMLTag(rawValue: event.code) ?? .other,
          HTMLAttributes(tape: tape, range: first..<index))
      case .end: end()
      case .attribute: break
      }
    }
    while !open.isEmpty { end() }
    flush()
    page.nodes[0].endBlock = page.blocks.count
    page.title = HTMLText.line(titleBytes)
  }
}

// Elements.
extension HTMLPageBuilder {
  private mutating func start(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
    if tag == .meta || tag == .link || tag == .html { declare(tag, attributes) }
    var element = OpenElement(tag: tag, outerNode: node)
    if tag == .br, skipping == 0 {
      breaks += 1
      hasPendingSpace = true
      if breaks == 2 { flush() }
    }
    let hints = attributes.hints
    element.isSkipped = tag.isSkipped && tag != .head
    if tag.isBlock {
      // The short cells of a row make one line.
      if tag.isCell, isShortCell { hasPendingSpace = true } else { flush() }
      element.isNode = true
      node = page.nodes.count
      page.nodes.append(
        HTMLNode(parent: element.outerNode, tag: tag, hints: hints, firstBlock: page.blocks.count))
    } else {
      startInline(tag, hints, attributes, &element)
    }
    if tag == .title { titleDepth += 1 }
    mark(tag, hints, attributes, &element)
    if element.isSkipped { skipping += 1 }
    open.append(element)
  }

  /// Whether the block being built is a short cell of a table row.
  private var isShortCell: Bool { block.map { $0.tag.isCell && $0.length < 80 } ?? false }

  private mutating func startInline(
    _ tag: HTMLTag, _ hints: ClassHints, _ attributes: HTMLAttributes, _ element: inout OpenElement
  ) {
    switch tag {
    case .a where attributes[.href] != nil:
      element.isLink = true
      linkDepth += 1
    case .b, .strong:
      element.isBold = true
      boldDepth += 1
    default: break
    }
    if !hints.isDisjoint(with: [.hidden, .concealed]) {
      element.isSkipped = true
      hasPendingSpace = true
    } else if !hints.isDisjoint(with: .clutter), tag != .a {
      element.isClutter = true
      clutterDepth += 1
    }
  }

  private mutating func end() {
    guard let element = open.popLast() else { return }
    if element.isSkipped { skipping -= 1 }
    if element.isLink { linkDepth -= 1 }
    if element.isBold { boldDepth -= 1 }
    if element.isClutter { clutterDepth -= 1 }
    if element.tag == .title { titleDepth -= 1 }
    if element.mark >= 0 {
      let start = page.marked[element.mark].range.lowerBound
      page.marked[element.mark].range = start..<max(start, page.text.count)
      if authors.last == element.mark { authors.removeLast() }
    }
    if element.isNode {
      if !(element.tag.isCell && isShortCell) { flush() }
      page.nodes[node].endBlock = page.blocks.count
      node = element.outerNode
    }
  }

  private mutating func declare(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
    switch tag {
    case .html:
      if page.language.isEmpty, let language = attributes[.lang] {
        page.language = HTMLText.line(language)
      }
    case .link:
      if page.canonical.isEmpty, attributes.has("canonical", in: .rel), let href = attributes[.href]
      {
        page.canonical = HTMLText.line(href)
      }
    default:
      guard let content = attributes[.content], page.declarations.count < 1_000 else { return }
      let text = HTMLText.line(content)
      if let name = attributes[.name] {
        page.declarations.append((HTMLText.line(name).lowercased(), text))
      }
      // These may be several names at once.
      for attribute in [HTMLAttribute.property, .itemprop] {
        for name in attributes[attribute]?.split(whereSeparator: \.isSpace).prefix(8) ?? [] {
          page.declarations.append((HTMLText.line(name).lowercased(), text))
        }
      }
    }
  }

  private mutating func mark(
    _ tag: HTMLTag, _ hints: ClassHints, _ attributes: HTMLAttributes, _ element: inout OpenElement
  ) {
    guard skipping == 0, tag != .meta, tag != .link, page.marked.count < 400 else { return }
    var kind: HTMLPage.MarkedText.Kind?
    var evidence = HTMLPage.MarkedText.Evidence.vocabulary
    var around = -1
    if attributes.has("author", in: .itemprop) || attributes.has("author", in: .rel) {
      kind = .author
    } else if attributes.has("datepublished", in: .itemprop) {
      kind = .published
    } else if attributes.has("datemodified", in: .itemprop) {
      kind = .modified
    } else if tag == .time {
      kind = .time
    } else if hints.contains(.byline) {
      // The field of a form for comments is named so too.
      if hints.isDisjoint(with: .comments) { kind = .author }
      evidence = .className
    } else if hints.contains(.date) {
      kind = .time
      evidence = .className
    } else if tag == .a, let address = attributes[.href] {
      // A link in a byline is a name, and what stands beside it in the same line is not part of it.
      if let innermost = authors.last {
        kind = .author
        around = innermost
        evidence = page.marked[around].evidence
      } else if Byline.isAuthorPage(address) {
        kind = .author
        evidence = .address
      }
    }
    guard let kind else { return }
    let value = (attributes[.datetime] ?? attributes[.content]).map { HTMLText.line($0) } ?? ""
    element.mark = page.marked.count
    if kind == .author { authors.append(element.mark) }
    let start = page.text.count
    page.marked.append(
      HTMLPage.MarkedText(
        kind: kind, evidence: evidence, node: node, around: around, range: start..<start,
        value: value))
  }
}

// Text.
extension HTMLPageBuilder {
  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if titleDepth > 0 {
      if page.title.isEmpty, titleBytes.count < 4_096 { titleBytes.append(contentsOf: bytes) }
      return
    }
    guard skipping == 0 else { return }
    var current = block ?? HTMLBlock(range: 0..<0, node: node, tag: page.nodes[node].tag)
    var isNew = block == nil
    let before = (length: current.length, commas: current.commas)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte <= 0x20 {
        hasPendingSpace = true
        index += 1
        continue
      }
      if byte >= 0xC2 {
        let white = HTMLText.whiteSpace(in: bytes, at: index)
        if white.length > 0 {
          if white.isSpace { hasPendingSpace = true }
          index += white.length
          continue
        }
      }
      if isNew {
        current.range = page.text.count..<page.text.count
        isNew = false
      } else if hasPendingSpace {
        page.text.append(0x20)
        current.length += 1
      }
      hasPendingSpace = false
      page.text.append(byte)
      if byte < 0x80 {
        current.length += 1
        if byte == UInt8(ascii: ",") { current.commas += 1 }
      } else if byte >= 0xC0 {
        current.length += byte >= 0xE3 ? 3 : 1
        if byte == 0xEF || byte == 0xE3 || byte == 0xD8, isComma(bytes, index) {
          current.commas += 1
        }
      }
      index += 1
    }
    if isNew { return }
    breaks = 0
    let added = current.length - before.length
    if linkDepth > 0 { current.linkLength += added }
    if boldDepth > 0 { current.boldLength += added }
    if clutterDepth > 0 { current.clutterLength += added }
    current.range = current.range.lowerBound..<page.text.count
    block = current
  }

  /// Whether an East Asian or Arabic comma stands there: U+FF0C, U+3001, U+3002, U+060C.
  private func isComma(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index + 1 < bytes.endIndex else { return false }
    if bytes[index] == 0xD8 { return bytes[index + 1] == 0x8C }
    guard index + 2 < bytes.endIndex else { return false }
    let last = bytes[index + 2]
    return bytes[index] == 0xEF
      ? bytes[index + 1] == 0xBC && last == 0x8C
      : bytes[index + 1] == 0x80 && (last == 0x81 || last == 0x82)
  }

  private mutating func flush() {
    if let block {
      page.text.append(UInt8(ascii: "\n"))
      page.blocks.append(block)
    }
    block = nil
    hasPendingSpace = false
    breaks = 0
  }
}
