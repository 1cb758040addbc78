internal import InvertedIndex

/// One of the distinct words of a phrase: its postings, and where it stands in the document at hand.
///
/// Works in memory that must outlive it; plain bytes, so that it may stand in memory itself.
@safe struct PhraseWord: BitwiseCopyable {
  /// The positions that there is room for at first.
  private static let firstCapacity = 256
  private static let firstBatchCapacity = PositionBatch.lanes * PositionBatch.capacity

  private var reader: PostingsReader
  /// The document that was looked for last, and whether the word is in it.
  private var sought = DocID.end
  private var isFound = false
  /// The document whose positions were read last, their number, and they.
  private var document = DocID.end
  private(set) var count = 0
  private(set) var positions: UnsafeMutablePointer<UInt32>
  /// Room for the positions of one document.
  private var own: UnsafeMutablePointer<UInt32>
  private var capacity = firstCapacity
  /// The postings of the documents that were asked for together last, and their positions.
  private(set) var batch: PositionBatch
  private(set) var batchPositions: UnsafeMutablePointer<UInt32>
  private(set) var batchCount = 0
  private var batchCapacity = firstBatchCapacity

  init(_ list: PostingsList, memory: ScratchMemory) {
    reader = PostingsReader(list, readsPositions: true, memory: memory)
    unsafe own = memory.take(Self.firstCapacity)
    unsafe positions = own
    batch = unsafe PositionBatch(memory: memory.take(PositionBatch.memoryCount))
    unsafe batchPositions = memory.take(Self.firstBatchCapacity)
  }

  /// The list of the word.
  var list: PostingsList { reader.list }

  @inline(__always)
  private mutating func find(_ document: DocID) -> Bool {
    if sought != document {
      sought = document
      isFound = reader.find(document)
    }
    return isFound
  }

  /// Writes how often the word is in `count` ≤ 128 documents, which ascend, to `target`.
  mutating func readFrequencies(
    of documents: UnsafePointer<DocID>, count: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    sought = .end
    unsafe reader.readFrequencies(of: documents, count: count, into: target)
  }

  /// Makes `positions` those in `document`, once; false if it has none there.
  ///
  /// - Parameter lengths: of every document, or nil for a field other than the main text.
  @inline(__always)
  mutating func read(
    _ document: DocID, lengths: UnsafePointer<UInt16>?, memory: ScratchMemory
  ) -> Bool {
    if self.document == document { return true }
    guard find(document) else { return false }
    self.document = document
    count = Int(reader.frequency)
    if count > capacity {
      capacity = 2 * count
      unsafe own = memory.take(capacity)
    }
    unsafe positions = own
    unsafe reader.readPositions(lengths: lengths, into: own)
    return true
  }

  /// Makes `batchPositions` those in `count` ≤ 128 documents, which ascend and all of which hold the word;
  /// false if one of them does not, as in a damaged index.
  mutating func read(
    _ documents: UnsafePointer<DocID>, count: Int, lengths: UnsafePointer<UInt16>?,
    memory: ScratchMemory
  ) -> Bool {
    guard
      unsafe reader.locatePositions(of: documents, count: count, lengths: lengths, in: &batch)
    else { return false }
    batchCount = batch.finish()
    if batchCount > batchCapacity {
      batchCapacity = 2 * batchCount
      unsafe batchPositions = memory.take(batchCapacity)
    }
    unsafe batch.decode(of: list, into: batchPositions)
    return true
  }

  /// Makes `positions` those in document `i` of those that were read together last.
  @inline(__always)
  mutating func select(_ i: Int) {
    document = .end
    let (first, end) = unsafe (Int(batch.firsts[i]), Int(batch.firsts[i &+ 1]))
    unsafe positions = batchPositions + PositionBatch.lanes &* first
    count = PositionBatch.lanes &* (end &- first)
    while count > 0, unsafe positions[count &- 1] == PositionBatch.none { count &-= 1 }
  }
}
