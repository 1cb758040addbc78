internal import Bytes

/// A block of the dictionary where it lies in memory, whose checksum was verified: 32 terms, the last block fewer.
///
/// What is looked at term by term to find a key stands together, and so does what is added up to find out where the
/// postings of a term are.
@safe struct TermBlock {
  /// The number of terms.
  let count: Int
  /// The section of terms, from whose start the offsets are.
  let terms: UnsafeRawPointer
  /// The bytes of the first key.
  let firstKey: UnsafeRawBufferPointer
  /// A byte for each term but the first: how many bytes its key shares with the one before, and how many follow.
  let keyHeads: UnsafeRawPointer
  /// A `TermHead` for each term.
  let heads: UnsafeRawPointer
  /// Where the bytes of the keys but the first start.
  let keys: Int
  /// Where the numbers of the first term start.
  let numbers: Int
  /// Where its postings start, and its positions, or those of the next term that has some.
  let postings: Int
  let positions: Int

  /// The block of `count` terms that starts at `start` of `terms`.
  init(_ terms: UnsafeRawPointer, at start: Int, count: Int) {
    self.count = count
    unsafe self.terms = unsafe terms
    var offset = start
    unsafe firstKey = unsafe Self.readFirstKey(terms, &offset)
    postings = unsafe VariableByte.read(terms, &offset)
    positions = unsafe VariableByte.read(terms, &offset)
    let keyBytes = unsafe VariableByte.read(terms, &offset)
    unsafe keyHeads = unsafe terms + offset
    unsafe heads = unsafe terms + offset + count - 1
    keys = offset + 2 * count - 1
    numbers = keys + keyBytes
  }

  /// The bytes of the first key of the block at `offset`, which is moved behind them.
  static func readFirstKey(
    _ terms: UnsafeRawPointer, _ offset: inout Int
  ) -> UnsafeRawBufferPointer {
    let count = unsafe VariableByte.read(terms, &offset)
    defer { offset += count }
    return unsafe UnsafeRawBufferPointer(start: terms + offset, count: count)
  }

  /// How many bytes the key of term `i`, not the first, shares with the one before, and how many follow; `offset`, where
  /// the bytes of the one before end, is moved to these.
  @inline(__always)
  func readKeyCounts(_ i: Int, _ offset: inout Int) -> (shared: Int, rest: Int) {
    let head = Int(unsafe keyHeads.load(fromByteOffset: i &- 1, as: UInt8.self))
    var (shared, rest) = (head &>> 4, head & 15)
    if shared == 15 { shared &+= unsafe VariableByte.read(terms, &offset) }
    if rest == 15 { rest &+= unsafe VariableByte.read(terms, &offset) }
    return (shared, rest)
  }

  /// What is known of the term whose key is `key`; nil if there is none.
  ///
  /// Keys are not put together: the number of bytes that the last one had in common with `key` decides most of the
  /// next without looking at its own. Numbers are walked on the way, for neither walk waits for the other.
  func find(_ key: UnsafeRawBufferPointer) -> TermInfo? {
    var walk = TermWalk(self)
    var common = unsafe commonCount(firstKey, key, from: 0)
    if unsafe common == firstKey.count, common == key.count { return walk.read(head(0)) }
    var offset = keys
    for i in 1..<count {
      walk.skip(head(i &- 1))
      let (shared, rest) = readKeyCounts(i, &offset)
      // Keys ascend: one that leaves what the last one had in common is past the one wanted.
      if shared < common { return nil }
      if shared == common {
        let own = unsafe UnsafeRawBufferPointer(start: terms + offset, count: rest)
        let more = unsafe commonCount(own, key, from: common)
        common &+= more
        if common == key.count { return more == rest ? walk.read(head(i)) : nil }
        if unsafe more < rest && own[more] > key[common] { return nil }
      }
      offset &+= rest
    }
    return nil
  }

  /// How many bytes at the start of `bytes` are those of `key` from `start` on.
  @inline(__always)
  private func commonCount(
    _ bytes: UnsafeRawBufferPointer, _ key: UnsafeRawBufferPointer, from start: Int
  ) -> Int {
    let most = min(bytes.count, key.count &- start)
    var i = 0
    while unsafe i < most && bytes[i] == key[start &+ i] { i &+= 1 }
    return i
  }

  /// What is known of term `i`.
  func info(_ i: Int) -> TermInfo {
    var walk = TermWalk(self)
    for place in 0..<i { walk.skip(head(place)) }
    return walk.read(head(i))
  }

  @inline(__always)
  func head(_ i: Int) -> TermHead {
    TermHead(byte: unsafe heads.load(fromByteOffset: i, as: UInt8.self))
  }
}
