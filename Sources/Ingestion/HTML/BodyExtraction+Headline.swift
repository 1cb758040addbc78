extension BodyExtraction {
  /// Finds the block that repeats the headline which the page declares.
  mutating func findHeadline() {
    var best = (score: 0, block: -1)
    for (index, block) in page.blocks.enumerated() {
      guard block.length < 400 else { continue }
      let agreement = anchors.agreement(with: measures[index].letters)
      var score = agreement * 10
      if agreement > 0 {
        switch block.tag {
        case .h1: score += 25
        case .h2, .h3: score += 9
        case .h4, .h5, .h6: score += 4
        default: score += page.nodes[block.node].hints.contains(.headline) ? 4 : 0
        }
        if agreement < 3, !block.tag.isHeading { score = 0 }
      } else if block.tag == .h1, !isExcluded[index] {
        score = block.linkLength * 2 > block.length ? 2 : 5
      }
      if isExcluded[index], page.blocks[index].tag != .h1 { score -= 12 }
      if score > best.score { best = (score, index) }
    }
    if best.score > 0 { headline = better(than: best.block) }
  }

  /// Where the title of the window is two headings of the page, that of the site and that of the article:
  /// the longer one.
  private func better(than block: Int) -> Int {
    let letters = measures[block].letters
    guard let rest = anchors.rest(of: letters), rest.count > letters.count else { return block }
    return page.blocks.indices.first {
      page.blocks[$0].tag.isHeading && measures[$0].letters == rest
    } ?? block
  }
}
