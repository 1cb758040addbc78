internal import CSIMD
internal import InvertedIndex

/// The documents of a segment that may be found: those of a set, all of which lie in a few stretches.
///
/// A class, so that to hand it on counts one reference, and not one for each of its parts.
final class AcceptedDocuments: Sendable {
  /// Nothing outside of them may be found; they ascend, are apart from each other, and start at multiples of 64.
  let stretches: [Range<DocID>]
  /// From the first of the stretches to the end of the last.
  let range: Range<DocID>
  /// The number of documents in the set.
  let count: Int
  /// The number of documents in the stretches.
  let stretchedCount: Int
  /// A bit for each document from `first` on, a multiple of 64, the first lowest.
  private let words: [UInt64]
  private let first: DocID

  /// The number of documents in the stretches that are not in the set.
  var rejectedCount: Int { stretchedCount - count }

  /// Whether so few of the stretches are rejected that asking is best left until little is left to ask for.
  var rejectsFew: Bool { rejectedCount <= stretchedCount / 4 }

  /// Those of some ranges that `keep` leaves.
  ///
  /// - Parameters:
  ///   - ranges: they ascend, are apart from each other, and start at multiples of 64.
  ///   - keep: is given a bit for each document from `first` on, the first lowest, and clears those of documents that
  ///     may not be found; outside of the ranges they are clear.
  /// - Complexity: linear in the documents from the first range to the last, 64 at a time.
  init(_ ranges: [Range<DocID>], keep: (_ words: inout [UInt64], _ first: DocID) -> Void) {
    first = ranges.first?.lowerBound ?? 0
    let end = ranges.last?.upperBound ?? first
    var words = [UInt64](repeating: 0, count: (Int(end - first) + 63) / 64)
    for range in ranges {
      precondition(range.lowerBound % 64 == 0)
      for place in Self.places(range, from: first) { words[place] = .max }
      if range.upperBound % 64 != 0 {
        words[Int(range.upperBound - first) / 64] = 1 << UInt64(range.upperBound % 64) - 1
      }
    }
    keep(&words, first)
    var (stretches, count, stretchedCount) = ([Range<DocID>](), 0, 0)
    for range in ranges {
      // Without what cannot be found at both ends.
      var (firstUsed, lastUsed) = (Int.max, -1)
      for place in Self.places(range, from: first) where words[place] != 0 {
        count += words[place].nonzeroBitCount
        firstUsed = min(firstUsed, place)
        lastUsed = place
      }
      if lastUsed < 0 { continue }
      let end = min(range.upperBound, first + DocID(64 * (lastUsed + 1)))
      stretches.append(first + DocID(64 * firstUsed)..<end)
      stretchedCount += stretches[stretches.count - 1].count
    }
    range = (stretches.first?.lowerBound ?? 0)..<(stretches.last?.upperBound ?? 0)
    self.stretches = stretches
    self.count = count
    self.stretchedCount = stretchedCount
    self.words = words
  }

  /// The places of the words of the documents of `range`, where `first` has the first bit.
  @inline(__always)
  private static func places(_ range: Range<DocID>, from first: DocID) -> Range<Int> {
    Int(range.lowerBound - first) / 64..<(Int(range.upperBound - first) + 63) / 64
  }

  /// Whether `document` may be found.
  @inline(__always)
  func contains(_ document: DocID) -> Bool {
    guard range.contains(document) else { return false }
    let place = Int(document &- first)
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
      return unsafe keep_in_bits(documents, scores, count, words, first)
    }
  }

  /// The bits of documents 64·`index` to 64·`index` + 63, the first lowest.
  func word(_ index: Int) -> UInt64 {
    let place = index - Int(first) / 64
    return words.indices.contains(place) ? words[place] : 0
  }

  /// A range that holds what may be found in `documents`: of the stretches that reach into them, from the first to the
  /// last.
  ///
  /// - Complexity: logarithmic in the stretches.
  func range(in documents: Range<DocID>) -> Range<DocID> {
    let first = firstStretch { $0.upperBound > documents.lowerBound }
    let end = firstStretch { $0.lowerBound >= documents.upperBound }
    guard first < end else { return documents.lowerBound..<documents.lowerBound }
    return (stretches[first].lowerBound..<stretches[end - 1].upperBound).clamped(to: documents)
  }

  /// The first stretch that `isFar`, as are all behind it, or their number.
  private func firstStretch(_ isFar: (Range<DocID>) -> Bool) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if isFar(stretches[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
