internal import Bytes

/// A block of postings, or fewer of long documents, taken apart from occurrences: memory that is filled
/// again and again, of a fixed size but for the positions of a long document.
@safe struct PostingBatch {
  private static let blockCount = PostingsEncoder.blockCount
  private let memory = MemoryBlock(count: 3 * blockCount * MemoryLayout<UInt32>.stride)
  private var positions = MemoryBlock(count: 1 << 16)

  let documents: UnsafeMutablePointer<DocID>
  let frequencies: UnsafeMutablePointer<UInt32>
  let lengths: UnsafeMutablePointer<UInt32>
  /// How many `add` has added.
  private(set) var count = 0

  init() {
    let base = unsafe memory.base.bindMemory(to: UInt32.self, capacity: 3 * Self.blockCount)
    unsafe documents = unsafe base
    unsafe frequencies = unsafe base + Self.blockCount
    unsafe lengths = unsafe base + 2 * Self.blockCount
  }

  /// Adds a posting without positions; there must be fewer than a block.
  @inline(__always)
  mutating func add(_ document: DocID, frequency: UInt32, length: UInt32) {
    precondition(count < Self.blockCount)
    unsafe documents[count] = document
    unsafe frequencies[count] = frequency
    unsafe lengths[count] = length
    count &+= 1
  }

  /// Forgets what was added.
  mutating func removeAll() { count = 0 }

  /// Takes some documents, at most a block, from `occurrences`, from `i` on, which moves behind them;
  /// returns how many, and the positions of all.
  @inline(__always)
  mutating func fill<Word: FixedWidthInteger & UnsignedInteger>(
    from occurrences: UnsafeBufferPointer<Word>, _ i: inout Int, positionBits: Word, base: DocID,
    lengths documentLengths: UnsafeBufferPointer<UInt16>
  ) -> (count: Int, positions: UnsafeBufferPointer<UInt32>) {
    var room = unsafe positions.base.assumingMemoryBound(to: UInt32.self)
    var capacity = positions.count / MemoryLayout<UInt32>.stride
    // Where all bits are the position's, the shift gives 0 and the mask is all ones.
    let mask: Word = (1 << positionBits) &- 1
    var count = 0
    var positionCount = 0
    var next = i
    while next < occurrences.count, count < Self.blockCount,
      positionCount < PostingsEncoder.manyPositions
    {
      let document = unsafe occurrences[next] >> positionBits
      let first = positionCount
      var previous: UInt32 = 0
      while next < occurrences.count {
        let occurrence = unsafe occurrences[next]
        if occurrence >> positionBits != document { break }
        let position = UInt32(truncatingIfNeeded: occurrence & mask)
        next &+= 1
        if position == previous, positionCount > first { continue }
        previous = position
        if positionCount == capacity {
          grow()
          unsafe room = unsafe positions.base.assumingMemoryBound(to: UInt32.self)
          capacity = positions.count / MemoryLayout<UInt32>.stride
        }
        unsafe room[positionCount] = position
        positionCount &+= 1
      }
      let id = base &+ DocID(truncatingIfNeeded: document)
      unsafe documents[count] = id
      unsafe frequencies[count] = UInt32(truncatingIfNeeded: positionCount &- first)
      unsafe lengths[count] = UInt32(documentLengths[Int(id)])
      count &+= 1
    }
    i = next
    return (count, unsafe UnsafeBufferPointer(start: room, count: positionCount))
  }

  /// Doubles the room for positions.
  private mutating func grow() {
    let larger = MemoryBlock(count: 2 * positions.count)
    unsafe larger.base.copyMemory(from: positions.base, byteCount: positions.count)
    positions = larger
  }
}
