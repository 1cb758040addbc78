internal import Bytes
internal import CSIMD

/// The sorted terms of a segment: exact look-up and ordered walks.
///
/// Blocks are verified when they are first read, so that opening a segment does not read them all.
@safe struct TermDictionary: Sendable {
  /// The number of terms.
  let count: Int
  let positionalFields: UInt32
  /// The start of the section of terms, of which only blocks may be read that `offset(ofBlock:)` gave.
  nonisolated(unsafe) let terms: UnsafeRawPointer
  private let file: SegmentFile
  private nonisolated(unsafe) let blockOffsets: UnsafeRawPointer
  private let heads: BlockHeads
  private var blocks: Int {
    (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount
  }

  init(
    count: Int, positionalFields: UInt32, file: SegmentFile, blockOffsets: UnsafeRawPointer
  ) {
    self.count = count
    self.positionalFields = positionalFields
    self.file = file
    unsafe terms = unsafe file.start(of: .terms)
    unsafe self.blockOffsets = unsafe blockOffsets
    heads = BlockHeads(
      count: (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount)
  }

  /// What is known of the term of that ordinal and whether its field keeps positions, or nil if the
  /// ordinal is out of range.
  func info(ordinal: Int) throws(IndexError) -> (info: TermInfo, hasPositions: Bool)? {
    guard ordinal < count else { return nil }
    let inBlock = ordinal % TermDictionaryWriter.blockCount
    var cursor = TermCursor(self, block: ordinal / TermDictionaryWriter.blockCount)
    for _ in 0..<inBlock { _ = try cursor.next() }
    guard let info = try cursor.next() else { return nil }
    return (info, positionalFields >> UInt32(cursor.key[0]) & 1 == 1)
  }

  /// The key of the term of that ordinal, which must be in range.
  func key(ordinal: Int) throws(IndexError) -> [UInt8] {
    var cursor = TermCursor(self, block: ordinal / TermDictionaryWriter.blockCount)
    for _ in 0...ordinal % TermDictionaryWriter.blockCount { _ = try cursor.next() }
    return cursor.key
  }

  /// The last block whose first key is not after `key`, or 0.
  ///
  /// - Complexity: logarithmic in the blocks; of most, only the head is looked at.
  func block(holding key: [UInt8]) throws(IndexError) -> Int {
    let wanted = BlockHeads.head(of: key)
    var low = 0
    var high = blocks
    while high &- low > 1 {
      let middle = (low &+ high) &>> 1
      let head = try head(ofBlock: middle)
      let isAfter = head != wanted ? head > wanted : try firstKey(ofBlock: middle, isAfter: key)
      // No branch for what cannot be foreseen.
      low = isAfter ? low : middle
      high = isAfter ? middle : high
    }
    return low
  }

  /// The head of the first key of `block`, read from its bytes once.
  @inline(__always)
  private func head(ofBlock block: Int) throws(IndexError) -> UInt64 {
    let known = heads[block]
    return known != 0 ? known : try readHead(ofBlock: block)
  }

  private func readHead(ofBlock block: Int) throws(IndexError) -> UInt64 {
    var offset = try offset(ofBlock: block)
    _ = unsafe VariableByte.read(terms, &offset)
    _ = unsafe VariableByte.read(terms, &offset)
    let length = unsafe VariableByte.read(terms, &offset)
    let head = unsafe BlockHeads.head(
      of: UnsafeRawBufferPointer(start: terms + offset, count: length))
    heads[block] = head
    return head
  }

  /// Where `block`, one of those there are, starts in `terms`; its bytes may be read from then on.
  func offset(ofBlock block: Int) throws(IndexError) -> Int {
    let start = statedOffset(ofBlock: block)
    let end = block + 1 < blocks ? statedOffset(ofBlock: block + 1) : file.count(of: .terms)
    _ = unsafe try file.pointer(to: start..<max(start, end), of: .terms)
    return start
  }

  private func statedOffset(ofBlock block: Int) -> Int {
    Int(unsafe blockOffsets.loadUnaligned(fromByteOffset: block * 4, as: UInt32.self))
  }

  private func firstKey(
    ofBlock block: Int, isAfter key: [UInt8]
  ) throws(IndexError) -> Bool {
    var offset = try offset(ofBlock: block)
    _ = unsafe VariableByte.read(terms, &offset)
    _ = unsafe VariableByte.read(terms, &offset)
    let length = unsafe VariableByte.read(terms, &offset)
    for i in 0..<min(length, key.count) {
      let byte = unsafe terms.load(fromByteOffset: offset + i, as: UInt8.self)
      if byte != key[i] { return byte > key[i] }
    }
    return length > key.count
  }
}
