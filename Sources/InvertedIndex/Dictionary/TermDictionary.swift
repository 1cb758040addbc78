internal import Bytes

/// The sorted terms of a segment: exact look-up and ordered walks.
@safe struct TermDictionary: Sendable {
  /// The number of terms.
  let count: Int
  let positionalFields: UInt32
  nonisolated(unsafe) let terms: UnsafeRawPointer
  nonisolated(unsafe) let blockOffsets: UnsafeRawPointer
  private var blocks: Int {
    (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount
  }

  init(
    count: Int, positionalFields: UInt32, terms: UnsafeRawPointer, blockOffsets: UnsafeRawPointer
  ) {
    self.count = count
    self.positionalFields = positionalFields
    unsafe self.terms = unsafe terms
    unsafe self.blockOffsets = unsafe blockOffsets
  }

  /// What is known of the term of that ordinal and whether its field keeps positions, or nil if the
  /// ordinal is out of range.
  func info(ordinal: Int) -> (info: TermInfo, hasPositions: Bool)? {
    guard ordinal < count else { return nil }
    let inBlock = ordinal % TermDictionaryWriter.blockCount
    var cursor = TermCursor(self, block: ordinal / TermDictionaryWriter.blockCount)
    for _ in 0..<inBlock { _ = cursor.next() }
    guard let info = cursor.next() else { return nil }
    return (info, positionalFields >> UInt32(cursor.key[0]) & 1 == 1)
  }

  /// The last block whose first key is not after `key`, or 0.
  func block(holding key: [UInt8]) -> Int {
    var low = 0
    var high = blocks
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstKey(ofBlock: middle, isAfter: key) { high = middle } else { low = middle }
    }
    return low
  }

  func offset(ofBlock block: Int) -> Int {
    Int(unsafe blockOffsets.loadUnaligned(fromByteOffset: block * 4, as: UInt32.self))
  }

  private func firstKey(ofBlock block: Int, isAfter key: [UInt8]) -> Bool {
    var offset = offset(ofBlock: block)
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
