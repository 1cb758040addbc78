internal import Glibc

/// The bytes of a whole file: small ones read, large ones mapped, so that any size takes bounded
/// memory.
@safe final class FileBytes {
  /// Larger files are mapped, in bytes.
  ///
  /// A mapped file must not be cut by others while it is read.
  static let maximumRead = 4 << 20

  private let base: UnsafeMutableRawPointer?
  private let count: Int
  private let isMapped: Bool

  /// The bytes of the file at `path`.
  ///
  /// - Throws: `IngestionError` with code `unreadable`.
  init(_ file: DiscoveredFile) throws(IngestionError) {
    let path = (file.pathBytes + [0]).map { CChar(bitPattern: $0) }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemFailure.error(file.path, errno) }
    defer { close(descriptor) }
    (unsafe base, count, isMapped) = try unsafe Self.contents(of: descriptor, file.path)
  }

  /// The bytes behind an open descriptor, mapped.
  init(mapping descriptor: Int32, count: Int, path: String) throws(IngestionError) {
    (unsafe base, self.count, isMapped) = try unsafe Self.map(descriptor, count, path)
  }

  deinit {
    if isMapped { unsafe munmap(base, count) } else { unsafe free(base) }
  }

  /// Lends the bytes.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    defer { withExtendedLifetime(self) {} }
    return unsafe body(UnsafeRawBufferPointer(start: base, count: count))
  }

  private typealias Contents = (base: UnsafeMutableRawPointer?, count: Int, isMapped: Bool)

  private static func contents(of descriptor: Int32, _ path: String) throws(IngestionError)
    -> Contents
  {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFailure.error(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw IngestionError(
        .unreadable, path: path, reason: "is neither a file nor a folder; leave it out")
    }
    let size = Int(status.st_size)
    if size > maximumRead { return try unsafe map(descriptor, size, path) }
    guard let base = unsafe malloc(max(size, 1)) else { throw SystemFailure.error(path, ENOMEM) }
    var count = 0
    while count < size {
      let got = unsafe read(descriptor, base + count, size - count)
      if got < 0 {
        if errno == EINTR { continue }
        let problem = errno
        unsafe free(base)
        throw SystemFailure.error(path, problem)
      }
      if got == 0 { break }
      count += got
    }
    return unsafe (base, count, false)
  }

  private static func map(
    _ descriptor: Int32, _ count: Int, _ path: String
  ) throws(IngestionError) -> Contents {
    guard count > 0 else { return (nil, 0, false) }
    let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let base = unsafe base, unsafe base != MAP_FAILED else {
      throw SystemFailure.error(path, errno)
    }
    return unsafe (base, count, true)
  }
}
