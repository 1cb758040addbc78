extension BodyExtraction {
  /// The blocks of the span that are the article's own text.
  func keep() -> [Int] {
    var kept: [Int] = []
    var seen: Set<[UInt8]> = []
    for index in span where isKept(index) {
      let letters = measures[index].letters
      if letters.count > 60, !seen.insert(letters).inserted { continue }
      kept.append(index)
    }
    kept = withoutEmptyHeadings(kept)
    return kept.isEmpty ? everything() : kept
  }

  /// What is left where no container was found: all text that is neither clutter nor links.
  private func everything() -> [Int] {
    let rest = page.blocks.indices.filter { index in
      !isExcluded[index] && index != headline && !page.blocks[index].tag.isHeading
        && page.blocks[index].linkDensity < 0.5 && !measures[index].letters.isEmpty
    }
    let prose = rest.filter { measures[$0].prose > 0 }
    return prose.isEmpty ? rest : prose
  }

  private func isKept(_ index: Int) -> Bool {
    let block = page.blocks[index]
    let measure = measures[index]
    guard !isExcluded[index], !measure.letters.isEmpty else { return false }
    if measure.isAnchored { return true }
    if anchors.agreement(with: measure.letters) == 3 || isDetail(index) { return false }
    if measure.prose > 0 { return true }
    let density = block.linkDensity
    switch block.tag {
    case .h1, .h2, .h3, .h4, .h5, .h6: return density < 0.5 && block.length < 200
    case .li, .dd, .dt: return density < 0.4
    case .td, .th: return density < 0.5
    case .p, .blockquote, .pre: return density < 0.6
    default: return density < 0.3 && block.length >= 25
    }
  }

  /// Whether a block is only the authors' names or a date.
  private func isDetail(_ index: Int) -> Bool {
    let block = page.blocks[index]
    guard block.length < 100, block.tag != .li else { return false }
    if anchors.isByline(measures[index].letters) { return true }
    return block.length < 60 && page.text[block.range].contains(where: \.isDigit)
      && NewsDate.parse(page.string(block.range)) != nil
  }

  /// Headings count only if text follows before the next heading of their rank or a higher one.
  private func withoutEmptyHeadings(_ blocks: [Int]) -> [Int] {
    var result: [Int] = []
    // The highest rank that the text met so far, read backwards, is under.
    var rank: UInt8 = 0
    var hasText = false
    for index in blocks.reversed() {
      let tag = page.blocks[index].tag
      if tag.isHeading {
        guard hasText || tag.rawValue < rank else { continue }
        rank = tag.rawValue
        hasText = false
      } else {
        hasText = true
      }
      result.append(index)
    }
    return result.reversed()
  }
}
