/// A page as flat arrays: the text in blocks, the elements around them, what its head declares.
struct HTMLPage {
  /// The text of all blocks in UTF-8, each followed by a line feed.
  var text: [UInt8] = []
  /// The pieces of text in the order of the page.
  var blocks: [HTMLBlock] = []
  /// The block elements, parents before children; the first is the page itself.
  var nodes: [HTMLNode] = [HTMLNode(parent: -1, tag: .html)]
  /// `meta` and itemprop values by lower-case name, in order.
  var declarations: [(name: String, value: String)] = []
  /// The content of `title`.
  var title = ""
  /// The `lang` of the page, or "".
  var language = ""
  /// The address in `link rel=canonical`, or "".
  var canonical = ""
  /// The bodies of JSON-LD scripts.
  var structuredData: [[UInt8]] = []
  /// Text that is marked as being something: an author, a date.
  var marked: [MarkedText] = []

  /// A piece of text that the markup names.
  struct MarkedText {
    let kind: Kind
    let evidence: Evidence
    /// The innermost node around it.
    let node: Int
    /// For a link that counts because it stands in another mark: the index of that mark; otherwise -1.
    let around: Int
    /// Where it is in the page's `text`.
    var range: Range<Int>
    /// The machine-readable value (`datetime`, `content`), or "".
    let value: String

    enum Kind { case author, published, modified, time }

    /// What in the markup says so.
    enum Evidence {
      /// A word of a vocabulary: itemprop, rel, the element `time`.
      case vocabulary
      /// A word in a class name or identifier.
      case className
      /// The address of a link, which is that of a page about an author.
      case address
    }
  }

  /// The text of a range, valid Unicode.
  func string(_ range: Range<Int>) -> String {
    guard range.lowerBound >= 0, range.upperBound <= text.count else { return "" }
    return String(decoding: text[range], as: UTF8.self)
  }

  /// The nodes around a block, innermost first, without the page itself.
  func ancestors(of node: Int) -> UnfoldFirstSequence<Int> {
    sequence(first: node) { current in
      let parent = nodes[current].parent
      return parent > 0 ? parent : nil
    }
  }
}

/// A block element, or an inline one that has hints.
struct HTMLNode {
  /// The index of the node around it; -1 for the page.
  let parent: Int
  let tag: HTMLTag
  var hints: ClassHints = []
  /// The blocks inside, `firstBlock` up to and without `endBlock`.
  var firstBlock = 0
  var endBlock = 0
}

/// A run of text without a break: a paragraph, a heading, a list item, a line of a menu.
struct HTMLBlock {
  /// Where it is in the page's `text`.
  var range: Range<Int>
  /// The innermost block element around it.
  let node: Int
  let tag: HTMLTag
  /// Characters, the wide ones of East Asia counting three.
  var length = 0
  /// Characters inside links.
  var linkLength = 0
  /// Characters inside inline elements whose names say clutter.
  var clutterLength = 0
  /// Characters inside bold elements.
  var boldLength = 0
  var commas = 0

  /// The share of the text that is links, 0 to 1.
  var linkDensity: Double { length == 0 ? 0 : Double(linkLength) / Double(length) }
  /// Whether all of it is bold.
  var isBold: Bool { boldLength * 10 >= length * 9 }
}

typealias UnfoldFirstSequence<Element> = UnfoldSequence<Element, (Element?, Bool)>
