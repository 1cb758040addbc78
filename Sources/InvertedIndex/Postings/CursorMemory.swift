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
    let block = unsafe take(2 * size)
    return unsafe (block, block + size)
  }

  /// Room for `count` numbers, all zero.
  func take(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let block = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    unsafe block.initialize(repeating: 0, count: count)
    unsafe blocks.append(block)
    return unsafe block
  }
}
