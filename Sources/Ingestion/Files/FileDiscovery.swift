internal import Glibc

/// The files below some paths, in a stable order.
///
/// Folders are walked recursively, entries in the order of their bytes. Hidden entries (".name") are
/// passed over unless they were named themselves. Symbolic links are followed; a folder reached a
/// second time is reported and not walked again, so that loops end.
public struct FileDiscovery: Sendable {
  /// Folders nested deeper than this are reported and not walked.
  public static let maximumDepth = 200

  /// The files, each once.
  public private(set) var files: [DiscoveredFile] = []
  /// What could not be read, or was reached twice.
  public private(set) var failures: [IngestionError] = []
  private var folders: Set<Identity> = []
  private var paths: Set<[UInt8]> = []

  private struct Identity: Hashable {
    let device: UInt
    let node: UInt
  }

  /// Finds the files at and below `paths`, in the order of the paths.
  public init(_ paths: [String]) {
    self.init(pathBytes: paths.map { Array($0.utf8) })
  }

  /// Finds the files at and below paths that need not be UTF-8.
  public init(pathBytes: [[UInt8]]) {
    for path in pathBytes {
      var path = path
      while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
      visit(path, depth: 0)
    }
  }

  private mutating func visit(_ path: [UInt8], depth: Int) {
    var status = stat()
    guard !path.contains(0), unsafe stat((path + [0]).map { CChar(bitPattern: $0) }, &status) == 0
    else {
      return fail(path, errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      let identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
      guard folders.insert(identity).inserted else {
        return report(path, "is a link to a folder that was already read; it was not read again")
      }
      walk(path, depth: depth)
    case S_IFREG:
      guard paths.insert(path).inserted else { return }
      let changed = status.st_mtim
      let seconds = Int64(changed.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
      files.append(
        DiscoveredFile(
          pathBytes: path, size: Int(status.st_size),
          modifiedNanoseconds: seconds.overflow
            ? .max
            : seconds.partialValue.addingReportingOverflow(Int64(changed.tv_nsec)).partialValue))
    default:
      report(path, "is neither a file nor a folder; leave it out")
    }
  }

  private mutating func walk(_ path: [UInt8], depth: Int) {
    guard depth < Self.maximumDepth else {
      return report(path, "is nested more than \(Self.maximumDepth) folders deep; it was not read")
    }
    guard let folder = unsafe opendir((path + [0]).map { CChar(bitPattern: $0) }) else {
      return fail(path, errno)
    }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe Array(name.prefix { $0 != 0 })
      }
      if name.first != UInt8(ascii: ".") { names.append(name) }
      errno = 0
    }
    let problem = errno
    unsafe closedir(folder)
    if problem != 0 { fail(path, problem) }
    names.sort { $0.lexicographicallyPrecedes($1) }
    for name in names {
      visit(
        path.last == UInt8(ascii: "/") ? path + name : path + [UInt8(ascii: "/")] + name,
        depth: depth + 1)
    }
  }

  private mutating func fail(_ path: [UInt8], _ error: Int32) {
    failures.append(SystemFailure.error(DiscoveredFile.shown(path), error))
  }

  private mutating func report(_ path: [UInt8], _ reason: String) {
    failures.append(
      IngestionError(.unreadable, path: DiscoveredFile.shown(path), reason: reason))
  }
}

/// The operating system's errors in plain words.
enum SystemFailure {
  static func error(_ path: String, _ number: Int32) -> IngestionError {
    let reason: String
    switch number {
    case ENOENT: reason = "does not exist; check the spelling"
    case EACCES, EPERM: reason = "may not be read by you; change its permissions"
    case ELOOP: reason = "is a symbolic link that leads back to itself; remove it"
    case ENAMETOOLONG: reason = "has too long a name; rename it"
    case ENOTDIR: reason = "goes through a file as if it were a folder; check the spelling"
    case EMFILE, ENFILE: reason = "could not be opened, too many files are open; use fewer jobs"
    default:
      let text = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
      reason = "cannot be read (\(text)); check the disk"
    }
    return IngestionError(.unreadable, path: path, reason: reason, underlying: number)
  }
}
