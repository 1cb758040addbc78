extension BodyExtraction {
  /// Finds the run of blocks in the container with the greatest sum of weights: paragraphs are
  /// positive, links and scraps negative.
  mutating func findSpan() {
    var first = page.nodes[container].firstBlock
    var end = page.nodes[container].endBlock
    if let headline, headline >= first, headline < end,
      proseBefore[end] - proseBefore[headline]
        >= min(300, proseBefore[headline] - proseBefore[first])
    {
      first = headline + 1
    }
    if let headline { end = endOfArticle(after: max(headline, first), before: end) }
    var best = (sum: 0.0, range: first..<first)
    var sum = 0.0
    var start = first
    for index in first..<max(first, end) where !isExcluded[index] {
      if sum <= 0 {
        sum = 0
        start = index
      }
      sum += weight(of: index)
      if sum > best.sum { best = (sum, start..<(index + 1)) }
    }
    span = best.range
  }

  /// An h1 in an `article` element that does not hold the headline begins another article.
  private func endOfArticle(after headline: Int, before end: Int) -> Int {
    var index = headline + 1
    while index < end {
      let block = page.blocks[index]
      if block.tag == .h1, !isExcluded[index], block.linkDensity < 0.5,
        measures[index].letters != measures[headline].letters,
        isInOtherArticle(index, than: headline)
      {
        return index
      }
      index += 1
    }
    return end
  }

  private func isInOtherArticle(_ index: Int, than headline: Int) -> Bool {
    page.ancestors(of: page.blocks[index].node).contains { node in
      page.nodes[node].tag == .article && page.nodes[node].firstBlock > headline
    }
  }

  private func weight(of index: Int) -> Double {
    let block = page.blocks[index]
    let measure = measures[index]
    if measure.isAnchored { return 4 }
    if measure.prose > 0 { return 1 + Double(min(measure.prose, 300)) / 100 }
    if block.linkDensity > 0.5 { return block.tag.isHeading ? -1.5 : -0.8 }
    if block.tag.isHeading { return -0.3 }
    if block.tag == .li || block.tag.isCell { return block.length >= 25 ? 0.3 : 0.05 }
    return block.tag == .p ? -0.2 : -0.6
  }
}
