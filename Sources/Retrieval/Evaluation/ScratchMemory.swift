/// Lends buffers to one evaluation; all are freed with the last reference.
@safe final class ScratchMemory {
  private var buffers: [UnsafeMutablePointer<UInt32>] = unsafe []

  init() {}

  deinit { for i in unsafe buffers.indices { unsafe buffers[i].deallocate() } }

  /// A buffer of `count` zeros, and room for two vectors behind them.
  func take(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let buffer = UnsafeMutablePointer<UInt32>.allocate(capacity: count + 8)
    unsafe buffer.initialize(repeating: 0, count: count + 8)
    unsafe buffers.append(buffer)
    return unsafe buffer
  }

  /// A buffer of `count` bytes.
  func takeBytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe UnsafeMutableRawPointer(take((count + 3) / 4)).assumingMemoryBound(to: UInt8.self)
  }
}
