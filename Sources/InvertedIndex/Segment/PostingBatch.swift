internal import Bytes

/// A block of postings, or fewer of long documents, taken apart from occurrences: memory that is filled
/// again and again, of a fixed size but for the positions of a long document.
@safe struct PostingBatch {
  private static let blockCount = PostingsEncoder.blockCount
  /// One more than a block: what follows the last posting is written, too.
  private static let room = blockCount + 1
  private let memory = MemoryBlock(count: 4 * room * MemoryLayout<UInt32>.stride)
  private var positions = MemoryBlock(count: 1 << 16)

  let documents: UnsafeMutablePointer<DocID>
  let frequencies: UnsafeMutablePointer<UInt32>
  let lengths: UnsafeMutablePointer<UInt32>
  /// Where the positions of each posting start.
  private let starts: UnsafeMutablePointer<UInt32>
  /// How many `add` has added.
  private(set) var count = 0

  init() {
    let base = unsafe memory.base.bindMemory(to: UInt32.self, capacity: 4 * Self.room)
    unsafe documents = unsafe base
    unsafe frequencies = unsafe base + Self.room
    unsafe lengths = unsafe base + 2 * Self.room
    unsafe starts = unsafe base + 3 * Self.room
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
    let rest = unsafe UnsafeBufferPointer(rebasing: occurrences[i...])
    func document(_ i: Int) -> Word { unsafe rest[i] >> positionBits }
    while true {
      let most = min(rest.count, positions.count / MemoryLayout<UInt32>.stride)
      var (taken, count) = unsafe split(
        rest.prefix(most), positionBits: positionBits, base: base)
      if taken == most, most < rest.count, document(most &- 1) == document(most) {
        // The last document goes on: it is left for the next time, unless it is alone and needs more room.
        if count == 1 {
          positions = MemoryBlock(count: 2 * positions.count)
          continue
        }
        repeat { taken &-= 1 } while document(taken &- 1) == document(most)
        count &-= 1
      }
      for posting in 0..<count {
        unsafe frequencies[posting] = starts[posting &+ 1] &- starts[posting]
        unsafe lengths[posting] = UInt32(documentLengths[Int(documents[posting])])
      }
      i &+= taken
      let room = unsafe positions.base.assumingMemoryBound(to: UInt32.self)
      return (count, unsafe UnsafeBufferPointer(start: room, count: Int(starts[count])))
    }
  }

  /// Takes occurrences apart up to the end of a block, or of all, and tells how many, and of how many documents.
  ///
  /// What it writes are the documents, where the positions of each start, and where all end, and the positions, the same
  /// once.
  ///
  /// Whether an occurrence is in the document of the one before is as good as chance: no branch asks. As they ascend, it
  /// is the sign of a difference that tells.
  @inline(__always)
  private func split<Word: FixedWidthInteger & UnsignedInteger>(
    _ occurrences: Slice<UnsafeBufferPointer<Word>>, positionBits: Word, base: DocID
  ) -> (taken: Int, count: Int) {
    let (documents, starts) = unsafe (documents, starts)
    let room = unsafe positions.base.assumingMemoryBound(to: UInt32.self)
    let occurrences = unsafe UnsafeBufferPointer(rebasing: occurrences)
    let positionBits = Int(positionBits)
    let mask = (1 &<< positionBits) &- 1
    var (taken, count, positionCount) = (0, 0, 0)
    // Before any occurrence, and any document.
    var (last, lastDocument) = (-1, -1)
    while taken < occurrences.count, count < Self.blockCount {
      // So many cannot be of more documents than there is room for.
      let end = min(taken &+ Self.blockCount &- count, occurrences.count)
      for i in taken..<end {
        let occurrence = unsafe Int(truncatingIfNeeded: occurrences[i])
        let document = occurrence &>> positionBits
        // What is not new is written over by the next that is.
        unsafe documents[count] = base &+ DocID(truncatingIfNeeded: document)
        unsafe starts[count] = UInt32(truncatingIfNeeded: positionCount)
        unsafe room[positionCount] = UInt32(truncatingIfNeeded: occurrence & mask)
        count &-= (lastDocument &- document) &>> 63
        positionCount &-= (last &- occurrence) &>> 63
        (last, lastDocument) = (occurrence, document)
      }
      taken = end
    }
    // What the last document has besides.
    while taken < occurrences.count {
      let occurrence = unsafe Int(truncatingIfNeeded: occurrences[taken])
      guard occurrence &>> positionBits == lastDocument else { break }
      unsafe room[positionCount] = UInt32(truncatingIfNeeded: occurrence & mask)
      positionCount &-= (last &- occurrence) &>> 63
      last = occurrence
      taken &+= 1
    }
    unsafe starts[count] = UInt32(truncatingIfNeeded: positionCount)
    return (taken, count)
  }
}
