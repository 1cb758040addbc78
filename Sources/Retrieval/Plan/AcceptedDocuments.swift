internal import CSIMD
internal import InvertedIndex

/// The documents of a segment that may be found: those of a set, all of which lie in a range.
struct AcceptedDocuments {
  /// Nothing outside of it may be found; its start is a multiple of 64.
  let range: Range<DocID>
  /// A bit for each document of the range, the first lowest; those past its end are zero.
  private let words: [UInt64]
  /// The number of documents of the range that are not in the set.
  let rejectedCount: Int

  /// Whether so few of the range are rejected that asking is best left until little is left to ask for.
  var rejectsFew: Bool { rejectedCount <= range.count / 4 }

  /// Those of `range`, which starts at a multiple of 64, whose bits are set in `words`.
  init(_ range: Range<DocID>, words: [UInt64]) {
    precondition(range.lowerBound % 64 == 0 && words.count == (range.count + 63) / 64)
    var words = words
    if range.upperBound % 64 != 0, !words.isEmpty {
      words[words.count - 1] &= 1 << UInt64(range.upperBound % 64) - 1
    }
    self.range = range
    self.words = words
    rejectedCount = range.count - words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Those of some `ranges`, which start at multiples of 64 and end there or with the segment, whose
  /// bits are set.
  ///
  /// - Parameter word: the bits of documents 64·i to 64·i + 63, the first lowest.
  init(_ ranges: [Range<DocID>], word: (_ i: Int) -> UInt64) {
    let first = ranges.map(\.lowerBound).min() ?? 0
    let all = first..<(ranges.map(\.upperBound).max() ?? first)
    var words = [UInt64](repeating: 0, count: (all.count + 63) / 64)
    for range in ranges {
      precondition(range.lowerBound % 64 == 0)
      let start = Int(range.lowerBound) / 64
      for i in start..<start + (range.count + 63) / 64 { words[i - Int(first) / 64] = word(i) }
      if range.upperBound % 64 != 0 {
        words[Int(range.upperBound - first) / 64] &= 1 << UInt64(range.upperBound % 64) - 1
      }
    }
    self.init(all, words: words)
  }

  /// Whether `document` may be found.
  @inline(__always)
  func contains(_ document: DocID) -> Bool {
    guard range.contains(document) else { return false }
    let place = Int(document &- range.lowerBound)
    return words[place &>> 6] &>> UInt64(place & 63) & 1 == 1
  }

  /// Moves those of `count` documents that may be found to the front, and with each what stands in its place in
  /// `scores`; returns how many.
  ///
  /// They lie in the range. Both have room for eight numbers more.
  func keep(
    _ documents: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>, count: Int
  ) -> Int {
    unsafe words.withUnsafeBytes {
      guard let words = $0.baseAddress else { return 0 }
      return unsafe keep_in_bits(documents, scores, count, words, range.lowerBound)
    }
  }

  /// The bits of documents 64·`index` to 64·`index` + 63, the first lowest.
  func word(_ index: Int) -> UInt64 {
    let place = index - Int(range.lowerBound) / 64
    return words.indices.contains(place) ? words[place] : 0
  }
}
