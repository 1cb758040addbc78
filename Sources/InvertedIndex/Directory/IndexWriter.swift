internal import Bytes

/// The one writer of an index: holds its lock, adds segments, deletes documents, commits.
///
/// Nothing is visible to readers before `commit` returns; a writer that dies before leaves the last
/// commit as it was, and the next writer removes what it left behind.
public struct IndexWriter: ~Copyable {
  /// The last commit.
  public private(set) var snapshot: IndexSnapshot
  private let schema: IndexSchema
  private let lock: FileLock
  private var nextNumber: Int
  private var pending: [SegmentView]
  private var attributes: [String: String]

  /// Opens the index in the folder `path` for writing, creating it if there is none.
  ///
  /// - Parameter attributes: recorded if the index is new.
  /// - Throws: `IndexError.locked` if another process writes to it, `.notAnIndex` if the folder
  ///   holds other things, and what opening an index throws.
  public init(
    path: String, schema: IndexSchema, attributes: [String: String]
  ) throws(IndexError) {
    let manifest = path + "/" + IndexManifest.fileName
    if !FileSystem.exists(manifest), FileSystem.exists(path) { try Self.refuseForeign(path) }
    try system { () throws(SystemError) in try FileSystem.createFolder(path) }
    let lock = try Self.takeLock(path)
    // Asked once the lock is held: another writer may have made the first commit just before.
    let snapshot =
      FileSystem.exists(manifest)
      ? try IndexSnapshot(path: path) : IndexSnapshot(emptyAt: path, attributes: attributes)
    try Self.removeLeftovers(of: snapshot)
    self.lock = lock
    self.schema = schema
    self.snapshot = snapshot
    self.attributes = snapshot.attributes
    pending = snapshot.segments
    nextNumber = (snapshot.segments.map(\.number).max() ?? 0) + 1
  }

  private static func takeLock(_ folder: String) throws(IndexError) -> FileLock {
    let path = folder + "/lock"
    do throws(SystemError) { return try FileLock(path: path) } catch {
      guard error.isLocked else { throw IndexError(error) }
      let holder = FileLock.holder(path: path).map { " (process \($0))" } ?? ""
      throw IndexError(
        .locked, path: folder,
        reason: "another process\(holder) is writing to this index; wait until it is done")
    }
  }

  /// Refuses a folder that holds anything but a README and what an index leaves behind.
  private static func refuseForeign(_ path: String) throws(IndexError) {
    guard FileSystem.isFolder(path) else {
      throw IndexError(
        .notAnIndex, path: path, reason: "this is a file; name a folder with --index")
    }
    let names = try system { () throws(SystemError) in try FileSystem.names(in: path) }
    if let foreign = names.first(where: { !isOurs($0) && $0 != "README.md" && $0 != ".gitignore" })
    {
      throw IndexError(
        .notAnIndex, path: path,
        reason: "this folder holds other things ('\(foreign)'); name a new or empty one with "
          + "--index")
    }
  }

  private static func isOurs(_ name: String) -> Bool {
    name == "lock" || name == IndexManifest.fileName || IndexManifest.Entry.isOurs(name)
      || name.hasSuffix(".lede-tmp")
  }

  /// Removes files of ours that the last commit does not name.
  private static func removeLeftovers(of snapshot: IndexSnapshot) throws(IndexError) {
    var wanted: Set<String> = ["lock", IndexManifest.fileName]
    for view in snapshot.segments {
      wanted.formUnion(IndexManifest.Entry(view).fileNames)
    }
    do throws(SystemError) {
      for name in try FileSystem.names(in: snapshot.path)
      where isOurs(name) && !wanted.contains(name) {
        try FileSystem.remove(snapshot.path + "/" + name)
      }
    } catch { throw IndexError(error) }
  }

  /// The segments of the next commit.
  public var segments: [SegmentView] { pending }

  /// Deletes `documents` from the segment `i` of `segments` with the next commit.
  public mutating func delete(_ documents: [DocID], fromSegment i: Int) {
    let view = pending[i]
    var deleted = view.deleted ?? DocumentSet(capacity: view.segment.documentCount)
    for document in documents { deleted.insert(document) }
    pending[i] = SegmentView(
      segment: view.segment, number: view.number, deleted: deleted,
      deletedGeneration: snapshot.generation + 1, hidden: view.hidden,
      hiddenGeneration: view.hiddenGeneration)
  }

