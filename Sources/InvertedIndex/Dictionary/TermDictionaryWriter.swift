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
  // The block at hand, part by part.
  private var firstKey: [UInt8] = []
  private var offsets = (postings: 0, positions: 0)
  private var keyHeads = ByteWriter()
  private var keys = ByteWriter()
  private var heads = ByteWriter()
  private var numbers = ByteWriter()
  private var previous: [UInt8] = []
  /// The number of terms written: the ordinal of the next.
  private(set) var count = 0
  private var postingsOffset = 0
  private var positionsOffset = 0

  init(terms: consuming SectionWriter) { self.terms = terms }

  /// Writes a term that stands for another of this dictionary, by its ordinal.
  mutating func append(key: [UInt8], aliasOf ordinal: Int) throws(IndexError) {
    try begin(key)
    numbers.writeVariable(ordinal >> TermHead.countBits)
    end(.alias(ordinal: ordinal), postingsBytes: 0, positionsBytes: 0)
  }

  /// Writes a term of one posting.
  mutating func append(
    key: [UInt8], document: DocID, frequency: UInt32, positions: [UInt32]?
  ) throws(IndexError) {
    try begin(key)
    let head = Self.writeNumbers(
      document: document, frequency: frequency, positions: positions, to: &numbers)
    end(head, postingsBytes: 0, positionsBytes: 0)
  }

  /// Writes a term of several postings; `positionBytes` is nil for a field without positions.
  mutating func append(
    key: [UInt8], documentFrequency: Int, totalFrequency: Int, postingsBytes: Int,
    positionsBytes: Int?
  ) throws(IndexError) {
    try begin(key)
    let head = Self.writeNumbers(
      documentFrequency: documentFrequency, totalFrequency: totalFrequency,
      postingsBytes: postingsBytes, positionsBytes: positionsBytes, to: &numbers)
    end(head, postingsBytes: postingsBytes, positionsBytes: positionsBytes ?? 0)
  }

  /// Writes the numbers of a term of one posting; returns its head.
  static func writeNumbers(
    document: DocID, frequency: UInt32, positions: [UInt32]?, to numbers: inout ByteWriter
  ) -> TermHead {
    let head = TermHead.single(frequency: Int(frequency), hasPositions: positions != nil)
    numbers.writeVariable(Int(document))
    if head.count == 0 { numbers.writeVariable(Int(frequency)) }
    guard let positions else { return head }
    var next: UInt32 = 0
    for position in positions {
      numbers.writeVariable(Int(position &- next))
      next = position &+ 1
    }
    return head
  }

  /// Writes the numbers of a term of several postings; returns its head.
  static func writeNumbers(
    documentFrequency: Int, totalFrequency: Int, postingsBytes: Int, positionsBytes: Int?,
    to numbers: inout ByteWriter
  ) -> TermHead {
    let head = TermHead.list(
      documentFrequency: documentFrequency, hasPositions: positionsBytes != nil)
    numbers.writeVariable(postingsBytes)
    if let positionsBytes { numbers.writeVariable(positionsBytes) }
    numbers.writeVariable(totalFrequency - documentFrequency)
    if head.isLongList { numbers.writeVariable(documentFrequency >> TermHead.countBits) }
    return head
  }

  /// Writes a term with that head, whose numbers are `numbers`.
  mutating func append(
    key: [UInt8], _ head: TermHead, numbers: ArraySlice<UInt8>, postingsBytes: Int,
    positionsBytes: Int
  ) throws(IndexError) {
    try begin(key)
    self.numbers.bytes.append(contentsOf: numbers)
    end(head, postingsBytes: postingsBytes, positionsBytes: positionsBytes)
  }

  private mutating func end(_ head: TermHead, postingsBytes: Int, positionsBytes: Int) {
    heads.write(head.byte)
    postingsOffset += postingsBytes
    positionsOffset += positionsBytes
    count += 1
  }

  private mutating func begin(_ key: [UInt8]) throws(IndexError) {
    precondition(!key.isEmpty && key.count <= Self.longestKey)
    if count % Self.blockCount == 0 {
      try flush()
      firstKey = key
      offsets = (postingsOffset, positionsOffset)
    } else {
      precondition(previous.lexicographicallyPrecedes(key), "terms are written in order")
      var shared = 0
      let most = min(previous.count, key.count)
      while shared < most, previous[shared] == key[shared] { shared += 1 }
      let rest = key.count - shared
      keyHeads.write(UInt8(min(shared, 15) << 4 | min(rest, 15)))
      if shared >= 15 { keys.writeVariable(shared - 15) }
      if rest >= 15 { keys.writeVariable(rest - 15) }
      keys.append(key[shared...])
    }
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: key)
  }

  /// Writes the block at hand, if there is one.
  private mutating func flush() throws(IndexError) {
    guard !firstKey.isEmpty else { return }
    blockOffsets.write(UInt32(truncatingIfNeeded: terms.count))
    guard terms.count < UInt32.max else {
      throw IndexError(
        .tooLarge, path: terms.path,
        reason: "the dictionary passes 4 GB; split the articles over several indexes")
    }
    var start = ByteWriter()
    start.writeVariable(firstKey.count)
    start.append(firstKey)
    start.writeVariable(offsets.postings)
    start.writeVariable(offsets.positions)
    start.writeVariable(keys.bytes.count)
    try terms.append(start.bytes)
    try terms.append(keyHeads.bytes)
    try terms.append(heads.bytes)
    try terms.append(keys.bytes)
    try terms.append(numbers.bytes)
    firstKey = []
    keyHeads.bytes.removeAll(keepingCapacity: true)
    heads.bytes.removeAll(keepingCapacity: true)
    keys.bytes.removeAll(keepingCapacity: true)
    numbers.bytes.removeAll(keepingCapacity: true)
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
