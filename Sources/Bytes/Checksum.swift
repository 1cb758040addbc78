internal import CXXHash

/// XXH3-64 with seed 0, as the xxHash specification defines it; about 10 GB/s.
public enum Checksum {
  /// The checksum of `bytes`.
  public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    unsafe xxh3_64(bytes.baseAddress, bytes.count)
  }

  /// The checksum of `bytes`.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    unsafe bytes.withUnsafeBytes { unsafe of($0) }
  }
}
