/// An array that stands in the memory of a plan or of an evaluation: to read and to change an item counts no reference
/// and checks for no other owner, and to make one allocates nothing.
///
/// Copies share their items: what one changes or sorts, all have. The memory must outlive it.
@safe struct ScratchArray<Item: BitwiseCopyable>: BitwiseCopyable {
  private let items: UnsafeMutablePointer<Item>
  private let capacity: Int
  private(set) var count = 0

  /// An empty array with room for `capacity` items.
  init(capacity: Int, memory: ScratchMemory) {
    self.capacity = capacity
    unsafe items = memory.takeItems(capacity)
  }

  /// An array of `items`.
  init(_ items: some Collection<Item>, memory: ScratchMemory) {
    self.init(capacity: items.count, memory: memory)
    for item in items { append(item) }
  }

  /// Item `i`, which must be in range.
  @inline(__always)
  subscript(i: Int) -> Item {
    _read {
      assert((0..<count).contains(i))
      yield unsafe items[i]
    }
    nonmutating _modify {
      assert((0..<count).contains(i))
      yield unsafe &items[i]
    }
  }

  /// Appends an item, for which there must be room.
  @inline(__always)
  mutating func append(_ item: Item) {
    precondition(count < capacity)
    unsafe (items + count).initialize(to: item)
    count &+= 1
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }
}

extension ScratchArray: RandomAccessCollection, MutableCollection {
  var startIndex: Int {
    @inline(__always) get { 0 }
  }
  var endIndex: Int {
    @inline(__always) get { count }
  }

  // Or algorithms would work on a copy in an array.
  mutating func withContiguousMutableStorageIfAvailable<Result>(
    _ body: (inout UnsafeMutableBufferPointer<Item>) throws -> Result
  ) rethrows -> Result? {
    var storage = unsafe UnsafeMutableBufferPointer(start: items, count: count)
    return try unsafe body(&storage)
  }
}
