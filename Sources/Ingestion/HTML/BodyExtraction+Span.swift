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
    let opening = opening(from: first, to: end)
    var best = (sum: 0.0, range: first..<first)
    var sum = 0.0
    var start = first
    // What a run of links has taken off: a list inside the article is no end of it.
    var links = 0.0
    for index in first..<max(first, end) where !isExcluded[index] {
      if sum <= 0 {
        sum = 0
        start = index
      }
      var weight = weight(of: index)
      if page.blocks[index].linkDensity > 0.5 {
        weight = max(weight, min(0, -Self.mostForLinks - links))
        links += weight
      } else if measures[index].prose > 0 {
        links = 0
      }
      sum += index == opening ? weight + 3 : weight
      if sum > best.sum { best = (sum, start..<(index + 1)) }
    }
    span = withShortEnd(withStandfirst(best.range, after: first), before: end)
  }

  /// `span` with the short paragraphs right behind it that stand beside its last one: a last line, a note of
  /// who contributed.
  private func withShortEnd(_ span: Range<Int>, before end: Int) -> Range<Int> {
    guard let last = span.last, page.blocks[last].tag == .p else { return span }
    let parent = page.nodes[page.blocks[last].node].parent
    let added = (span.upperBound..<max(span.upperBound, end)).prefix { index in
      let block = page.blocks[index]
      return block.tag == .p && page.nodes[block.node].parent == parent && !isExcluded[index]
        && block.linkDensity < 0.2 && block.length >= 12 && !leadsElsewhere(index)
    }
    return span.lowerBound..<added.endIndex
  }

  /// The most that a run of links takes off.
  private static let mostForLinks = 3.0

  /// The first paragraph after the headline.
  private func opening(from first: Int, to end: Int) -> Int? {
    guard let headline, headline < end else { return nil }
    return (max(first, headline + 1)..<max(first, headline + 1, end)).first {
      !isExcluded[$0] && measures[$0].prose >= 80
    }
  }

  /// `span` with a summary in front of it that is marked as a heading.
  private func withStandfirst(_ span: Range<Int>, after first: Int) -> Range<Int> {
    guard headline != nil, !span.isEmpty else { return span }
    for index in (max(first, span.lowerBound - 3)..<max(first, span.lowerBound)).reversed() {
      let block = page.blocks[index]
      if block.tag.isHeading, block.length >= 60, block.length < 400, block.linkDensity < 0.2,
        measures[index].endsSentence, !isExcluded[index]
      {
        return index..<span.upperBound
      }
    }
    return span
  }

  /// Whether a line ends in a colon or dots: what it announces is no longer the article.
  private func leadsElsewhere(_ index: Int) -> Bool {
    let text = page.text[page.blocks[index].range]
    return [":", "：", "...", "…"].contains { text.ends(with: Array($0.utf8)) }
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
    if block.tag == .pre { return 0.5 }
    if block.tag == .li || block.tag.isCell { return block.length >= 25 ? 0.3 : 0.05 }
    return block.tag == .p ? -0.2 : -0.6
  }
}
