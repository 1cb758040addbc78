internal import Glibc

/// Zeroed memory of a fixed size outside the heap, given back when the last owner lets go.
///
/// Large blocks ask for huge pages, so that scattered writes do not miss the translation cache.
@safe public final class MemoryBlock: Sendable {
  /// The size in bytes.
  public let count: Int
  /// The first byte, at the start of a page.
  public nonisolated(unsafe) let base: UnsafeMutableRawPointer

  private static let hugePageBytes = 2 << 20

  /// A block of `count` bytes; traps if the system has no memory left.
  public init(count: Int) {
    let mapped = unsafe mmap(
      nil, max(count, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      fatalError("out of memory")
    }
    if count >= 2 * Self.hugePageBytes { _ = unsafe madvise(mapped, count, MADV_HUGEPAGE) }
    self.count = count
    unsafe base = unsafe mapped
  }

  deinit { unsafe munmap(base, max(count, 1)) }
}
