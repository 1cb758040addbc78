extension TermDictionary {
  /// What is known of the term `key` (a field number and the bytes of the term), or nil.
  ///
  /// - Complexity: logarithmic in the blocks, then one block of 32.
  func find(_ key: [UInt8]) throws(IndexError) -> TermInfo? {
    try unsafe key.withUnsafeBufferPointer { (key) throws(IndexError) in
      unsafe try find(UnsafeRawBufferPointer(key))
    }
  }

  /// Does the same for the key of `term` in a field, which takes no memory of its own.
  func find(field: UInt8, term: [UInt8]) throws(IndexError) -> TermInfo? {
    try unsafe withUnsafeTemporaryAllocation(byteCount: term.count + 1, alignment: 1) {
      (key) throws(IndexError) in
      unsafe key[0] = field
      for i in term.indices { unsafe key[i + 1] = term[i] }
      return unsafe try find(UnsafeRawBufferPointer(key))
    }
  }

  private func find(_ key: UnsafeRawBufferPointer) throws(IndexError) -> TermInfo? {
    guard count > 0, unsafe !key.isEmpty else { return nil }
    let block = try self.block(unsafe try number(ofBlockHolding: key))
    return unsafe block.index(of: key).map { block.info($0) }
  }

  /// What is known of the term of that ordinal and whether its field keeps positions, or nil if the
  /// ordinal is out of range.
  func info(ordinal: Int) throws(IndexError) -> (info: TermInfo, hasPositions: Bool)? {
    guard ordinal < count else { return nil }
    let block = try block(ordinal / TermDictionaryWriter.blockCount)
    let place = ordinal % TermDictionaryWriter.blockCount
    return (block.info(place), block.head(place).hasPositions)
  }

  /// The key of the term of that ordinal, which must be in range.
  func key(ordinal: Int) throws(IndexError) -> [UInt8] {
    var cursor = TermCursor(self, block: ordinal / TermDictionaryWriter.blockCount)
    for _ in 0...ordinal % TermDictionaryWriter.blockCount { _ = try cursor.next() }
    return cursor.key
  }
}
