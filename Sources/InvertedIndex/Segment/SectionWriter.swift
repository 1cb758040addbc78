internal import Bytes

/// A section being written: pages with their checksums, kept in memory while few, then in a file of
/// their own beside the segment.
struct SectionWriter: ~Copyable {
  /// The bytes under one checksum.
  static let pageBytes = 65_536

  let id: SectionID
  private(set) var checksums: [UInt64] = []
  /// The number of bytes appended.
  private(set) var count = 0
  private var page: [UInt8] = []
  private var pages: Spool

  /// A section of the segment that will stand at `segmentPath`.
  init(_ id: SectionID, segmentPath: String) {
    self.id = id
    pages = Spool(path: segmentPath + "." + String(id.rawValue) + ".lede-tmp")
    page.reserveCapacity(Self.pageBytes)
  }

  /// Where its file is, if there is one.
  var path: String { pages.path }

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
    try pages.append(page)
    page.removeAll(keepingCapacity: true)
  }

  /// Appends the whole section to `file`.
  consuming func finish(into file: inout FileWriter) throws(IndexError) -> [UInt64] {
    if !page.isEmpty { try endPage() }
    let checksums = checksums
    try pages.finish(into: &file)
    return checksums
  }
}
