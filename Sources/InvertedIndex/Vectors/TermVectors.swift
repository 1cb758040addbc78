internal import Bytes

/// The terms of each document of a segment, of one field: the index read the other way round.
///
/// Terms have **numbers** here, from 0: a term in more documents has a lower one, and of those in
/// equally many the first in order. Thread-safe.
@safe public struct TermVectors: Sendable {
  /// The documents whose offsets stand together.
  static let blockCount = 64
  /// The bytes of a block of offsets: a `u64`, then where each vector ends as a `u32`.
  static let blockBytes = 8 + 4 * blockCount
  /// The bytes before the tables of section 13.
  static let headerBytes = 12

  /// The field.
  public let field: UInt8
  /// The number of terms of the field.
  public let termCount: Int
  private let steps: Int
  private let segment: Segment
  private nonisolated(unsafe) let tables: UnsafeRawPointer

  /// The vectors of `segment`, or nil if it has none.
  init?(_ segment: Segment) throws(IndexError) {
    let terms = unsafe try segment.file.bytes(of: .vectorTerms)
    guard let base = terms.baseAddress, terms.count >= Self.headerBytes else { return nil }
    var reader = unsafe ByteReader(terms)
    let field = reader.read(UInt32.self)
    termCount = Int(reader.read(UInt32.self))
    steps = Int(reader.read(UInt32.self))
    let blocks = (segment.documentCount + Self.blockCount - 1) / Self.blockCount
    guard field < 32, terms.count == Self.headerBytes + 8 * steps + 4 * termCount,
      segment.file.count(of: .vectorOffsets) == blocks * Self.blockBytes
    else { throw IndexError.damaged(segment.path, "section vector terms") }
    self.field = UInt8(field)
    self.segment = segment
    unsafe tables = base + Self.headerBytes
  }

  /// Writes the terms of `document`, which must be in range, to `vector`, by ascending number.
  ///
  /// - Complexity: linear in the terms, about 8 ns each.
  public func read(
    _ document: DocID, into vector: inout [TermFrequency]
  ) throws(IndexError) {
    let block = Int(document) / Self.blockCount * Self.blockBytes
    let entry = unsafe try segment.file.pointer(
      to: block..<block + Self.blockBytes, of: .vectorOffsets)
    let base = Int(truncatingIfNeeded: unsafe entry.loadUnaligned(as: UInt64.self))
    let i = Int(document) % Self.blockCount
    func end(_ i: Int) -> Int {
      Int(unsafe entry.loadUnaligned(fromByteOffset: 8 + 4 * i, as: UInt32.self))
    }
    let start = base + (i == 0 ? 0 : end(i - 1))
    let code = unsafe try segment.file.pointer(to: start..<max(start, base + end(i)), of: .vectors)
    unsafe VectorCode.decode(code, universe: termCount, into: &vector)
  }

  /// The documents of the segment that hold the term of that number, deleted ones included.
  ///
  /// - Complexity: logarithmic in the different frequencies.
  public func documentFrequency(_ number: UInt32) -> Int {
    var low = 0
    var length = steps
    while length > 1 {
      let half = length &>> 1
      let first = unsafe tables.loadUnaligned(
        fromByteOffset: 8 &* (low &+ half), as: UInt32.self)
      // No branch for what cannot be foreseen.
      low = first <= number ? low &+ half : low
      length &-= half
    }
    return Int(unsafe tables.loadUnaligned(fromByteOffset: 8 * low + 4, as: UInt32.self))
  }

  /// The bytes of the term of that number, which must be below `termCount`.
  ///
  /// - Complexity: one block of the dictionary, about 0.5 µs.
  public func term(_ number: UInt32) throws(IndexError) -> [UInt8] {
    Array(try segment.dictionary.key(ordinal: ordinal(number)).dropFirst())
  }

  /// The term of that number, which must be below `termCount`, as the dictionary has it.
  ///
  /// - Complexity: as that of `term`.
  public func entry(_ number: UInt32) throws(IndexError) -> SegmentTerm? {
    guard let entry = try segment.dictionary.info(ordinal: ordinal(number)) else { return nil }
    return try segment.resolved(entry.info, hasPositions: entry.hasPositions)
  }

  private func ordinal(_ number: UInt32) -> Int {
    Int(
      unsafe tables.loadUnaligned(
        fromByteOffset: 8 * steps + 4 * Int(number), as: UInt32.self))
  }
}

extension Segment {
  /// The terms of each document, or nil if the index was made without.
  public func termVectors() throws(IndexError) -> TermVectors? { try TermVectors(self) }
}
