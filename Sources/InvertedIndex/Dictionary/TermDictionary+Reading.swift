extension TermDictionary {
  /// What is known of the term `key` (a field number and the bytes of the term), or nil.
  ///
  /// - Complexity: logarithmic in the blocks, then one block of 32.
  func find(_ key: [UInt8]) throws(IndexError) -> TermInfo? {
    try unsafe key.withUnsafeBufferPointer { (key) throws(IndexError) in
      try find(unsafe DictionaryKey(UnsafeRawBufferPointer(key)))
    }
  }

  /// Does the same for the key of `term` in a field.
  func find(field: UInt8, term: [UInt8]) throws(IndexError) -> TermInfo? {
    try DictionaryKey.with(field: field, term) { (key) throws(IndexError) in try find(key) }
  }

  private func find(_ key: DictionaryKey) throws(IndexError) -> TermInfo? {
    try find(key, at: place(of: key))
  }

  /// Where the term `key` is, if it is there; its block is on its way to the cache then.
  func place(of key: DictionaryKey) throws(IndexError) -> TermPlace {
    let block = try number(ofBlockHolding: key)
    prefetch(block: block)
    return TermPlace(block: block)
  }

  /// What is known of the term `key`, which is at `place` if it is there, or nil.
  func find(_ key: DictionaryKey, at place: TermPlace) throws(IndexError) -> TermInfo? {
    guard count > 0 else { return nil }
    return unsafe try block(place.block).find(key.bytes)
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
