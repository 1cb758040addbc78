internal import Bytes

/// A section being written: pages with their checksums, kept in memory while small, then spilled
/// to a file of its own beside the segment.
struct SectionWriter: ~Copyable {
  /// The bytes under one checksum.
  static let pageBytes = 65_536
  private static let memoryBytes = 64 * pageBytes

  let id: SectionID
  let path: String
  private(set) var checksums: [UInt64] = []
  /// The number of bytes appended.
  private(set) var count = 0
  private var page: [UInt8] = []
  private var kept: [UInt8] = []
  private var spill: FileWriter?

  /// A section of the segment that will stand at `segmentPath`.
  init(_ id: SectionID, segmentPath: String) {
    self.id = id
    path = segmentPath + "." + String(id.rawValue) + ".lede-tmp"
    page.reserveCapacity(Self.pageBytes)
  }

  mutating func append(_ bytes: [UInt8]) throws(IndexError) {
    let error: IndexError? = unsafe bytes.withUnsafeBytes { source in
      do throws(IndexError) { try unsafe append(source) } catch { return error }
      return nil
    }
    if let error { throw error }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(IndexError) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let part = unsafe rest.prefix(Self.pageBytes - page.count)
      unsafe page.append(contentsOf: part)
      unsafe rest = unsafe rest.dropFirst(part.count)
      if page.count == Self.pageBytes { try endPage() }
    }
    count += bytes.count
  }

  private mutating func endPage() throws(IndexError) {
    checksums.append(Checksum.of(page))
    kept.append(contentsOf: page)
    page.removeAll(keepingCapacity: true)
    if kept.count >= Self.memoryBytes { try flush() }
  }

  private mutating func flush() throws(IndexError) {
    do throws(SystemError) {
      if spill == nil { spill = try FileWriter(path: path) }
      try spill?.write(kept)
    } catch { throw IndexError(error) }
    kept.removeAll(keepingCapacity: true)
  }

  /// Appends the whole section to `file` and removes the spill.
  consuming func finish(into file: inout FileWriter) throws(IndexError) -> [UInt64] {
    if !page.isEmpty { try endPage() }
    let spilled = spill != nil
    if spilled {
      if !kept.isEmpty { try flush() }
      do throws(SystemError) {
        if let spill = consume spill { try spill.close(sync: false) }
        let mapped = try MappedFile(path: path)
        unsafe try file.write(UnsafeRawBufferPointer(start: mapped.base, count: mapped.count))
        try FileSystem.remove(path)
      } catch { throw IndexError(error) }
    } else {
      do throws(SystemError) { try file.write(kept) } catch { throw IndexError(error) }
    }
    return checksums
  }
}
