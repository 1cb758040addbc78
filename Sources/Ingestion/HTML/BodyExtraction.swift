/// Finds the article's paragraphs among the blocks of a page.
///
/// The steps stand in files of their own: measures of each block, exclusion by structure, the
/// headline, the container, the span in it, and last the choice block by block. No language and no
/// site is known here. Linear in the page, times the depth of its nesting.
struct BodyExtraction {
  let page: HTMLPage
  let anchors: PageAnchors
  /// What each block looks like.
  let measures: [BlockMeasures]
  /// Sums of `measures[..].prose` before each block, so that any node's prose is one subtraction.
  let proseBefore: [Int]
  /// The same sums over the blocks that are not excluded, of prose and of link characters.
  var includedProseBefore: [Int] = []
  var includedLinksBefore: [Int] = []
  /// Whether each block is clutter by where it stands.
  var isExcluded: [Bool]
  /// The block of the headline.
  var headline: Int?
  /// The node that holds the article.
  var container = 0
  /// The blocks between which the article lies.
  var span = 0..<0

  /// What becomes of each block, and the block of the headline.
  static func verdicts(
    of page: HTMLPage, anchors: PageAnchors
  ) -> (verdicts: [BlockVerdict], headline: Int?) {
    var extraction = BodyExtraction(page, anchors)
    extraction.exclude()
    extraction.findHeadline()
    extraction.findContainer()
    extraction.findSpan()
    return (extraction.verdicts(), extraction.headline)
  }

  init(_ page: HTMLPage, _ anchors: PageAnchors) {
    self.page = page
    self.anchors = anchors
    measures = page.blocks.map { BlockMeasures($0, in: page, anchors: anchors) }
    var prose = 0
    var proseBefore = [0]
    for measure in measures {
      prose += measure.prose
      proseBefore.append(prose)
    }
    self.proseBefore = proseBefore
    isExcluded = [Bool](repeating: false, count: page.blocks.count)
  }

  /// The prose inside a node.
  func prose(in node: Int) -> Int {
    proseBefore[page.nodes[node].endBlock] - proseBefore[page.nodes[node].firstBlock]
  }

  /// The prose inside a node that is not excluded.
  func includedProse(in node: Int) -> Int {
    includedProseBefore[page.nodes[node].endBlock]
      - includedProseBefore[page.nodes[node].firstBlock]
  }

  /// The link characters inside a node that are not excluded.
  func includedLinks(in node: Int) -> Int {
    includedLinksBefore[page.nodes[node].endBlock]
      - includedLinksBefore[page.nodes[node].firstBlock]
  }
}

/// What one block looks like, whatever stands around it.
struct BlockMeasures {
  /// The letters of the text, for comparing.
  let letters: [UInt8]
  /// Whether it ends as a sentence does.
  let endsSentence: Bool
  /// Characters of running text: 0 for headings, links and scraps.
  let prose: Int
  /// Whether the page's own description or article text holds it.
  let isAnchored: Bool

  init(_ block: HTMLBlock, in page: HTMLPage, anchors: PageAnchors) {
    let bytes = page.text[block.range]
    letters = HTMLText.letters(bytes)
    endsSentence = Self.endsSentence(bytes)
    let own = block.length - block.linkLength
    let isLinks = own * 2 < block.length && !(own >= 50 && own * 10 >= block.length * 3)
    if block.tag.isHeading || block.tag == .figcaption || isLinks {
      prose = 0
    } else if own >= 80 || own >= 30 && endsSentence {
      prose = min(own, 800)
    } else {
      prose = 0
    }
    isAnchored = anchors.descriptionBegins(letters) || anchors.bodyCovers(letters)
  }

  /// Whether the last character is a full stop or the like, closing quotes and brackets aside.
  private static func endsSentence(_ bytes: ArraySlice<UInt8>) -> Bool {
    var end = bytes.endIndex
    while end > bytes.startIndex {
      let byte = bytes[end - 1]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")")
        || byte == UInt8(ascii: "]")
        || byte == 0x20
      {
        end -= 1
        continue
      }
      // U+2018 to U+201F, the curly quotes.
      if end - bytes.startIndex >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80,
        (0x98...0x9F).contains(byte)
      {
        end -= 3
        continue
      }
      // U+00BB and U+00AB, the angle quotes; U+300D and U+300F, the corner brackets.
      if end - bytes.startIndex >= 2, bytes[end - 2] == 0xC2, byte == 0xBB || byte == 0xAB {
        end -= 2
        continue
      }
      if end - bytes.startIndex >= 3, bytes[end - 3] == 0xE3, bytes[end - 2] == 0x80,
        byte == 0x8D || byte == 0x8F
      {
        end -= 3
        continue
      }
      return endMarks.contains { bytes[..<end].ends(with: $0) }
    }
    return false
  }

  private static let endMarks: [[UInt8]] = [".", "!", "?", ":", "…", "。", "！", "？", "؟", "।", "۔"]
    .map { Array($0.utf8) }
}

extension ArraySlice where Element == UInt8 {
  /// Whether the last bytes are `suffix`.
  func ends(with suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(endIndex - suffix.count)...].elementsEqual(suffix)
  }
}
