internal import CSIMD

/// The first eight bytes of the first key of each block of a dictionary, as far as they are known.
///
/// A search among keys mostly needs no more of them. They stand in groups, and the first of each group besides in
/// an array of their own, so that a search waits for few lines of the cache. Threads may set a prefix at the same
/// time: they set the same.
@safe final class KeyPrefixes: Sendable {
  /// The blocks of a group.
  private static let groupCount = 64

  /// Of blocks that there are not, more than any prefix.
  private nonisolated(unsafe) let prefixes: UnsafeMutablePointer<UInt64>
  /// For each group the first of its prefixes; 0 while it is not known.
  private nonisolated(unsafe) let firsts: UnsafeMutablePointer<UInt64>
  /// For each group 1 once all its prefixes are known.
  private nonisolated(unsafe) let areKnown: UnsafeMutablePointer<UInt8>
  /// The number of blocks, and of groups of them.
  let blocks: Int
  private let groups: Int

  /// The prefixes of so many blocks, none of them known.
  init(blocks: Int) {
    self.blocks = blocks
    groups = (blocks + Self.groupCount - 1) / Self.groupCount
    unsafe prefixes = .allocate(capacity: groups * Self.groupCount)
    unsafe prefixes.initialize(repeating: .max, count: groups * Self.groupCount)
    unsafe firsts = .allocate(capacity: groups)
    unsafe firsts.initialize(repeating: 0, count: groups)
    unsafe areKnown = .allocate(capacity: groups)
    unsafe areKnown.initialize(repeating: 0, count: groups)
  }

  deinit {
    unsafe prefixes.deallocate()
    unsafe firsts.deallocate()
    unsafe areKnown.deallocate()
  }

  /// The last block whose prefix is not above `wanted`, or 0.
  ///
  /// - Parameter read: the prefix of a block, from its bytes.
  /// - Complexity: logarithmic in the blocks; of a group that is met for the first time, all blocks are read.
  func lastBlock(
    notAbove wanted: UInt64, _ read: (Int) throws(IndexError) -> UInt64
  ) throws(IndexError) -> Int {
    var (low, high) = (0, groups)
    while high &- low > 1 {
      let middle = (low &+ high) &>> 1
      let isAbove = try first(ofGroup: middle, read) > wanted
      // No branch for what cannot be foreseen.
      low = isAbove ? low : middle
      high = isAbove ? middle : high
    }
    if unsafe load_acquire(areKnown + low) == 0 { try readGroup(low, read) }
    let start = low &* Self.groupCount
    let count = Int(unsafe count_not_above_64(prefixes + start, wanted))
    return start &+ max(count, 1) &- 1
  }

  /// The prefix of `block`, of whose group all are known.
  subscript(block: Int) -> UInt64 { unsafe prefixes[block] }

  @inline(__always)
  private func first(
    ofGroup group: Int, _ read: (Int) throws(IndexError) -> UInt64
  ) throws(IndexError) -> UInt64 {
    let known = unsafe load_relaxed_64(firsts + group)
    if known != 0 { return known }
    let first = try read(group * Self.groupCount)
    unsafe store_relaxed_64(firsts + group, first)
    return first
  }

  private func readGroup(
    _ group: Int, _ read: (Int) throws(IndexError) -> UInt64
  ) throws(IndexError) {
    let start = group * Self.groupCount
    for block in start..<min(start + Self.groupCount, blocks) {
      unsafe store_relaxed_64(prefixes + block, try read(block))
    }
    unsafe store_release(areKnown + group, 1)
  }

  /// The first eight bytes of `key`, the first highest, zeros where there are fewer: a key whose prefix is
  /// less comes before, and of two with one prefix nothing is known.
  @inline(__always)
  static func prefix(of key: some Collection<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    var shift: UInt64 = 56
    for byte in key.prefix(8) {
      prefix |= UInt64(byte) &<< shift
      shift &-= 8
    }
    return prefix
  }
}
