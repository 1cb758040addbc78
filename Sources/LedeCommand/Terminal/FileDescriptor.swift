internal import Glibc

/// Open files by number.
enum FileDescriptor {
  /// Writes all of `bytes`; what went wrong, or nil.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return unsafe String(cString: strerror(errno))
      }
      start += count
    }
    return nil
  }

  /// Replaces the content of the file `path`; what went wrong, or nil.
  static func replace(_ path: String, with bytes: [UInt8]) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return unsafe String(cString: strerror(errno)) }
    let problem = write(bytes, to: descriptor)
    guard close(descriptor) != 0, problem == nil else { return problem }
    return unsafe String(cString: strerror(errno))
  }

  /// All that can be read; what went wrong, or nil, beside it.
  static func readAll(_ descriptor: Int32) -> (bytes: [UInt8], problem: String?) {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return (bytes, unsafe String(cString: strerror(errno)))
      }
      if count == 0 { return (bytes, nil) }
      bytes += piece[..<count]
    }
  }
}
