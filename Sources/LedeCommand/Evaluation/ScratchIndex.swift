internal import Glibc

/// A folder for an index that is gone with its owner.
final class ScratchIndex {
  let path: String

  /// A new folder among the temporary files of the system.
  init() throws {
    let variable = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    var template = Array("\(variable.isEmpty ? "/tmp" : variable)/lede-eval-XXXXXX".utf8CString)
    guard let made = unsafe mkdtemp(&template) else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandError("no temporary folder can be made (\(reason)); set TMPDIR to one that can")
    }
    path = unsafe String(cString: made)
  }

  deinit {
    // Whatever cannot be removed is left to the system, which clears its temporary files.
    if let folder = unsafe opendir(path) {
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          unsafe String(decoding: unsafe bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { unsafe unlink("\(path)/\(name)") }
      }
      unsafe closedir(folder)
    }
    unsafe rmdir(path)
  }
}
