internal import InvertedIndex

/// Decodes a list block by block and scores each block as a whole.
@safe struct ScoredBlocks {
  let postings: BoundedPostings
  /// The block at hand; its documents and scores are in the buffers.
  private(set) var block = -1
  /// How many of the block's postings there are, and the next of them.
  private(set) var count = 0
  var index = 0
  let documents: UnsafeMutablePointer<DocID>
  let scores: UnsafeMutablePointer<Score>
  private let frequencies: UnsafeMutablePointer<UInt32>
  /// Keeps the buffers alive.
  private let memory: ScratchMemory

  init(_ postings: BoundedPostings, memory: ScratchMemory) {
    self.postings = postings
    self.memory = memory
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe scores = memory.take(PostingsList.blockCount)
    unsafe frequencies = memory.take(PostingsList.blockCount)
  }

  /// Decodes and scores `block`, unless it is at hand already.
  @inline(__always)
  mutating func load(_ wanted: Int) {
    guard wanted != block else { return }
    block = wanted
    index = 0
    count = unsafe postings.list.decode(
      block: wanted, documents: documents, frequencies: frequencies)
    unsafe postings.scorer.score(
      documents: documents, frequencies: frequencies, count: count, into: scores)
  }

  /// The score of `document`, which the block at hand holds and which is not before the one asked
  /// for last.
  @inline(__always)
  mutating func score(of document: DocID) -> Score {
    while unsafe documents[index] < document { index &+= 1 }
    return unsafe scores[index]
  }

  /// Goes to the first posting that is not before `target`; false if there is none.
  @inline(__always)
  mutating func seek(_ target: DocID) -> Bool {
    let list = postings.list
    var wanted = max(block, 0)
    if list.hasHeaders { wanted = list.block(holding: target, from: wanted) }
    guard wanted < list.blocks else { return false }
    load(wanted)
    while index < count, unsafe documents[index] < target { index &+= 1 }
    return index < count
  }
}
