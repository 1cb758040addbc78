internal import CSIMD
internal import InvertedIndex

/// The documents of a segment that may be found: those of a set, all of which lie in a few stretches.
///
/// A class, so that to hand it on counts one reference, and not one for each of its parts.
final class AcceptedDocuments: Sendable {
  /// Nothing outside of them may be found. They ascend, are apart from each other, and start at multiples of 64.
  let stretches: [Range<DocID>]
  /// From the first of the stretches to the end of the last.
  let range: Range<DocID>
  /// The number of documents in the set.
  let count: Int
  /// The number of documents in the stretches.
  private let stretchedCount: Int
  /// A bit for each document from `first` on, a multiple of 64, the first lowest.
  private let words: [UInt64]
  private let first: DocID

  /// The number of documents in the stretches that are not in the set.
  var rejectedCount: Int { stretchedCount - count }

  /// Whether so few of the stretches are rejected that asking is best left until little is left to ask for.
  var rejectsFew: Bool { rejectedCount <= stretchedCount / 4 }

  /// Those of `range`, which starts at a multiple of 64, whose bits are set in `words`, the first lowest.
  ///
  /// - Complexity: linear in the words.
  convenience init(_ range: Range<DocID>, words: consuming [UInt64]) {
    self.init([Part(range, words: words)])
  }

  /// Those of some parts, which ascend.
  ///
  /// - Complexity: linear in the words of the parts, and of what is between them.
  init(_ parts: [Part]) {
    if let part = parts.first, parts.count == 1 {
      stretches = part.range.isEmpty ? [] : [part.range]
      range = part.range
      count = part.count
      stretchedCount = part.range.count
      (words, first) = (part.words, part.first)
      return
    }
    var (stretches, count, stretchedCount) = ([Range<DocID>](), 0, 0)
    for part in parts where !part.range.isEmpty {
      stretches.append(part.range)
      count += part.count
      stretchedCount += part.range.count
    }
    let range = (stretches.first?.lowerBound ?? 0)..<(stretches.last?.upperBound ?? 0)
    var words = [UInt64](repeating: 0, count: (range.count + 63) / 64)
    for part in parts { part.copy(to: &words, from: range.lowerBound) }
    self.stretches = stretches
    self.range = range
    self.count = count
    self.stretchedCount = stretchedCount
    self.words = words
    first = range.lowerBound
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

  /// The least range that holds what may be found in `documents`.
  func range(in documents: Range<DocID>) -> Range<DocID> {
    let inside = stretches.lazy.map { $0.clamped(to: documents) }.filter { !$0.isEmpty }
    guard let first = inside.first, let last = inside.last else {
      return documents.lowerBound..<documents.lowerBound
    }
    return first.lowerBound..<last.upperBound
  }
}

extension AcceptedDocuments {
  /// Those of a range, which starts at a multiple of 64.
  struct Part {
    /// Without what cannot be found at both ends.
    let range: Range<DocID>
    fileprivate let words: [UInt64]
    /// The document of the first bit.
    fileprivate let first: DocID
    fileprivate let count: Int

    /// Those of `range` whose bits are set in `words`, the first lowest.
    init(_ range: Range<DocID>, words: consuming [UInt64]) {
      precondition(range.lowerBound % 64 == 0 && words.count == (range.count + 63) / 64)
      if range.upperBound % 64 != 0, !words.isEmpty {
        words[words.count - 1] &= 1 << UInt64(range.upperBound % 64) - 1
      }
      var (count, firstUsed, lastUsed) = (0, words.count, -1)
      for i in words.indices where words[i] != 0 {
        count += words[i].nonzeroBitCount
        firstUsed = min(firstUsed, i)
        lastUsed = i
      }
      self.words = words
      self.count = count
      first = range.lowerBound
      self.range =
        count == 0
        ? first..<first
        : first + DocID(64 * firstUsed)..<min(range.upperBound, first + DocID(64 * (lastUsed + 1)))
    }

    /// Copies its bits to where they belong in `all`, whose first is that of `start`.
    fileprivate func copy(to all: inout [UInt64], from start: DocID) {
      for place in Int(range.lowerBound) / 64..<(Int(range.upperBound) + 63) / 64 {
        all[place - Int(start) / 64] = words[place - Int(first) / 64]
      }
    }
  }
}
