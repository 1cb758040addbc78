internal import Bytes

/// Words appended in batches to memory that doubles, on huge pages once it is large.
struct GrowingWords {
  private var memory = MemoryBlock(count: 1 << 16)
  /// The number of words.
  private(set) var count = 0

  /// The words; valid until the next change.
  var all: UnsafeBufferPointer<UInt32> {
    unsafe UnsafeBufferPointer(
      start: memory.base.assumingMemoryBound(to: UInt32.self), count: count)
  }

  /// Room for `more` words behind the last, valid until the next change; `extend` adds them.
  mutating func reserve(_ more: Int) -> UnsafeMutableBufferPointer<UInt32> {
    let stride = MemoryLayout<UInt32>.stride
    if (count + more) * stride > memory.count {
      let larger = MemoryBlock(count: max(memory.count * 2, (count + more) * stride))
      unsafe larger.base.copyMemory(from: memory.base, byteCount: count * stride)
      memory = larger
    }
    return unsafe UnsafeMutableBufferPointer(
      start: memory.base.assumingMemoryBound(to: UInt32.self) + count, count: more)
  }

  /// Adds the first `more` words of the room.
  mutating func extend(by more: Int) {
    precondition((count + more) * MemoryLayout<UInt32>.stride <= memory.count)
    count += more
  }

  /// Forgets the words and keeps the memory.
  mutating func removeAll() { count = 0 }
}
