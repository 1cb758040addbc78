internal import CZstd

/// Zstandard frames (RFC 8878) of blocks of stored text.
public enum Compression {
  /// `bytes` as one frame.
  public static func compress(_ bytes: [UInt8], level: Int32 = 3) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      let size = unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compress(
          target.baseAddress, bound, source.baseAddress, source.count, level)
      }
      precondition(ZSTD_isError(size) == 0, "a buffer of the stated bound always suffices")
      count = size
    }
  }

  /// The bytes of one frame that holds `count` of them, or nil if it does not.
  public static func decompress(_ frame: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
    // What the frame says of itself bounds the memory that a wrong `count` would take.
    guard unsafe ZSTD_getFrameContentSize(frame.baseAddress, frame.count) == UInt64(count) else {
      return nil
    }
    var valid = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
      let size = unsafe ZSTD_decompress(
        target.baseAddress, count, frame.baseAddress, frame.count)
      valid = ZSTD_isError(size) == 0 && size == count
      initialized = valid ? count : 0
    }
    return valid ? bytes : nil
  }
}
