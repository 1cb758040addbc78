internal import InvertedIndex

/// The documents of a segment that may be found: those of a set, all of which lie in a range.
struct AcceptedDocuments {
  /// Nothing outside of it may be found; its start is a multiple of 64.
  let range: Range<DocID>
  /// A bit for each document of the range, the first lowest.
  private let words: [UInt64]

  init(_ words: [UInt64], of range: Range<DocID>) {
    precondition(range.lowerBound % 64 == 0 && words.count * 64 >= range.count)
    self.words = words
    self.range = range
  }

  /// Those of `documents` that are in `others` too, where that is not nil.
  init(_ documents: [Range<DocID>], among others: AcceptedDocuments?) {
    let first = (documents.map(\.lowerBound).min() ?? 0) / 64 * 64
    let hull = first..<max(documents.map(\.upperBound).max() ?? 0, first)
    var words = [UInt64](repeating: 0, count: (hull.count + 63) / 64)
    for range in documents {
      for document in range where others?.contains(document) ?? true {
        let place = Int(document - first)
        words[place / 64] |= 1 << UInt64(place % 64)
      }
    }
    self.init(words, of: hull)
  }

  /// Whether `document` may be found.
  @inline(__always)
  func contains(_ document: DocID) -> Bool {
    guard range.contains(document) else { return false }
    let place = Int(document &- range.lowerBound)
    return words[place &>> 6] &>> UInt64(place & 63) & 1 == 1
  }

  /// The bits of documents 64·`index` to 64·`index` + 63, the first lowest.
  func word(_ index: Int) -> UInt64 {
    let place = index - Int(range.lowerBound) / 64
    return words.indices.contains(place) ? words[place] : 0
  }
}
