internal import Glibc

/// The unpacked bytes of a member: in memory while they are few, then in a temporary file that has
/// no name and so vanishes with the process.
final class MemberBytes {
  private var memory: [UInt8] = []
  private var descriptor: Int32 = -1
  private(set) var count = 0
  private let path: String

  init(path: String) { self.path = path }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds `bytes`.
  ///
  /// - Throws: `IngestionError` if the temporary file cannot be written.
  func append(_ bytes: UnsafeRawBufferPointer) throws(IngestionError) {
    count += bytes.count
    if descriptor < 0, count <= ArchiveLimits.maximumInMemory {
      unsafe memory.append(contentsOf: bytes)
      return
    }
    if descriptor < 0 {
      try openTemporary()
      let kept = memory
      memory = []
      try write(kept)
    }
    try unsafe write(Array(bytes))
  }

  /// Forgets all bytes.
  func discard() {
    memory = []
    count = 0
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Lends all bytes.
  ///
  /// - Throws: `IngestionError` if the temporary file cannot be mapped.
  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(IngestionError) -> Result {
    if descriptor < 0 { return unsafe memory.withUnsafeBytes { unsafe body($0) } }
    let mapped = try FileBytes(mapping: descriptor, count: count, path: path)
    return unsafe mapped.withBytes { unsafe body($0) }
  }

  private func openTemporary() throws(IngestionError) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var name = (folder + "/lede-XXXXXX").utf8CString
    descriptor = unsafe name.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress else { return -1 }
      let made = unsafe mkstemp(start)
      if made >= 0 { unsafe unlink(start) }
      return made
    }
    if descriptor < 0 {
      throw IngestionError(
        .archive, path: path,
        reason:
          "unpacks to more than 32 MB and no temporary file can be made in \(folder); set TMPDIR",
        underlying: errno)
    }
  }

  private func write(_ bytes: [UInt8]) throws(IngestionError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe buffer.baseAddress.map {
          unsafe Glibc.write(descriptor, $0 + written, bytes.count - written)
        } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw IngestionError(
          .archive, path: path,
          reason: "cannot be unpacked to the temporary folder; free some space or set TMPDIR",
          underlying: errno)
      }
      written += count
    }
  }
}
