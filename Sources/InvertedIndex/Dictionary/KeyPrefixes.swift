internal import CSIMD

/// The first eight bytes of the first key of each block of a dictionary, as far as they are known.
///
/// A search among keys mostly needs no more of them; they stand close together, so that it waits for few
/// lines of the cache. Threads may set a prefix at the same time: they set the same.
@safe final class KeyPrefixes: Sendable {
  private nonisolated(unsafe) let prefixes: UnsafeMutablePointer<UInt64>

  /// The prefixes of so many blocks, none of them known.
  init(count: Int) {
    unsafe prefixes = .allocate(capacity: max(count, 1))
    unsafe prefixes.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { unsafe prefixes.deallocate() }

  /// The prefix of `block`, which must be in range; 0 while it is not known.
  @inline(__always)
  subscript(block: Int) -> UInt64 {
    get { unsafe load_relaxed_64(prefixes + block) }
    set { unsafe store_relaxed_64(prefixes + block, newValue) }
  }

  /// The first eight bytes of `key`, the first highest, zeros where there are fewer: a key whose prefix is
  /// less comes before, and of two with one prefix nothing is known.
  @inline(__always)
  static func prefix(of key: some Collection<UInt8>) -> UInt64 {
    var prefix: UInt64 = 0
    var shift: UInt64 = 56
    for byte in key.prefix(8) {
      prefix |= UInt64(byte) &<< shift
      shift &-= 8
    }
    return prefix
  }
}
