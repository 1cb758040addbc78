internal import Glibc

/// A file being written from its start; removed by nobody if it is left half written.
public struct FileWriter: ~Copyable {
  /// The path it was created by.
  public let path: String
  /// The number of bytes written.
  public private(set) var count = 0
  private var descriptor: Int32

  /// Creates the file at `path`, or empties it.
  public init(path: String) throws(SystemError) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    self.path = path
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "create") }
  }

  /// Opens the file at `path` to go on at `offset`; what is behind that is removed.
  public init(path: String, from offset: Int) throws(SystemError) {
    descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    self.path = path
    count = offset
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "open") }
    guard ftruncate(descriptor, offset) == 0, lseek(descriptor, 0, SEEK_END) == offset else {
      throw SystemError(path: path, operation: "shorten")
    }
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// Writes `bytes` at the end.
  public mutating func write(_ bytes: [UInt8]) throws(SystemError) {
    let error = unsafe bytes.withUnsafeBytes { unsafe writeAll($0) }
    if let error { throw error }
  }

  /// Writes `bytes` at the end.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    if let error = unsafe writeAll(bytes) { throw error }
  }

  /// Writes what the file at `source` holds at the end, two megabytes at a time: so that neither file
  /// counts among the memory of the process.
  public mutating func write(contentsOf source: String) throws(SystemError) {
    let input = unsafe open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw SystemError(path: source, operation: "open") }
    defer { _ = Glibc.close(input) }
    let buffer = MemoryBlock(count: 2 << 20)
    while true {
      let count = unsafe read(input, buffer.base, buffer.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(path: source, operation: "read")
      }
      try unsafe write(UnsafeRawBufferPointer(start: buffer.base, count: count))
    }
  }

  private mutating func writeAll(_ bytes: UnsafeRawBufferPointer) -> SystemError? {
    var offset = 0
    while offset < bytes.count {
      let written = unsafe Glibc.write(
        descriptor, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
      if written < 0 {
        if errno == EINTR { continue }
        return SystemError(path: path, operation: "write")
      }
      offset += written
    }
    count += bytes.count
    return nil
  }

  /// Closes the file, after it is on disk if `sync` is set.
  public consuming func close(sync: Bool) throws(SystemError) {
    if sync, fsync(descriptor) != 0 { throw SystemError(path: path, operation: "sync") }
    let result = Glibc.close(descriptor)
    descriptor = -1
    guard result == 0 else { throw SystemError(path: path, operation: "close") }
  }
}
