internal import Glibc

/// A file mapped read-only; unmapped when the last owner lets go.
///
/// The bytes stay what they were when the file is unlinked or replaced by another, but not when it
/// is truncated in place; the index never truncates a file that a reader may hold.
@safe public final class MappedFile: Sendable {
  /// The path it was opened by.
  public let path: String
  /// The size in bytes.
  public let count: Int
  /// The first byte; reading is allowed up to `count` only.
  public nonisolated(unsafe) let base: UnsafeRawPointer

  /// Maps the file at `path`.
  ///
  /// - Throws: `SystemError` if it cannot be opened or mapped.
  public init(path: String) throws(SystemError) {
    // Without O_NONBLOCK, opening a named pipe would wait for its writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "open") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw SystemError(path: path, operation: "read the size")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SystemError(
        path: path, operation: "read as a file",
        code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    let size = Int(status.st_size)
    let mapped = unsafe mmap(nil, max(size, 1), PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      throw SystemError(path: path, operation: "map")
    }
    self.path = path
    self.count = size
    unsafe self.base = UnsafeRawPointer(mapped)
  }

  /// Gives the pages that were read back to the system, which holds them as long as it likes; whoever
  /// reads them again gets the same bytes.
  ///
  /// A file that is read once, part by part, so counts little among the memory of the process.
  public func releasePages() {
    _ = unsafe madvise(UnsafeMutableRawPointer(mutating: base), max(count, 1), MADV_DONTNEED)
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: base), max(count, 1)) }
}
