extension BodyExtraction {
  /// What becomes of each block: those of the span that are the article's own text are kept.
  func verdicts() -> [BlockVerdict] {
    var verdicts = isExcluded.map { $0 ? BlockVerdict.clutter : .outside }
    if let headline { verdicts[headline] = .headline }
    for index in span { verdicts[index] = verdict(index) }
    dropCopies(&verdicts)
    dropEmptyHeadings(&verdicts)
    if !verdicts.contains(.kept) { for index in everything() { verdicts[index] = .kept } }
    return verdicts
  }

  /// Drops long paragraphs that were kept before: the whole article again, a summary, a quotation.
  ///
  /// A paragraph that repeats one beside it, or one alone inside the text, is as the author wrote it.
  private func dropCopies(_ verdicts: inout [BlockVerdict]) {
    let kept = verdicts.indices.filter { verdicts[$0] == .kept }
    let long = kept.filter { measures[$0].letters.count > 60 }
    var firsts: [[UInt8]: Int] = [:]
    // For each the place of the one that it repeats.
    var originals = [Int?](repeating: nil, count: long.count)
    for (place, index) in long.enumerated() {
      originals[place] = firsts[measures[index].letters]
      if originals[place] == nil { firsts[measures[index].letters] = place }
    }
    for (place, original) in originals.enumerated() {
      guard let original, parent(of: long[original]) != parent(of: long[place]) else { continue }
      let isNext = place > 0 && original > 0 && originals[place - 1] == original - 1
      let isBefore = place + 1 < long.count && originals[place + 1] == original + 1
      let isQuoted = [original, place].contains { isQuotation(long[$0]) }
      if isNext || isBefore || isQuoted || original == 0 { verdicts[long[place]] = .copy }
    }
    // Short ones go with the long ones before them.
    var seen: Set<[UInt8]> = []
    var follows = false
    for index in kept {
      let letters = measures[index].letters
      if letters.count > 60 {
        follows = verdicts[index] == .copy
      } else if !seen.insert(letters).inserted, follows {
        verdicts[index] = .copy
      }
    }
  }

  private func isQuotation(_ block: Int) -> Bool {
    page.ancestors(of: page.blocks[block].node).prefix(3).contains {
      page.nodes[$0].tag == .blockquote
    }
  }

  private func parent(of block: Int) -> Int { page.nodes[page.blocks[block].node].parent }

  /// What is left where no container was found: all text that is neither clutter nor links; if there
  /// is none, all text.
  private func everything() -> [Int] {
    let rest = page.blocks.indices.filter { index in
      !isExcluded[index] && index != headline && !page.blocks[index].tag.isHeading
        && page.blocks[index].linkDensity < 0.5 && !measures[index].letters.isEmpty
    }
    let prose = rest.filter { measures[$0].prose > 0 }
    if !prose.isEmpty { return prose }
    if !rest.isEmpty { return rest }
    return page.blocks.indices.filter { $0 != headline && !measures[$0].letters.isEmpty }
  }

  private func verdict(_ index: Int) -> BlockVerdict {
    let block = page.blocks[index]
    let measure = measures[index]
    if isExcluded[index] { return .clutter }
    if measure.letters.isEmpty { return .scrap }
    if measure.isAnchored { return .kept }
    if anchors.agreement(with: measure.letters) == 3 { return .headline }
    if isDetail(index) { return .detail }
    if measure.prose > 0 { return .kept }
    // The most links that such a block may have, and its least or greatest length.
    let (density, isFit): (Double, Bool) =
      switch block.tag {
      case .h1, .h2, .h3, .h4, .h5, .h6: (0.5, block.length < 200)
      case .li, .dd, .dt: (0.4, true)
      case .td, .th: (0.5, true)
      case .p, .blockquote, .pre: (0.6, true)
      default: (0.3, block.length >= 25)
      }
    return block.linkDensity >= density ? .links : isFit ? .kept : .scrap
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
  private func dropEmptyHeadings(_ verdicts: inout [BlockVerdict]) {
    // The highest rank that the text met so far, read backwards, is under.
    var rank: UInt8 = 0
    var hasText = false
    for index in verdicts.indices.reversed() where verdicts[index] == .kept {
      let tag = page.blocks[index].tag
      if !tag.isHeading {
        hasText = true
      } else if hasText || tag.rawValue < rank {
        rank = tag.rawValue
        hasText = false
      } else {
        verdicts[index] = .emptyHeading
      }
    }
  }
}
