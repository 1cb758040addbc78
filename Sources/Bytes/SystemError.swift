internal import Glibc

/// A failed call to the operating system: which file, what was tried, which error number.
public struct SystemError: Error, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What was tried, such as "open" or "write".
  public let operation: String
  /// The operating system's error number.
  public let code: Int32

  /// The error that `errno` holds now.
  public init(path: String, operation: String, code: Int32? = nil) {
    self.path = path
    self.operation = operation
    self.code = code ?? errno
  }

  /// What the system says of the error number, such as "No space left on device".
  public var reason: String { unsafe String(cString: strerror(code)) }

  /// Whether the disk is full or a quota is used up.
  public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }
  /// Whether there is no such file.
  public var isMissing: Bool { code == ENOENT }

  /// Whether what should be a folder of the path is a file.
  public var isInsideFile: Bool { code == ENOTDIR }

  /// Whether another process holds a lock.
  public var isLocked: Bool { code == EWOULDBLOCK }

  /// The path, what was tried, and what the system said.
  public var description: String { "\(path): cannot \(operation): \(reason)" }
}
