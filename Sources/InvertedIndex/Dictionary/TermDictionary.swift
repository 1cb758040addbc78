internal import Bytes
internal import CSIMD

/// The sorted terms of a segment: exact look-up and ordered walks.
///
/// Blocks are verified when they are first read, so that opening a segment does not read them all. A class, so that
/// to use it counts no reference of its parts.
@safe final class TermDictionary: Sendable {
  /// The number of terms.
  let count: Int
  /// The start of the section of terms, of which only blocks may be read that `block` gave.
  nonisolated(unsafe) let terms: UnsafeRawPointer
  private let file: SegmentFile
  private nonisolated(unsafe) let blockOffsets: UnsafeRawPointer
  private let prefixes: KeyPrefixes
  private var blocks: Int { prefixes.blocks }

  init(count: Int, file: SegmentFile, blockOffsets: UnsafeRawPointer) {
    self.count = count
    self.file = file
    unsafe terms = unsafe file.start(of: .terms)
    unsafe self.blockOffsets = unsafe blockOffsets
    prefixes = KeyPrefixes(
      blocks: (count + TermDictionaryWriter.blockCount - 1) / TermDictionaryWriter.blockCount)
  }

  /// The last block whose first key is not after `key`, or 0.
  ///
  /// - Complexity: logarithmic in the blocks; of most, only the prefix is looked at.
  func number(ofBlockHolding key: DictionaryKey) throws(IndexError) -> Int {
    guard blocks > 0 else { return 0 }
    let wanted = unsafe KeyPrefixes.prefix(of: key.bytes)
    let last = try lastBlock(notAbove: wanted)
    if prefixes[last] != wanted { return last }
    // The whole keys tell, of the blocks with the same prefix and the one before them.
    let first = try lastBlock(notAbove: max(wanted, 1) - 1)
    return try number(ofBlockHolding: key, among: min(first, last)..<last + 1)
  }

  /// The last block with a prefix that is not above `prefix`, or 0.
  @inline(__always)
  private func lastBlock(notAbove prefix: UInt64) throws(IndexError) -> Int {
    try prefixes.lastBlock(notAbove: prefix) { (block) throws(IndexError) in
      unsafe KeyPrefixes.prefix(of: try firstKey(ofBlock: block))
    }
  }

  /// The last block of `blocks` whose first key is not after `key`, or the first of them.
  private func number(
    ofBlockHolding key: DictionaryKey, among blocks: Range<Int>
  ) throws(IndexError) -> Int {
    var (low, high) = (blocks.lowerBound, blocks.upperBound)
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe key.bytes.lexicographicallyPrecedes(try firstKey(ofBlock: middle)) {
        high = middle
      } else {
        low = middle
      }
    }
    return low
  }

  /// Asks for most of `block`.
  func prefetch(block: Int) {
    guard block < blocks else { return }
    let start = unsafe terms + statedOffset(ofBlock: block)
    for line in 0..<5 { unsafe CSIMD.prefetch(start + 64 * line) }
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
