internal import Glibc

/// The few operations on files that the index needs, each with its errors.
public enum FileSystem {
  /// Creates the folder `path` and its parents; does nothing if it is there.
  public static func createFolder(_ path: String) throws(SystemError) {
    if unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw SystemError(path: path, operation: "create the folder")
    }
    try createFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw SystemError(path: path, operation: "create the folder")
    }
  }

  /// Whether `path` is a folder.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether something stands at `path`.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The size of the file at `path` in bytes, or nil.
  public static func size(_ path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The names in the folder `path`, sorted by their bytes, without "." and "..".
  public static func names(in path: String) throws(SystemError) -> [String] {
    guard let folder = unsafe opendir(path) else {
      throw SystemError(path: path, operation: "list the folder")
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of the file at `path`, the first `limit` of them.
  public static func read(_ path: String, atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    let file = try MappedFile(path: path)
    return unsafe [UInt8](UnsafeRawBufferPointer(start: file.base, count: min(file.count, limit)))
  }

  /// Removes the file at `path`; does nothing if there is none.
  public static func remove(_ path: String) throws(SystemError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw SystemError(path: path, operation: "remove")
    }
  }

  /// Gives the file at `from` the name `to`, replacing what was there at once.
  public static func rename(_ from: String, to: String) throws(SystemError) {
    guard unsafe Glibc.rename(from, to) == 0 else {
      throw SystemError(path: to, operation: "rename a file to it")
    }
  }

  /// Waits until the file or folder at `path` is on disk, names included for a folder.
  public static func sync(_ path: String) throws(SystemError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "open") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError(path: path, operation: "sync") }
  }

  /// Replaces the file at `path` by `bytes`: it has the old bytes or the new, whatever happens.
  ///
  /// Written under a temporary name, synced, renamed, and the folder synced.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    let temporary = path + ".lede-tmp"
    var file = try FileWriter(path: temporary)
    try file.write(bytes)
    try file.close(sync: true)
    try rename(temporary, to: path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try sync(folder.isEmpty ? "/" : folder)
  }
}

extension FileSystem {
  /// Writes `bytes` over those at `offset` of the file at `path`.
  public static func overwrite(
    _ path: String, at offset: Int, with bytes: [UInt8]
  ) throws(SystemError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, operation: "open") }
    defer { close(descriptor) }
    let written = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset)
    }
    guard written == bytes.count else { throw SystemError(path: path, operation: "write") }
  }
}
