extension PageMetadata {
  /// The authors, separated by a comma and a space.
  ///
  /// - Parameter headline: the block of the headline, if it is known: of names that stand on the page, those
  ///   nearest to it count.
  func byline(headline: Int? = nil) -> Stated<String> {
    // An outlet as the only author is better than none.
    byline(headline, orOutlet: false) ?? byline(headline, orOutlet: true) ?? .nothing
  }

  /// The names in the first place that has some.
  private func byline(_ headline: Int?, orOutlet: Bool) -> Stated<String>? {
    func joined(_ names: [String], _ origin: String) -> Stated<String>? {
      let names = names.filter { orOutlet || !isOutlet($0) }
      return names.isEmpty ? nil : Stated(value: names.joined(separator: ", "), origin: origin)
    }
    // The JSON-LD says in so many words who is an author; elsewhere an outlet may fill the place.
    func people(_ stated: [String]) -> [String] {
      Byline.names(in: stated).filter { orOutlet || !Byline.isOrganization($0) }
    }
    if let names = joined(Byline.names(in: structured.authors), "JSON-LD author") { return names }
    for name in Self.authorDeclarations {
      if let names = joined(people(all(name)), "meta \(name)") { return names }
    }
    for (evidence, origin) in Self.authorMarks {
      if let names = joined(people(marked(evidence, near: headline)), origin) { return names }
    }
    return joined(people(signature(near: headline)), "line near the headline")
  }

  private static let authorDeclarations = [
    "dc.creator", "dc:creator", "dcterms.creator", "dcterms:creator", "author", "article:author",
    "article_author", "og:article:author", "parsely-author", "sailthru.author", "byl",
    "citation_author",
  ]

  private static let authorMarks: [(HTMLPage.MarkedText.Evidence, String)] = [
    (.vocabulary, "itemprop or rel author"), (.className, "element named for a byline"),
    (.address, "link to a page about an author"),
  ]

  /// The names in marked text, those nearest to the headline and others that stand beside them.
  private func marked(
    _ evidence: HTMLPage.MarkedText.Evidence, near headline: Int?
  ) -> [String] {
    let named = namedMarks(evidence, headline)
    // What stands before the headline is less likely its author's name.
    let place = headline.map { page.blocks[$0].range.lowerBound } ?? 0
    let distances = named.map { $0.start < place ? 2 * (place - $0.start) : $0.start - place }
    guard let first = named.indices.min(by: { (distances[$0], $0) < (distances[$1], $1) }) else {
      return []
    }
    var names = [named[first].name]
    for next in named.indices.dropFirst(first + 1) {
      let between = named[next - 1].range.upperBound..<named[next].range.lowerBound
      guard between.count < 24, Byline.joins(page.string(between)) else { break }
      names.append(named[next].name)
    }
    return names
  }

  /// The marks that hold a name, in the order of the page, and where the outermost mark around each begins.
  ///
  /// Of marks inside each other the innermost.
  private func namedMarks(
    _ evidence: HTMLPage.MarkedText.Evidence, _ headline: Int?
  ) -> [(range: Range<Int>, start: Int, name: String)] {
    let near = evidence == .address ? headline.map { surroundings(of: $0) } ?? 0..<0 : nil
    var named: [(range: Range<Int>, start: Int, name: String)] = []
    var outermost = 0..<0
    for mark in page.marked where mark.kind == .author && mark.evidence == evidence {
      if let near, !near.contains(mark.range.lowerBound) { continue }
      // The links of a whole page whose class names an author are no names.
      if mark.around >= 0, page.marked[mark.around].range.count > 300 { continue }
      guard let name = name(in: mark), !isInComments(mark.node, headline) else { continue }
      if mark.range.lowerBound >= outermost.upperBound { outermost = mark.range }
      // Those around it stand before it.
      while let outer = named.last, outer.range.upperBound > mark.range.lowerBound {
        named.removeLast()
      }
      named.append((mark.range, outermost.lowerBound, name))
    }
    return named
  }

  /// Whether a node is part of the comments on an article, whose headline is not.
  func isInComments(_ node: Int, _ headline: Int?) -> Bool {
    page.ancestors(of: node).contains { index in
      let node = page.nodes[index]
      return node.hints.contains(.comments)
        && headline.map { !(node.firstBlock..<node.endBlock).contains($0) } ?? true
    }
  }

  /// Where in the text the lines around a headline are.
  func surroundings(of headline: Int) -> Range<Int> {
    let last = min(page.blocks.count - 1, headline + 8)
    return page.blocks[max(0, headline - 3)].range.lowerBound..<page.blocks[last].range.upperBound
  }

  /// The name in the first line of marked text, or nil if there is none.
  private func name(in mark: HTMLPage.MarkedText) -> String? {
    // No more of it is looked at than a line may have: the mark may hold the whole page.
    let end = min(mark.range.upperBound, mark.range.lowerBound + 400)
    let text = mark.value.isEmpty ? page.string(mark.range.lowerBound..<end) : mark.value
    let line = text.split(separator: "\n").first.map { String($0) } ?? ""
    guard (3...120).contains(line.utf8.count), NewsDate.parse(line) == nil else { return nil }
    let name = Byline.leadingName(in: line) ?? (mark.evidence == .vocabulary ? line : nil)
    guard let name, !Byline.names(in: [name]).isEmpty else { return nil }
    // An element that holds the whole article begins with its title.
    let letters = HTMLText.letters(name.utf8)
    return titles.contains { HTMLText.letters($0.value.utf8) == letters } ? nil : name
  }

  /// The names of a line near the headline that says "By", for pages that mark none.
  private func signature(near headline: Int?) -> [String] {
    guard let headline else { return [] }
    for block in page.blocks[max(0, headline - 3)..<min(page.blocks.count, headline + 9)]
    where block.length < 150 {
      if let names = Byline.signature(page.string(block.range)) { return [names] }
    }
    return []
  }

  private func isOutlet(_ name: String) -> Bool {
    let letters = HTMLText.letters(name.utf8)
    return letters == siteLetters.name
      || letters == HTMLText.letters(structured.publisher.utf8)
      || holdsCopyright(letters)
  }

  /// Whether a name, as letters, stands in what the page says of its copyright, at its end or in its head.
  private func holdsCopyright(_ letters: [UInt8]) -> Bool {
    guard letters.count > 3 else { return false }
    let stated = first("copyright", "dcterms.rightsholder", "dc.rights", "rights").value
    if HTMLText.contains(letters, in: HTMLText.letters(stated.utf8)) { return true }
    return page.blocks.suffix(30).contains { block in
      block.length < 400 && hasCopyrightSign(block.range)
        && HTMLText.contains(letters, in: HTMLText.letters(page.text[block.range]))
    }
  }

  /// Whether "©" is there, in UTF-8 C2 A9.
  private func hasCopyrightSign(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { page.text[$0] == 0xC2 && page.text[$0 + 1] == 0xA9 }
  }
}
