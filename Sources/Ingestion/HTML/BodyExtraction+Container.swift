extension BodyExtraction {
  /// Finds the element that holds the article: the one with the most prose just below it, or an
  /// ancestor of that which brings more prose without bringing lists of links.
  mutating func findContainer() {
    var scores = [Double](repeating: 0, count: page.nodes.count)
    var isFirst = headline != nil
    for (index, block) in page.blocks.enumerated()
    where measures[index].prose > 0 && !isExcluded[index] {
      let followsHeadline = isFirst && index > headline ?? 0 && measures[index].prose >= 80
      award(index, block, followsHeadline: followsHeadline, to: &scores)
      if followsHeadline { isFirst = false }
    }
    var best = 0
    let isList = lists()
    for (index, node) in page.nodes.enumerated() where scores[index] > 0 {
      if node.hints.contains(.articleBody) {
        scores[index] *= 1.5
      } else if node.hints.contains(.content) || node.tag == .article || node.tag == .main {
        scores[index] *= 1.15
      }
      if isList[index] { scores[index] *= 0.3 }
      if scores[index] > scores[best] { best = index }
    }
    container = best
    climb(without: isList)
  }

  /// Gives a block's points to the elements around it, half as many each level up.
  private func award(
    _ index: Int, _ block: HTMLBlock, followsHeadline: Bool, to scores: inout [Double]
  ) {
    let measure = measures[index]
    var points = 1 + Double(min(measure.prose, 400)) / 100 + Double(min(block.commas, 6)) * 0.5
    if measure.isAnchored || followsHeadline { points *= 3 }
    if let headline, index < headline { points *= 0.5 }
    if block.tag == .li || block.tag.isCell { points *= 0.5 }
    var levels = 0
    for node in page.ancestors(of: block.node) {
      switch page.nodes[node].tag {
      case .p, .li, .ul, .ol, .td, .th, .tr, .tbody, .blockquote, .pre, .h1, .h2, .h3, .h4, .dd,
        .dl:
        if node == block.node || page.nodes[node].tag != .td { continue }
      default: break
      }
      scores[node] += points
      points *= 0.5
      levels += 1
      if levels == 4 { break }
    }
  }

  private mutating func climb(without isList: [Bool]) {
    var current = container
    while current > 0, page.nodes[current].tag != .article, page.nodes[current].tag != .main {
      let parent = page.nodes[current].parent
      guard parent > 0, page.nodes[parent].tag != .body, page.nodes[parent].tag != .html else {
        break
      }
      let gain = includedProse(in: parent) - includedProse(in: container)
      let linkGain = includedLinks(in: parent) - includedLinks(in: container)
      if gain * 100 >= includedProse(in: container) * 12, linkGain < gain, !isList[parent] {
        container = parent
      }
      current = parent
    }
  }

  /// Which nodes hold three or more articles with prose: they are lists of articles, not one.
  private func lists() -> [Bool] {
    var articles = [Int](repeating: 0, count: page.nodes.count)
    for (index, node) in page.nodes.enumerated()
    where node.tag == .article && index > 0 && includedProse(in: index) > 0 {
      articles[node.parent] += 1
    }
    return articles.map { $0 >= 3 }
  }
}