  /// Merges the segment files at `runs`, in their order, into one more segment and removes them.
  public mutating func append(runs: [String]) throws(IndexError) {
    var views: [SegmentView] = []
    for run in runs {
      views.append(
        SegmentView(
          segment: try Segment(path: run), number: 0, deleted: nil, deletedGeneration: 0))
    }
    if views.count == 1, let run = runs.first {
      let number = takeNumber()
      let path = snapshot.path + "/" + IndexManifest.Entry.fileName(number)
      try system { () throws(SystemError) in
        try FileSystem.rename(run, to: path)
        try FileSystem.sync(path)
      }
      try appendSegment(number)
    } else if !views.isEmpty {
      try appendSegment(try merge(views))
      for run in runs { try system { () throws(SystemError) in try FileSystem.remove(run) } }
    }
  }

  /// Encodes `runs`, in their order, as one more segment, on so many threads.
  public mutating func append(
    _ runs: consuming [InvertedRun], threads: Int
  ) throws(IndexError) {
    guard !runs.isEmpty else { return }
    let number = takeNumber()
    _ = try RunJoiner(runs, schema: schema).write(
      to: snapshot.path + "/" + IndexManifest.Entry.fileName(number), threads: threads, sync: true)
    try appendSegment(number)
  }

  private mutating func takeNumber() -> Int {
    defer { nextNumber += 1 }
    return nextNumber
  }

  private mutating func merge(_ views: [SegmentView]) throws(IndexError) -> Int {
    let number = takeNumber()
    var merger = try SegmentMerger(views, schema: schema)
    _ = try merger.write(
      to: snapshot.path + "/" + IndexManifest.Entry.fileName(number), sync: true)
    return number
  }

  private func opened(_ number: Int) throws(IndexError) -> SegmentView {
    SegmentView(
      segment: try Segment(path: snapshot.path + "/" + IndexManifest.Entry.fileName(number)),
      number: number, deleted: nil, deletedGeneration: 0)
  }

  private mutating func appendSegment(_ number: Int) throws(IndexError) {
    pending.append(try opened(number))
  }

  /// Merges neighbours so that each segment holds at least twice as many documents as the next.
  ///
  /// So there are at most about log2(n) segments, and a document is merged as often.
  public mutating func mergeSmall() throws(IndexError) {
    pending.removeAll { $0.keptCount == 0 }
    while let last = pending.last, pending.count >= 2,
      pending[pending.count - 2].keptCount < 2 * last.keptCount
    {
      try mergeSuffix(from: pending.count - 2)
    }
    // A segment that is mostly deleted is written anew.
    for i in pending.indices where pending[i].keptCount * 2 < pending[i].segment.documentCount {
      pending[i] = try opened(try merge([pending[i]]))
    }
  }

  /// Merges all segments into one, without deleted documents.
  public mutating func mergeAll() throws(IndexError) {
    pending.removeAll { $0.keptCount == 0 }
    if pending.count > 1 || pending.contains(where: { $0.deleted != nil }) {
      try mergeSuffix(from: 0)
    }
  }

  private mutating func mergeSuffix(from start: Int) throws(IndexError) {
    let merged = try merge(Array(pending[start...]))
    pending.removeSubrange(start...)
    try appendSegment(merged)
  }

  /// Makes the state of the writer the state of the index, durably, and removes what it replaced.
  ///
  /// Which documents are hidden is found out anew, over all segments.
  public mutating func commit() throws(IndexError) {
    let generation = snapshot.generation + 1
    pending = zip(pending, try CopySets(pending).hidden).map {
      $0.hiding($1, generation: generation)
    }
    let folder = snapshot.path
    var entries: [IndexManifest.Entry] = []
    for view in pending {
      let entry = IndexManifest.Entry(view)
      entries.append(entry)
      for kind in DocumentSet.Kind.allCases where entry.generation(of: kind) == generation {
        guard let name = entry.fileName(of: kind), let documents = view.documents(kind) else {
          continue
        }
        try system { () throws(SystemError) in
          try FileSystem.replace(
            folder + "/" + name,
            with: documents.encoded(kind, segment: entry.number, generation: generation))
        }
      }
    }
    let manifest = IndexManifest(
      generation: generation, attributes: attributes, segments: entries)
    try system { () throws(SystemError) in
      try FileSystem.sync(folder)
      try FileSystem.replace(folder + "/" + IndexManifest.fileName, with: manifest.encoded)
    }
    snapshot = try IndexSnapshot(path: folder, manifest: manifest)
    pending = snapshot.segments
    // The commit is made; what cannot be removed now, the next writer removes.
    try? Self.removeLeftovers(of: snapshot)
  }
}
