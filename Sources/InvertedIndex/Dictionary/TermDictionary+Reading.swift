internal import Bytes

extension TermDictionary {
  /// What is known of the term `key` (a field number and the bytes of the term), or nil.
  ///
  /// Keys of a block are not put together: the number of bytes that the last one had in common with
  /// `key` decides most of the next without looking at its own.
  /// - Complexity: logarithmic in the blocks, then one block of 32.
  func find(_ key: [UInt8]) throws(IndexError) -> TermInfo? {
    guard count > 0, !key.isEmpty else { return nil }
    let block = try block(holding: key)
    var offset = try offset(ofBlock: block)
    var postingsOffset = unsafe VariableByte.read(terms, &offset)
    var positionsOffset = unsafe VariableByte.read(terms, &offset)
    let first = block * TermDictionaryWriter.blockCount
    let end = min(first + TermDictionaryWriter.blockCount, count)
    var common = 0
    var field: UInt8 = 0
    for ordinal in first..<end {
      var shared = 0
      var rest = 0
      if ordinal == first {
        rest = unsafe VariableByte.read(terms, &offset)
      } else {
        let head = Int(unsafe terms.load(fromByteOffset: offset, as: UInt8.self))
        offset += 1
        shared = head >> 4
        rest = head & 15
        if shared == 15 { shared += unsafe VariableByte.read(terms, &offset) }
        if rest == 15 { rest += unsafe VariableByte.read(terms, &offset) }
      }
      if shared == 0 { field = unsafe terms.load(fromByteOffset: offset, as: UInt8.self) }
      // Keys ascend: one that leaves what the last one had in common is past the one wanted.
      if shared < common { return nil }
      if shared == common {
        var i = 0
        while unsafe i < rest && common < key.count
          && terms.load(fromByteOffset: offset + i, as: UInt8.self) == key[common]
        {
          i += 1
          common += 1
        }
        if common == key.count {
          guard i == rest else { return nil }
          offset += rest
          return readInfo(
            field: field, at: &offset, postings: &postingsOffset, positions: &positionsOffset)
        }
        if unsafe i < rest && terms.load(fromByteOffset: offset + i, as: UInt8.self) > key[common] {
          return nil
        }
      }
      offset += rest
      skipInfo(
        field: field, at: &offset, postings: &postingsOffset, positions: &positionsOffset)
    }
    return nil
  }

  /// Moves the offsets on as `readInfo` does.
  @inline(__always)
  private func skipInfo(
    field: UInt8, at offset: inout Int, postings postingsOffset: inout Int,
    positions positionsOffset: inout Int
  ) {
    let hasPositions = positionalFields >> UInt32(field & 31) & 1 == 1
    let head = unsafe VariableByte.read(terms, &offset)
    switch head & 3 {
    case 0: return
    case 1:
      unsafe VariableByte.skip(terms, &offset)
      if hasPositions { for _ in 0..<head >> 2 { unsafe VariableByte.skip(terms, &offset) } }
    default:
      unsafe VariableByte.skip(terms, &offset)
      postingsOffset &+= unsafe VariableByte.read(terms, &offset)
      if hasPositions { positionsOffset &+= unsafe VariableByte.read(terms, &offset) }
    }
  }

  /// Reads what stands behind a key of `field` at `offset`, and moves the offsets on.
  @inline(__always)
  func readInfo(
    field: UInt8, at offset: inout Int, postings postingsOffset: inout Int,
    positions positionsOffset: inout Int
  ) -> TermInfo {
    let hasPositions = positionalFields >> UInt32(field & 31) & 1 == 1
    let head = unsafe VariableByte.read(terms, &offset)
    switch head & 3 {
    case 0:
      return TermInfo(
        documentFrequency: 0, totalFrequency: 0, storage: .alias(ordinal: head >> 2))
    case 1:
      let frequency = head >> 2
      let document = unsafe VariableByte.read(terms, &offset)
      let start = offset
      if hasPositions { for _ in 0..<frequency { _ = unsafe VariableByte.read(terms, &offset) } }
      return TermInfo(
        documentFrequency: 1, totalFrequency: frequency,
        storage: .single(
          document: DocID(truncatingIfNeeded: document),
          frequency: UInt32(truncatingIfNeeded: frequency), positionsOffset: start))
    default:
      let documentFrequency = head >> 2
      let totalFrequency = unsafe documentFrequency + VariableByte.read(terms, &offset)
      let postingsBytes = unsafe VariableByte.read(terms, &offset)
      let postings = postingsOffset..<postingsOffset + postingsBytes
      postingsOffset = postings.upperBound
      var positions = positionsOffset..<positionsOffset
      if hasPositions {
        positions =
          positionsOffset..<positionsOffset + (unsafe VariableByte.read(terms, &offset))
        positionsOffset = positions.upperBound
      }
      return TermInfo(
        documentFrequency: documentFrequency, totalFrequency: totalFrequency,
        storage: .list(postings: postings, positions: positions))
    }
  }
}
