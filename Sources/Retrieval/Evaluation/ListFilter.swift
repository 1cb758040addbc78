internal import InvertedIndex

/// Keeps of ascending documents those that a list holds.
///
/// Documents that stand close together, as of a list not much rarer, are looked up in a bitmap of
/// their stretch, without a branch that could be mispredicted; others by seeking each.
@safe struct ListFilter {
  /// The documents of the bitmap.
  private static let bitmapCount = 1 << 15

  /// Its memory keeps the bitmap alive as well.
  private var reader: PostingsReader
  private let bitmap: UnsafeMutablePointer<UInt32>

  init(_ list: PostingsList, memory: ScratchMemory) {
    reader = PostingsReader(list, memory: memory)
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
    let block = reader.block
    if block >= 0, unsafe document <= reader.documents[reader.count &- 1] { return true }
    let list = reader.list
    let wanted = list.hasHeaders ? list.block(holding: document, from: max(block, 0)) : 0
    guard wanted < list.blocks else { return false }
    _ = reader.load(wanted)
    return unsafe document <= reader.documents[reader.count &- 1]
  }

  /// How many blocks reach from the one at hand to `document`, at most 64.
  private func blocks(to document: DocID) -> Int {
    let list = reader.list
    guard list.hasHeaders else { return 1 }
    var last = reader.block
    while last < list.blocks, last &- reader.block < 64,
      list.lastDocument(ofBlock: last) < document
    {
      last &+= 1
    }
    return last &- reader.block &+ 1
  }

  private mutating func filterByBitmap(
    _ candidates: UnsafeMutablePointer<DocID>, _ total: Int, _ first: DocID, _ last: DocID
  ) -> Int {
    let words = Int((last &- first) &>> 5) &+ 1
    unsafe bitmap.update(repeating: 0, count: words)
    while true {
      let documents = unsafe reader.documents
      let count = reader.count
      var i = reader.lowerBound(first)
      while i < count, unsafe documents[i] <= last {
        let slot = unsafe documents[i] &- first
        unsafe bitmap[Int(slot &>> 5)] |= 1 &<< (slot & 31)
        i &+= 1
      }
      if i < count || reader.block &+ 1 >= reader.list.blocks { break }
      _ = reader.load(reader.block &+ 1)
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
      unsafe candidates[kept] = document
      kept &+= reader.findHere(document) ? 1 : 0
    }
    return kept
  }
}
