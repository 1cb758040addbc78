internal import Bytes

/// Bytes that do not change, in memory or in a mapped file.
@safe struct RunBytes: Sendable {
  private let owner: any AnyObject & Sendable
  private nonisolated(unsafe) let base: UnsafeRawPointer
  let count: Int

  /// The first `count` bytes of `block`.
  init(_ block: MemoryBlock, count: Int) {
    precondition(count <= block.count)
    owner = block
    unsafe base = UnsafeRawPointer(block.base)
    self.count = count
  }

  /// A copy of `array`.
  init<Element: BitwiseCopyable>(copying array: [Element]) {
    let count = array.count * MemoryLayout<Element>.stride
    let block = MemoryBlock(count: count)
    unsafe array.withUnsafeBytes {
      unsafe block.base.copyMemory(
        from: $0.baseAddress ?? UnsafeRawPointer(block.base), byteCount: count)
    }
    self.init(block, count: count)
  }

  private init(owner: any AnyObject & Sendable, base: UnsafeRawPointer, count: Int) {
    self.owner = owner
    unsafe self.base = base
    self.count = count
  }

  /// The same bytes as they stand in `file` at `offset`.
  func moved(to file: MappedFile, at offset: Int) -> RunBytes {
    precondition(offset + count <= file.count)
    return unsafe RunBytes(owner: file, base: file.base + offset, count: count)
  }

  /// The bytes; valid as long as this.
  var buffer: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes as elements; valid as long as this.
  func elements<Element: BitwiseCopyable>(_ type: Element.Type) -> UnsafeBufferPointer<Element> {
    unsafe buffer.assumingMemoryBound(to: Element.self)
  }
}
