internal import InvertedIndex

/// Keeps of ascending documents those that a list holds.
///
/// Documents that stand close together, as of a list not much rarer, are looked up in a bitmap of
/// their stretch, without a branch that could be mispredicted; others by seeking each.
@safe struct ListFilter {
  /// The documents of the bitmap.
  private static let bitmapCount = 1 << 15

  private let list: PostingsList
  private let memory: ScratchMemory
  private let documents: UnsafeMutablePointer<DocID>
  private let bitmap: UnsafeMutablePointer<UInt32>
  private var block = -1
  private var count = 0

  init(_ list: PostingsList, memory: ScratchMemory) {
    self.list = list
    self.memory = memory
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe bitmap = memory.take(Self.bitmapCount / 32)
  }

  /// Moves the documents that the list holds to the front of `candidates`; returns how many.
  ///
  /// Naive equivalent: a filter by membership. Calls must come with ascending documents.
  mutating func filter(_ candidates: UnsafeMutablePointer<DocID>, count total: Int) -> Int {
    guard total > 0 else { return 0 }
    let first = unsafe candidates[0]
    let last = unsafe candidates[total &- 1]
    guard load(first) else { return 0 }
    // The list's blocks in the stretch cost about as much as half a seek for each candidate each.
    if Int(last &- first) < Self.bitmapCount, blocks(to: last) &* 6 <= total {
      return unsafe filterByBitmap(candidates, total, first, last)
    }
    return unsafe filterBySeeking(candidates, total)
  }

  /// Decodes the block that may hold `document`; false if all are before it.
  @inline(__always)
  private mutating func load(_ document: DocID) -> Bool {
    if block >= 0, unsafe document <= documents[count &- 1] { return true }
    let wanted = list.hasHeaders ? list.block(holding: document, from: max(block, 0)) : 0
    guard wanted < list.blocks else { return false }
    if wanted != block {
      block = wanted
      count = unsafe list.decode(block: wanted, documents: documents, frequencies: nil)
    }
    return unsafe document <= documents[count &- 1]
  }

  /// How many blocks reach from the one at hand to `document`, at most 64.
  private func blocks(to document: DocID) -> Int {
    guard list.hasHeaders else { return 1 }
    var last = block
    while last < list.blocks, last &- block < 64, list.lastDocument(ofBlock: last) < document {
      last &+= 1
    }
    return last &- block &+ 1
  }

  private mutating func filterByBitmap(
    _ candidates: UnsafeMutablePointer<DocID>, _ total: Int, _ first: DocID, _ last: DocID
  ) -> Int {
    let words = Int((last &- first) &>> 5) &+ 1
    unsafe bitmap.update(repeating: 0, count: words)
    while true {
      var i = lowerBound(first)
      while i < count, unsafe documents[i] <= last {
        let slot = unsafe documents[i] &- first
        unsafe bitmap[Int(slot &>> 5)] |= 1 &<< (slot & 31)
        i &+= 1
      }
      if i < count || block &+ 1 >= list.blocks { break }
      block &+= 1
      count = unsafe list.decode(block: block, documents: documents, frequencies: nil)
    }
    var kept = 0
    for i in 0..<total {
      let document = unsafe candidates[i]
      let slot = document &- first
      unsafe candidates[kept] = document
      kept &+= Int((unsafe bitmap[Int(slot &>> 5)] &>> (slot & 31)) & 1)
    }
    return kept
  }

  private mutating func filterBySeeking(
    _ candidates: UnsafeMutablePointer<DocID>, _ total: Int
  ) -> Int {
    var kept = 0
    for i in 0..<total {
      let document = unsafe candidates[i]
      guard load(document) else { break }
      let found = unsafe documents[lowerBound(document)]
      unsafe candidates[kept] = document
      kept &+= found == document ? 1 : 0
    }
    return kept
  }

  /// The first index of the block at hand whose document is not before `target`, or `count` - 1.
  @inline(__always)
  private func lowerBound(_ target: DocID) -> Int {
    var low = 0
    var length = count
    while length > 1 {
      let half = length &>> 1
      low = unsafe documents[low &+ half &- 1] < target ? low &+ half : low
      length &-= half
    }
    return low
  }
}
