extension BodyExtraction {
  /// Marks the blocks that stand in navigation, footers, captions and other clutter.
  ///
  /// Elements that say so themselves always count; names count only for elements with less than a
  /// third of the page's prose, for the same words stand on real articles.
  mutating func exclude() {
    let total = prose(in: 0)
    let article = onlyArticle()
    var isNodeExcluded = [Bool](repeating: false, count: page.nodes.count)
    for index in 1..<max(1, page.nodes.count) {
      let node = page.nodes[index]
      isNodeExcluded[index] =
        isNodeExcluded[node.parent]
        || isClutter(
          node, share: total == 0 ? 0 : Double(prose(in: index)) / Double(total),
          most: article.map { isOutside(node, $0) } ?? false ? 0.8 : 0.33)
    }
    for (index, block) in page.blocks.enumerated() {
      isExcluded[index] =
        isNodeExcluded[block.node]
        || block.clutterLength * 2 > block.length && block.length < 200
    }
    var prose = 0
    var links = 0
    includedProseBefore = [0]
    includedLinksBefore = [0]
    for (index, block) in page.blocks.enumerated() {
      if !isExcluded[index] {
        prose += measures[index].prose
        links += block.linkLength
      }
      includedProseBefore.append(prose)
      includedLinksBefore.append(links)
    }
  }

  /// The `article` element with prose, if it is the only one that holds a first-rank heading.
  private func onlyArticle() -> HTMLNode? {
    var found: HTMLNode?
    for (index, node) in page.nodes.enumerated()
    where node.tag == .article && prose(in: index) >= 80 {
      let headings = page.blocks[node.firstBlock..<node.endBlock].count { $0.tag == .h1 }
      guard headings > 0, found.map({ isOutside(node, $0) }) ?? true else { continue }
      if found != nil { return nil }
      found = node
    }
    return found
  }

  private func isOutside(_ node: HTMLNode, _ other: HTMLNode) -> Bool {
    node.endBlock <= other.firstBlock || node.firstBlock >= other.endBlock
  }

  /// - Parameters:
  ///   - share: how much of the page's prose the element holds, 0 to 1.
  ///   - most: the share from which on its names say nothing, for the same words stand on real articles; higher
  ///     outside of an element that says it is the article.
  private func isClutter(_ node: HTMLNode, share: Double, most: Double) -> Bool {
    if node.hints.contains(.consent) { return share < 0.5 }
    switch node.tag {
    case .nav, .dialog, .figcaption, .caption, .legend, .summary: return true
    case .footer, .aside: return share < 0.33
    case .address: return share < 0.1
    case .header: return share < 0.02
    case .html, .body, .main: return false
    default: break
    }
    if node.hints.contains(.hidden) { return share < 0.33 }
    if node.hints.contains(.comments), share < 0.75 { return true }
    var clutter = node.hints.intersection(.clutter)
    // A post of a social network that the article quotes.
    if node.hints.contains(.embed) { clutter.remove(.social) }
    guard !clutter.isEmpty else { return false }
    switch node.tag {
    case .table, .tbody, .tr, .article: return false
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .blockquote:
      // On text itself only the words for lines about the article count.
      return share < 0.05
        && !node.hints.isDisjoint(with: [.caption, .byline, .concealed, .comments])
    case .form: return share < most
    default: break
    }
    if node.hints.contains(.articleBody) { return share < 0.05 }
    let lines: ClassHints = [.details, .byline, .date, .biography]
    if clutter.isSubset(of: lines) { return share < 0.15 }
    return share < most
  }
}
