/// An element of a small tree: one item of a feed, one article of a wire.
///
/// Names are lower-cased and carry the usual prefix of their namespace ("dc:creator"), the news
/// formats' own namespaces having none: `element["title"]` is the first child of that name.
struct XMLElement {
  let tree: XMLTree
  fileprivate let index: Int

  init(tree: XMLTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  /// Whether it has neither attributes nor anything inside.
  var isBare: Bool {
    tree.nodes[index].firstChild == nil && tree.nodes[index].attributes.isEmpty
  }

  /// The name, "" for a piece of text.
  var name: String { tree.nodes[index].name }

  /// The elements directly below, in document order.
  var children: some Sequence<XMLElement> {
    nodes.lazy.filter { !$0.isText }
  }

  /// Elements and pieces of text directly below, in document order.
  var nodes: some Sequence<XMLElement> {
    let tree = tree
    return sequence(state: tree.nodes[index].firstChild) { next in
      guard let child = next else { return nil }
      next = tree.nodes[child].nextSibling
      return XMLElement(tree: tree, index: child)
    }
  }

  /// The children of that name.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The first child of that name, which is not "".
  ///
  /// Formats ask an item for many names that it does not have, so this walks without a sequence.
  subscript(_ name: String) -> XMLElement? {
    var next = tree.nodes[index].firstChild
    while let child = next {
      if tree.nodes[child].name == name { return XMLElement(tree: tree, index: child) }
      next = tree.nodes[child].nextSibling
    }
    return nil
  }

  /// The element at the end of a path of names, the first child at every step.
  func descend(_ path: String...) -> XMLElement? {
    path.reduce(Optional(self)) { element, name in element?[name] }
  }

  /// Every element below of that name, in document order.
  func descendants(_ name: String) -> [XMLElement] {
    var found: [XMLElement] = []
    visit { if $0.name == name { found.append($0) } }
    return found
  }

  /// The first element below of that name, in document order.
  func first(_ name: String) -> XMLElement? {
    for child in children {
      if child.name == name { return child }
      if let found = child.first(name) { return found }
    }
    return nil
  }

  /// The value of an attribute, trimmed; nil if it is absent or empty.
  func attribute(_ name: String) -> String? {
    guard let value = tree.nodes[index].attributes.first(where: { $0.name == name })?.value else {
      return nil
    }
    let trimmed = PlainText.trimmed(value)
    return trimmed.isEmpty ? nil : trimmed
  }

  var isText: Bool { tree.nodes[index].text != nil }

  /// All text below, as it stands.
  var rawText: String {
    var bytes: [UInt8] = []
    collect(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All text below on one line.
  var line: String { PlainText.line(rawText) }

  /// The text of this piece of text.
  var pieceOfText: ArraySlice<UInt8> {
    tree.nodes[index].text.map { tree.text[$0] } ?? []
  }

  private func collect(into bytes: inout [UInt8]) {
    if isText { bytes += pieceOfText }
    // Programs and styles are no text.
    for node in nodes where node.name != "script" && node.name != "style" {
      node.collect(into: &bytes)
    }
  }

  private func visit(_ body: (XMLElement) -> Void) {
    for child in children {
      body(child)
      child.visit(body)
    }
  }
}

/// The nodes of a small tree in flat arrays; node 0 is the root.
///
/// A class, for every element found in it refers to it. Depth is bounded by `XMLRepair.maximumDepth`, so
/// walking it recursively is safe.
final class XMLTree {
  struct Node {
    var name: String
    var attributes: [(name: String, value: String)]
    /// The piece of text this node is, or nil for an element.
    var text: Range<Int>?
    var parent: Int
    var firstChild: Int?
    var lastChild: Int?
    var nextSibling: Int?
    var line: Int
  }

  private(set) var nodes: [Node] = []
  private(set) var text: [UInt8] = []
  private var open: [Int] = []

  /// A tree of nothing but a root.
  init(root: String) {
    nodes.append(Node(name: root, attributes: [], text: nil, parent: 0, line: 0))
    open = [0]
  }

  /// The root.
  var root: XMLElement { XMLElement(tree: self, index: 0) }
  /// The names of the open elements, from the root.
  var depth: Int { open.count }
  /// How much memory is taken, in bytes, about.
  var size: Int { text.count + nodes.count * 128 }

  func start(_ name: String, attributes: [(name: String, value: String)], line: Int) {
    let index = append(Node(name: name, attributes: attributes, text: nil, parent: 0, line: line))
    open.append(index)
  }

  func end() {
    if open.count > 1 { open.removeLast() }
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    let start = text.count
    unsafe text.append(contentsOf: bytes)
    // Pieces of one run of text are one node.
    if let current = open.last, let last = nodes[current].lastChild, last == nodes.count - 1,
      let range = nodes[last].text
    {
      nodes[last].text = range.lowerBound..<text.count
    } else {
      append(Node(name: "", attributes: [], text: start..<text.count, parent: 0, line: 0))
    }
  }

  @discardableResult private func append(_ node: Node) -> Int {
    let index = nodes.count
    let parent = open.last ?? 0
    var node = node
    node.parent = parent
    nodes.append(node)
    if let last = nodes[parent].lastChild {
      nodes[last].nextSibling = index
    } else {
      nodes[parent].firstChild = index
    }
    nodes[parent].lastChild = index
    return index
  }
}
