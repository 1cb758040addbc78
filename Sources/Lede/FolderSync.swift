internal import Bytes
internal import Glibc
internal import Ingestion
internal import InvertedIndex

/// What has to be done so that an index agrees with the files: which are new, changed, gone.
struct FolderSync {
  /// Where the documents of an indexed file are.
  struct IndexedFile {
    let segment: Int
    let file: SourceFile

    var documents: [DocID] {
      (0..<file.documentCount).map { file.firstDocument + DocID($0) }
    }
  }

  /// Files to be read, in the order of discovery.
  private(set) var toRead: [DiscoveredFile] = []
  /// Files that are in the index as they are.
  private(set) var unchanged = 0
  /// Indexed files that are gone.
  private(set) var gone: [IndexedFile] = []
  /// What is in the index of files, old versions of those to be read among them, by path.
  private(set) var indexed: [[UInt8]: [IndexedFile]] = [:]

  /// Compares what `discovery` found at and below `roots` with `segments`; files of the index itself,
  /// which is in the folder `index`, are passed over.
  init(
    _ discovery: FileDiscovery, roots: [String], index: String, segments: [SegmentView]
  ) throws(IndexError) {
    let own = Array(Self.absolute(index).utf8) + [UInt8(ascii: "/")]
    for (i, view) in segments.enumerated() {
      for file in try view.segment.files() where view.isKept(file.firstDocument) {
        indexed[file.path, default: []].append(IndexedFile(segment: i, file: file))
      }
    }
    var found: Set<[UInt8]> = []
    for file in discovery.files where !file.pathBytes.starts(with: own) {
      found.insert(file.pathBytes)
      if let known = indexed[file.pathBytes],
        known.allSatisfy({
          $0.file.size == file.size && $0.file.modified == file.modifiedNanoseconds
        })
      {
        unchanged += 1
      } else {
        toRead.append(file)
      }
    }
    // What could not be read, or lies below a folder that could not, is not known to be gone.
    let unread = discovery.failures.map { Array($0.path.utf8) + [UInt8(ascii: "/")] }
    let folders = roots.filter { FileSystem.isFolder($0) }.map {
      Array(($0.hasSuffix("/") ? $0 : $0 + "/").utf8)
    }
    for (path, files) in indexed
    where !found.contains(path) && folders.contains(where: { path.starts(with: $0) })
      && !unread.contains(where: { (path + [UInt8(ascii: "/")]).starts(with: $0) })
    {
      gone += files
    }
  }

  /// `path` from the root, links of its own resolved; as it is if there is nothing there.
  static func absolute(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
