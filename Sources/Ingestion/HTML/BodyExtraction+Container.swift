extension BodyExtraction {
  /// Finds the element that holds the article: the one with the most prose just below it, or an
  /// ancestor of that which brings more prose without bringing lists of links.
  mutating func findContainer() {
    var scores = [Double](repeating: 0, count: page.nodes.count)
    for (index, block) in page.blocks.enumerated()
    where measures[index].prose > 0 && !isExcluded[index] {
      award(index, block, to: &scores)
    }
    var best = 0
    for (index, node) in page.nodes.enumerated() where scores[index] > 0 {
      if node.hints.contains(.articleBody) {
        scores[index] *= 1.5
      } else if node.hints.contains(.content) || node.tag == .article || node.tag == .main {
        scores[index] *= 1.15
      }
      if scores[index] > scores[best] { best = index }
    }
    container = best
    climb()
  }

  /// Gives a block's points to the elements around it, half as many each level up.
  private func award(_ index: Int, _ block: HTMLBlock, to scores: inout [Double]) {
    let measure = measures[index]
    var points = 1 + Double(min(measure.prose, 400)) / 100 + Double(min(block.commas, 6)) * 0.5
    if measure.isAnchored { points *= 3 }
    if let headline, index < headline { points *= 0.5 }
    if block.tag == .li || block.tag.isCell { points *= 0.5 }
    var levels = 0
    for node in page.ancestors(of: block.node) {
      switch page.nodes[node].tag {
      case .p, .li, .ul, .ol, .td, .th, .tr, .tbody, .blockquote, .pre, .h1, .h2, .h3, .h4, .dd, .dl:
        if node == block.node || page.nodes[node].tag != .td { continue }
      default: break
      }
      scores[node] += points
      points *= 0.5
      levels += 1
      if levels == 4 { break }
    }
  }

  private mutating func climb() {
    var current = container
    while current > 0, page.nodes[current].tag != .article, page.nodes[current].tag != .main {
      let parent = page.nodes[current].parent
      guard parent > 0, page.nodes[parent].tag != .body, page.nodes[parent].tag != .html else {
        break
      }
      let gain = included(parent) - included(container)
      let linkGain = links(in: parent) - links(in: container)
      if gain * 100 >= included(container) * 12, linkGain < gain, !isList(parent) {
        container = parent
      }
      current = parent
    }
  }

  /// The prose of a node that is not excluded.
  private func included(_ node: Int) -> Int {
    var sum = 0
    for block in page.nodes[node].firstBlock..<page.nodes[node].endBlock where !isExcluded[block] {
      sum += measures[block].prose
    }
    return sum
  }

  /// Whether a node holds three or more articles with prose: a list of articles, not one.
  private func isList(_ node: Int) -> Bool {
    var articles = 0
    var index = node + 1
    while index < page.nodes.count, page.nodes[index].firstBlock < page.nodes[node].endBlock {
      if page.nodes[index].tag == .article, page.nodes[index].parent == node, included(index) > 0 {
        articles += 1
      }
      index += 1
    }
    return articles >= 3
  }
}
