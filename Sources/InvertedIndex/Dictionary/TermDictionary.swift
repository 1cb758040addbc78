internal import Bytes
internal import CSIMD

/// The sorted terms of a segment: exact look-up and ordered walks.
///
/// Blocks are verified when they are first read, so that opening a segment does not read them all.
@safe struct TermDictionary: Sendable {
  /// The number of terms.
  let count: Int
  /// The start of the section of terms, of which only blocks may be read that `block` gave.
  nonisolated(unsafe) let terms: UnsafeRawPointer
  private let file: SegmentFile
  private nonisolated(unsafe) let blockOffsets: UnsafeRawPointer
  private let prefixes: KeyPrefixes
  private var blocks: Int {
    (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount
  }

  init(count: Int, file: SegmentFile, blockOffsets: UnsafeRawPointer) {
    self.count = count
    self.file = file
    unsafe terms = unsafe file.start(of: .terms)
    unsafe self.blockOffsets = unsafe blockOffsets
    prefixes = KeyPrefixes(
      count: (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount)
  }

  /// The last block whose first key is not after `key`, or 0.
  ///
  /// - Complexity: logarithmic in the blocks; of most, only the prefix is looked at.
  func number(ofBlockHolding key: UnsafeRawBufferPointer) throws(IndexError) -> Int {
    let wanted = unsafe KeyPrefixes.prefix(of: key)
    var low = 0
    var high = blocks
    while high &- low > 1 {
      let middle = (low &+ high) &>> 1
      let prefix = try prefix(ofBlock: middle)
      let isAfter =
        prefix != wanted
        ? prefix > wanted : unsafe key.lexicographicallyPrecedes(try firstKey(ofBlock: middle))
      // No branch for what cannot be foreseen.
      low = isAfter ? low : middle
      high = isAfter ? middle : high
    }
    return low
  }

  /// The prefix of the first key of `block`, read from its bytes once.
  @inline(__always)
  private func prefix(ofBlock block: Int) throws(IndexError) -> UInt64 {
    let known = prefixes[block]
    return known != 0 ? known : try readPrefix(ofBlock: block)
  }

  private func readPrefix(ofBlock block: Int) throws(IndexError) -> UInt64 {
    let prefix = unsafe KeyPrefixes.prefix(of: try firstKey(ofBlock: block))
    prefixes[block] = prefix
    return prefix
  }

  /// Block `number`, one of those there are.
  func block(_ number: Int) throws(IndexError) -> TermBlock {
    let most = TermDictionaryWriter.blockCount
    return unsafe TermBlock(
      terms, at: try offset(ofBlock: number), count: min(most, count - number * most))
  }

  /// The bytes of the first key of `block`.
  private func firstKey(ofBlock block: Int) throws(IndexError) -> UnsafeRawBufferPointer {
    var offset = try offset(ofBlock: block)
    return unsafe TermBlock.readFirstKey(terms, &offset)
  }

  /// Where `block`, one of those there are, starts in `terms`; its bytes may be read from then on.
  private func offset(ofBlock block: Int) throws(IndexError) -> Int {
    let start = statedOffset(ofBlock: block)
    let end = block + 1 < blocks ? statedOffset(ofBlock: block + 1) : file.count(of: .terms)
    _ = unsafe try file.pointer(to: start..<max(start, end), of: .terms)
    return start
  }

  private func statedOffset(ofBlock block: Int) -> Int {
    Int(unsafe blockOffsets.loadUnaligned(fromByteOffset: block * 4, as: UInt32.self))
  }
}
