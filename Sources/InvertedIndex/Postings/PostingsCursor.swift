/// Walks the postings of one term in the order of documents.
///
/// The contract of every cursor: it is born on its first posting; `document` is `.end`, greater
/// than all documents, once the list is exhausted; `advance()` at the end stays there;
/// `advance(to:)` never goes back and does nothing if the cursor is already at or past the target.
///
/// The decoded block stands in memory that the cursor keeps alive (`CursorMemory`); copies share it,
/// so only one of them may go on.
@safe @frozen public struct PostingsCursor {
  /// The list that is walked.
  public let list: PostingsList
  /// The current document, or `.end`.
  public private(set) var document: DocID
  /// The current block.
  public private(set) var block: Int
  /// The index of the current posting in its block.
  public private(set) var index: Int
  private let memory: CursorMemory
  @usableFromInline let documents: UnsafeMutablePointer<DocID>
  @usableFromInline let frequencies: UnsafeMutablePointer<UInt32>
  @usableFromInline var count: Int
  @usableFromInline var hasFrequencies: Bool
  /// Made when positions are first asked for.
  private var positions: BlockPositions?

  /// A cursor on the first posting of `list`, with buffers from `memory`.
  public init(_ list: PostingsList, memory: CursorMemory = CursorMemory()) {
    self.list = list
    self.memory = memory
    let buffers = unsafe memory.takeBlock()
    unsafe documents = unsafe buffers.documents
    unsafe frequencies = unsafe buffers.frequencies
    block = 0
    index = 0
    count = 0
    document = .end
    hasFrequencies = false
    load(block: 0)
  }

  private mutating func load(block: Int) {
    self.block = block
    guard block < list.blocks else {
      document = .end
      return
    }
    count = unsafe list.decode(block: block, documents: documents)
    hasFrequencies = false
    index = 0
    document = unsafe documents[0]
  }

  /// Goes to the next posting.
  @inline(__always)
  public mutating func advance() {
    guard document != .end else { return }
    index &+= 1
    if index < count { document = unsafe documents[index] } else { load(block: block &+ 1) }
  }

  /// Goes to the first posting that is not before `target`.
  ///
  /// Naive equivalent: `while document < target { advance() }`.
  /// - Complexity: logarithmic in the blocks skipped, plus one block.
  @inline(__always)
  public mutating func advance(to target: DocID) {
    guard document < target else { return }
    if unsafe documents[count &- 1] < target {
      let next = list.hasHeaders ? list.block(holding: target, from: block &+ 1) : block &+ 1
      load(block: next)
      guard document < target else { return }
    }
    // Branch-free lower bound over the rest of the block.
    var low = index
    var length = count &- index
    while length > 1 {
      let half = length &>> 1
      low = unsafe documents[low &+ half &- 1] < target ? low &+ half : low
      length &-= half
    }
    index = low
    document = unsafe documents[low]
  }

  /// The frequency of the current posting; only while `document` is not `.end`.
  @inline(__always)
  public mutating func frequency() -> UInt32 {
    if !hasFrequencies { decodeFrequencies() }
    return unsafe frequencies[index]
  }

  private mutating func decodeFrequencies() {
    unsafe list.decodeFrequencies(block: block, into: frequencies)
    hasFrequencies = true
  }

  /// Writes the positions of the current posting to `target`, which has room for `frequency()`.
  ///
  /// - Parameter lengths: of every document, or nil for a field other than the main text.
  @inline(__always)
  public mutating func readPositions(
    lengths: UnsafePointer<UInt16>?, into target: UnsafeMutablePointer<UInt32>
  ) {
    if !hasFrequencies { decodeFrequencies() }
    if positions == nil {
      positions = unsafe BlockPositions(memory: memory.take(BlockPositions.memoryCount))
    }
    unsafe positions?.read(
      index, ofBlock: block, of: list, documents: documents, frequencies: frequencies,
      documentLengths: lengths, into: target)
  }
}
