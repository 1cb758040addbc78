/// Lends the blocks that cursors decode into; freed with the last reference.
///
/// One serves all cursors of a query. Not thread-safe.
@safe public final class CursorMemory {
  private var blocks: [UnsafeMutablePointer<UInt32>] = unsafe []

  /// Memory that has lent nothing.
  public init() {}

  deinit { for i in unsafe blocks.indices { unsafe blocks[i].deallocate() } }

  /// Room for the documents and the frequencies of one block.
  func takeBlock() -> (
    documents: UnsafeMutablePointer<DocID>, frequencies: UnsafeMutablePointer<UInt32>
  ) {
    let size = PostingsList.blockCount + PostingsList.decodingMargin
    let block = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * size)
    unsafe block.initialize(repeating: 0, count: 2 * size)
    unsafe blocks.append(block)
    return unsafe (block, block + size)
  }
}
