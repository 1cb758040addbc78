internal import Bytes

/// Writes terms in ascending order, in front-coded blocks of 32.
///
/// The layout is specified in `Index/README.md`.
struct TermDictionaryWriter: ~Copyable {
  static let blockCount = 32
  /// The longest key: a field number and a term of 255 bytes.
  static let longestKey = 256

  private(set) var terms: SectionWriter
  private var blockOffsets = ByteWriter()
  private var block = ByteWriter()
  private var previous: [UInt8] = []
  /// The number of terms written: the ordinal of the next.
  private(set) var count = 0
  private var postingsOffset = 0
  private var positionsOffset = 0

  init(terms: consuming SectionWriter) { self.terms = terms }

  /// Writes a term that stands for another of this dictionary, by its ordinal.
  mutating func append(key: [UInt8], aliasOf ordinal: Int) throws(IndexError) {
    try beginEntry(key)
    block.writeVariable(ordinal << 2)
    count += 1
  }

  /// Writes a term of one posting.
  mutating func append(
    key: [UInt8], document: DocID, frequency: UInt32, positions: [UInt32]?
  ) throws(IndexError) {
    try beginEntry(key)
    Self.writeEntry(document: document, frequency: frequency, positions: positions, to: &block)
    count += 1
  }

  /// Writes a term of several postings; `positionBytes` is nil for a field without positions.
  mutating func append(
    key: [UInt8], documentFrequency: Int, totalFrequency: Int, postingsBytes: Int,
    positionsBytes: Int?
  ) throws(IndexError) {
    try beginEntry(key)
    Self.writeEntry(
      documentFrequency: documentFrequency, totalFrequency: totalFrequency,
      postingsBytes: postingsBytes, positionsBytes: positionsBytes, to: &block)
    postingsOffset += postingsBytes
    positionsOffset += positionsBytes ?? 0
    count += 1
  }

  /// Writes what follows the key of a term of one posting.
  static func writeEntry(
    document: DocID, frequency: UInt32, positions: [UInt32]?, to entry: inout ByteWriter
  ) {
    entry.writeVariable(Int(frequency) << 2 | 1)
    entry.writeVariable(Int(document))
    guard let positions else { return }
    var next: UInt32 = 0
    for position in positions {
      entry.writeVariable(Int(position &- next))
      next = position &+ 1
    }
  }

  /// Writes what follows the key of a term of several postings.
  static func writeEntry(
    documentFrequency: Int, totalFrequency: Int, postingsBytes: Int, positionsBytes: Int?,
    to entry: inout ByteWriter
  ) {
    entry.writeVariable(documentFrequency << 2 | 2)
    entry.writeVariable(totalFrequency - documentFrequency)
    entry.writeVariable(postingsBytes)
    if let positionsBytes { entry.writeVariable(positionsBytes) }
  }

  /// Writes a term whose entry, all that follows its key, is `entry`.
  mutating func append(
    key: [UInt8], entry: ArraySlice<UInt8>, postingsBytes: Int, positionsBytes: Int
  ) throws(IndexError) {
    try beginEntry(key)
    block.bytes.append(contentsOf: entry)
    postingsOffset += postingsBytes
    positionsOffset += positionsBytes
    count += 1
  }

  private mutating func beginEntry(_ key: [UInt8]) throws(IndexError) {
    precondition(!key.isEmpty && key.count <= Self.longestKey)
    if count % Self.blockCount == 0 {
      try flush()
      blockOffsets.write(UInt32(truncatingIfNeeded: terms.count))
      guard terms.count < UInt32.max else {
        throw IndexError(
          .tooLarge, path: terms.path,
          reason: "the dictionary passes 4 GB; split the articles over several indexes")
      }
      block.writeVariable(postingsOffset)
      block.writeVariable(positionsOffset)
      block.writeVariable(key.count)
      block.append(key)
    } else {
      precondition(previous.lexicographicallyPrecedes(key), "terms are written in order")
      var shared = 0
      let most = min(previous.count, key.count)
      while shared < most, previous[shared] == key[shared] { shared += 1 }
      let rest = key.count - shared
      block.write(UInt8(min(shared, 15) << 4 | min(rest, 15)))
      if shared >= 15 { block.writeVariable(shared - 15) }
      if rest >= 15 { block.writeVariable(rest - 15) }
      block.append(key[shared...])
    }
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: key)
  }

  private mutating func flush() throws(IndexError) {
    try terms.append(block.bytes)
    block.bytes.removeAll(keepingCapacity: true)
  }

  /// Writes what is left.
  mutating func finish() throws(IndexError) { try flush() }

  /// The section of the offsets of the blocks, once finished.
  func blockSection(segmentPath: String) throws(IndexError) -> SectionWriter {
    var section = SectionWriter(.termBlocks, segmentPath: segmentPath)
    try section.append(blockOffsets.bytes)
    return section
  }

  /// The section of the terms, once finished.
  consuming func termSection() -> SectionWriter { terms }
}
