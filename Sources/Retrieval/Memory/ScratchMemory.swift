internal import Glibc
internal import InvertedIndex
internal import Synchronization

/// Lends buffers to the plan of a query, or to its evaluation in a segment.
///
/// They are cut from a slab that goes from query to query, so that none waits for fresh pages. Not
/// thread-safe.
@safe final class ScratchMemory {
  /// The documents of the largest window.
  static let largestWindow = 131_072
  /// The documents of the largest window that has a table and marks.
  static let tableCount = 65_536

  private static let alignment = 64
  private static let tableBytes = tableCount * MemoryLayout<UInt32>.stride
  private static let markBytes = tableCount / 8 + tableCount / 8 / 64
  private static let slabBytes = 1 << 21
  private static let pool = Mutex(Pool())

  private let slab: Slab
  private var used = 0
  private var others: [UnsafeMutableRawPointer] = unsafe []

  /// Memory that has lent nothing.
  init() { slab = Self.pool.withLock { $0.take() } ?? Slab() }

  deinit {
    for i in unsafe others.indices { unsafe others[i].deallocate() }
    let slab = slab
    if !Self.pool.withLock({ $0.keep(slab) }) { slab.deallocate() }
  }

  /// A number for each of `tableCount` documents of a window: all zero, and left so by who used them.
  var windowTable: UnsafeMutablePointer<UInt32> {
    unsafe slab.base.assumingMemoryBound(to: UInt32.self)
  }

  /// A bit for each of these documents, and one for each word of 64 of them: all zero, and left so by who used them.
  var windowMarks: UnsafeMutablePointer<UInt64> {
    unsafe (slab.base + Self.tableBytes).assumingMemoryBound(to: UInt64.self)
  }

  /// A buffer of `count` numbers that are anything, and behind them room for what decoding may write.
  func take(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let capacity = count + PostingsList.decodingMargin
    return unsafe cut(bytes: capacity * MemoryLayout<UInt32>.stride)
      .bindMemory(to: UInt32.self, capacity: capacity)
  }

  /// Bytes that are anything, from a multiple of `alignment` on.
  ///
  /// A call wherever memory is taken: kernels are to hold no allocation.
  @inline(never)
  private func cut(bytes wanted: Int) -> UnsafeMutableRawPointer {
    let bytes = (wanted + Self.alignment - 1) & -Self.alignment
    if used + bytes <= Self.slabBytes {
      let start = unsafe slab.base + Self.tableBytes + Self.markBytes + used
      used += bytes
      return unsafe start
    }
    let other = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    unsafe other.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    unsafe others.append(other)
    return unsafe other
  }

  /// Room for `count` items.
  func takeItems<Item: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Item> {
    precondition(MemoryLayout<Item>.alignment <= Self.alignment)
    return unsafe cut(bytes: count * MemoryLayout<Item>.stride)
      .bindMemory(to: Item.self, capacity: count)
  }

  /// A buffer of `count` zeros.
  func takeZeros(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let buffer = unsafe take(count)
    unsafe buffer.update(repeating: 0, count: count)
    return unsafe buffer
  }

  /// A buffer of `count` words of 64 bits that are anything.
  func takeWords(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    unsafe UnsafeMutableRawPointer(take(2 * count)).assumingMemoryBound(to: UInt64.self)
  }

  /// A buffer of `count` bytes that are anything.
  func takeBytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe UnsafeMutableRawPointer(take((count + 3) / 4)).assumingMemoryBound(to: UInt8.self)
  }

  /// Slabs that no query has, a few.
  private struct Pool {
    private static let most = 16

    private var slabs = InlineArray<16, Slab?>(repeating: nil)
    private var count = 0

    mutating func take() -> Slab? {
      guard count > 0 else { return nil }
      count -= 1
      return slabs[count]
    }

    /// Whether there is room for `slab`, which is kept then.
    mutating func keep(_ slab: Slab) -> Bool {
      guard count < Self.most else { return false }
      slabs[count] = slab
      count += 1
      return true
    }
  }

  /// A piece of memory, zeros at first; what is never touched takes no memory of the machine.
  @safe private struct Slab: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    private let allocated: UnsafeMutableRawPointer

    init() {
      let count = ScratchMemory.tableBytes + ScratchMemory.markBytes + ScratchMemory.slabBytes
      guard let start = unsafe calloc(count + ScratchMemory.alignment, 1) else {
        preconditionFailure("out of memory")
      }
      unsafe allocated = unsafe start
      unsafe base = unsafe start.alignedUp(toMultipleOf: ScratchMemory.alignment)
    }

    func deallocate() { unsafe free(allocated) }
  }
}
