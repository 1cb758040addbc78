internal import Bytes

/// A small picture of what each document of a segment is about: its most frequent terms, by hashes.
///
/// It depends on nothing but the document, so those of different segments can be compared. A profile
/// is 48 entries of 16 bits: the upper 12 are a term's hash, the lower 4 its weight, twice the
/// square root of its frequency, 1...15. Entries of fewer terms are followed by zeros. Thread-safe.
@safe public struct DocumentProfiles: Sendable {
  /// Entries, the most frequent term first.
  public typealias Profile = InlineArray<48, UInt16>

  /// The different hashes.
  public static let hashCount = 1 << hashBits

  private static let entryCount = byteCount / MemoryLayout<UInt16>.size
  static let byteCount = MemoryLayout<Profile>.size
  private static let hashBits = 12
  @usableFromInline static let weightBits = 4

  private let segment: Segment

  /// The profiles of `segment`, or nil if it has none.
  init?(_ segment: Segment) throws(IndexError) {
    let count = segment.file.count(of: .profiles)
    if count == 0 { return nil }
    guard count == segment.documentCount * Self.byteCount else {
      throw IndexError.damaged(segment.path, "section profiles")
    }
    self.segment = segment
  }

  /// The profile of `document`, which must be in range.
  public func profile(_ document: DocID) throws(IndexError) -> Profile {
    let start = Int(document) * Self.byteCount
    let bytes = unsafe try segment.file.pointer(
      to: start..<start + Self.byteCount, of: .profiles)
    return unsafe bytes.loadUnaligned(as: Profile.self)
  }

  /// The hash of an entry, below `hashCount`, and the weight, 0 where there is no term.
  @inlinable @inline(__always)
  public static func parts(_ entry: UInt16) -> (hash: Int, weight: Int) {
    (Int(entry) &>> weightBits, Int(entry) & (1 &<< weightBits &- 1))
  }

  /// The hash of a term: 32 bits of the checksum of its bytes.
  static func hash(_ term: some Sequence<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: Checksum.of(Array(term)))
  }

  /// Appends the profile of a document with `terms`, whose hashes are `hashes` by their numbers.
  ///
  /// The most frequent are taken, and of those that are equally frequent the ones with lower hashes;
  /// they stand in that order.
  static func write(_ terms: ArraySlice<TermFrequency>, hashes: [UInt32], to output: inout [UInt8])
  {
    // Frequencies fall and hashes rise with these keys.
    let least = leastFrequency(terms)
    var keys: [UInt64] = []
    for term in terms where term.frequency >= least {
      keys.append(UInt64(~term.frequency) << 32 | UInt64(hashes[Int(term.number)]))
    }
    keys.sort()
    for i in 0..<entryCount {
      var entry: UInt16 = 0
      if i < keys.count {
        let hash = UInt32(truncatingIfNeeded: keys[i]) >> UInt32(UInt32.bitWidth - hashBits)
        let weight = weight(frequency: ~UInt32(truncatingIfNeeded: keys[i] >> 32))
        entry = UInt16(truncatingIfNeeded: hash << UInt32(weightBits) | weight)
      }
      output.append(UInt8(truncatingIfNeeded: entry))
      output.append(UInt8(truncatingIfNeeded: entry >> 8))
    }
  }

  /// A frequency that at least `entryCount` terms reach, all if there are no more.
  private static func leastFrequency(_ terms: ArraySlice<TermFrequency>) -> UInt32 {
    var counts = InlineArray<16, Int>(repeating: 0)
    for term in terms { counts[Int(min(term.frequency, 15))] += 1 }
    var reached = 0
    var least = 15
    while least > 1 {
      reached += counts[least]
      if reached >= entryCount { break }
      least -= 1
    }
    return UInt32(least)
  }

  private static func weight(frequency: UInt32) -> UInt32 {
    UInt32(min((2 * Double(frequency).squareRoot()).rounded(), 15))
  }
}

extension Segment {
  /// The profiles of the documents, or nil if the index was made without.
  public func profiles() throws(IndexError) -> DocumentProfiles? { try DocumentProfiles(self) }
}
