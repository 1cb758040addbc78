internal import Bytes

/// The keys of the documents of a segment by which copies of one article are told: equal keys, equal
/// articles.
///
/// A bit for each document says whether it has a key; then the keys of those that have one follow, 8
/// bytes each, so that documents without cost next to nothing.
@safe struct CopyKeys {
  private static let keyBytes = MemoryLayout<UInt64>.size

  private let words: Int
  private let bytes: UnsafeRawPointer
  /// The number of keys of the documents before each word of bits.
  private var ranks: [UInt32] = []
  /// Keeps the mapping alive.
  private let segment: Segment

  /// The keys of `segment`, or nil if no document has one; linear in the documents, 64 at a time.
  init?(_ segment: Segment) throws(IndexError) {
    let all = unsafe try segment.file.bytes(of: .copyKeys)
    guard let base = all.baseAddress, all.count > 0 else { return nil }
    words = (segment.documentCount + 63) / 64
    unsafe bytes = base
    self.segment = segment
    let unused = UInt64(words * 64 - segment.documentCount)
    var count = 0
    guard all.count >= words * Self.keyBytes else { throw Self.wrong(segment) }
    ranks.reserveCapacity(words)
    for i in 0..<words {
      ranks.append(UInt32(count))
      count += word(i).nonzeroBitCount
    }
    guard all.count == (words + count) * Self.keyBytes, words > 0,
      unused == 0 || word(words - 1) >> (64 - unused) == 0
    else { throw Self.wrong(segment) }
  }

  private static func wrong(_ segment: Segment) -> IndexError {
    IndexError.damaged(segment.path, "section copy keys")
  }

  /// The bits or the key that stand at place `i`.
  private func word(_ i: Int) -> UInt64 {
    unsafe bytes.loadUnaligned(fromByteOffset: i * Self.keyBytes, as: UInt64.self)
  }

  /// The number of documents that have a key.
  var count: Int { ranks.last.map { Int($0) + word(words - 1).nonzeroBitCount } ?? 0 }

  /// The key of `document`, which must be in range; 0 if it has none.
  subscript(_ document: DocID) -> UInt64 {
    let i = Int(document >> 6)
    let bits = word(i)
    let bit = UInt64(1) << UInt64(document & 63)
    guard bits & bit != 0 else { return 0 }
    return word(words + Int(ranks[i]) + (bits & (bit - 1)).nonzeroBitCount)
  }
}

extension Segment {
  /// The keys by which copies are told, or nil if no document has one.
  func copyKeys() throws(IndexError) -> CopyKeys? { try CopyKeys(self) }
}
