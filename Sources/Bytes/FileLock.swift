internal import Glibc

/// An advisory lock on a file, held until the value is destroyed or the process dies.
public struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock on the file at `path`, which is created, and writes the process number into it.
  ///
  /// - Throws: `SystemError`, one with `isLocked` if another process holds it.
  public init(path: String) throws(SystemError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "open") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = SystemError(path: path, operation: "lock")
      close(descriptor)
      throw error
    }
    let holder = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = unsafe holder.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The process number that the lock file at `path` names, or nil.
  public static func holder(path: String) -> Int? {
    guard let bytes = try? FileSystem.read(path, atMost: 32) else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self))
  }
}
