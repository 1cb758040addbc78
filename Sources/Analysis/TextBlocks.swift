internal import CSIMD

/// A text read 64 bytes at a time, spaces standing after its end.
@safe struct TextBlocks {
  /// Bytes that may be read from the start of a block: the block and one vector more.
  static let readable = 80

  let text: UTF8Text
  private let padded: UnsafeMutablePointer<UInt8>

  /// The blocks of `text`; `padded` has room for `readable` bytes and outlives them.
  init(_ text: UTF8Text, padded: UnsafeMutablePointer<UInt8>) {
    self.text = text
    unsafe self.padded = padded
  }

  /// The bytes from `i` on, `readable` of them; valid until the next call.
  @inline(__always)
  func bytes(at i: Int) -> UnsafePointer<UInt8> {
    if text.count &- i >= Self.readable { return unsafe text.base + i }
    let left = max(0, text.count &- i)
    unsafe padded.update(from: text.base + i, count: left)
    unsafe (padded + left).update(repeating: 0x20, count: Self.readable &- left)
    return unsafe UnsafePointer(padded)
  }
}

extension UInt64 {
  /// The number of consecutive set bits from bit `start` (0 to 63) on.
  @inline(__always)
  func run(from start: Int) -> Int {
    (~(self &>> UInt64(truncatingIfNeeded: start))).trailingZeroBitCount
  }
}
