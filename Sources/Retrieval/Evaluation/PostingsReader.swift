internal import InvertedIndex

/// Reads the postings of a list block by block, in any order.
@safe struct PostingsReader {
  let list: PostingsList
  /// The block at hand, -1 for none, the number of its postings, and one of them.
  private(set) var block = -1
  private(set) var count = 0
  var index = 0
  /// The documents of the block at hand.
  let documents: UnsafeMutablePointer<DocID>
  private let frequencyBuffer: UnsafeMutablePointer<UInt32>
  private var hasFrequencies = false
  private var place = PositionsPlace()
  /// Keeps the buffers alive.
  private let memory: ScratchMemory

  init(_ list: PostingsList, memory: ScratchMemory) {
    self.list = list
    self.memory = memory
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe frequencyBuffer = memory.take(PostingsList.blockCount)
  }

  /// Decodes the documents of `block`; false if it is at hand already.
  @inline(__always)
  mutating func load(_ wanted: Int) -> Bool {
    guard wanted != block else { return false }
    block = wanted
    index = 0
    count = unsafe list.decode(block: wanted, documents: documents, frequencies: nil)
    hasFrequencies = false
    return true
  }

  /// The frequencies of the block at hand.
  @inline(__always)
  var frequencies: UnsafeMutablePointer<UInt32> {
    mutating get {
      if !hasFrequencies {
        hasFrequencies = true
        unsafe list.decodeFrequencies(block: block, into: frequencyBuffer)
      }
      return unsafe frequencyBuffer
    }
  }

  /// Whether the block at hand is the one that holds `document`, if the list does.
  @inline(__always)
  func isAtHand(_ document: DocID) -> Bool {
    unsafe block >= 0 && documents[0] <= document && document <= documents[count &- 1]
  }

  /// The block that holds `document`, if the list does, or the number of blocks.
  @inline(__always)
  func block(holding document: DocID) -> Int {
    guard list.hasHeaders else { return 0 }
    let isBehind = unsafe block >= 0 && documents[0] <= document
    return list.block(holding: document, from: isBehind ? block : 0)
  }

  /// Whether the block at hand holds `document`: `index` is its place then.
  @inline(__always)
  mutating func findHere(_ document: DocID) -> Bool {
    index = lowerBound(document)
    return unsafe documents[index] == document
  }

  /// The places in the block at hand of the documents from `start` to before `end`.
  @inline(__always)
  func places(from start: DocID, to end: DocID) -> Range<Int> {
    let first = unsafe documents[0] >= start ? 0 : lowerBound(start)
    // The last place answers for all that are past it.
    guard unsafe documents[count &- 1] >= start else { return 0..<0 }
    let last = unsafe documents[count &- 1] < end ? count : lowerBound(end)
    return first..<max(first, last)
  }

  /// The first place of the block at hand whose document is not before `target`, or the last place.
  @inline(__always)
  func lowerBound(_ target: DocID) -> Int {
    var low = 0
    var length = count
    while length > 1 {
      let half = length &>> 1
      low = unsafe documents[low &+ half &- 1] < target ? low &+ half : low
      length &-= half
    }
    return low
  }

  /// Whether the list holds `document`: it is the posting at hand then.
  @inline(__always)
  mutating func find(_ document: DocID) -> Bool {
    if !isAtHand(document) {
      let wanted = block(holding: document)
      guard wanted < list.blocks else { return false }
      _ = load(wanted)
    }
    return findHere(document)
  }

  /// The frequency of the posting at hand.
  @inline(__always)
  var frequency: UInt32 {
    mutating get { unsafe frequencies[index] }
  }

  /// Writes the positions of the posting at hand to `target`, which has room for `frequency`.
  @inline(__always)
  mutating func readPositions(
    lengths: UnsafePointer<UInt16>?, into target: UnsafeMutablePointer<UInt32>
  ) {
    let frequencies = unsafe frequencies
    unsafe list.readPositions(
      block: block, index: index, documents: documents, frequencies: frequencies,
      lengths: lengths, place: &place, into: target)
  }
}
