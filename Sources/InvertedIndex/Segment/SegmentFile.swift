internal import Bytes
internal import CSIMD

/// A mapped segment file: its sections, each page checked the first time it is lent.
///
/// So no query reads a byte whose checksum was not verified, and decoding needs no checks of its
/// own: what was verified is what the writer wrote.
@safe final class SegmentFile: Sendable {
  struct Section: Sendable {
    let offset: Int
    let count: Int
    /// The index of its first checksum among those of all sections.
    let firstPage: Int
  }

  let path: String
  /// By their numbers; nil where a number is no section's.
  let sections: [Section?]
  /// The checksum of the header, which holds that of the table, which holds those of all pages: so
  /// it stands for the whole file.
  let checksum: UInt64
  private let file: MappedFile
  private let tableOffset: Int
  private let sectionCount: Int
  private let checksums: [UInt64]
  /// One byte a page: 1 once its checksum was found right.
  private nonisolated(unsafe) let verified: UnsafeMutablePointer<UInt8>

  var byteCount: Int { file.count }

  /// Maps the file and checks its header and table.
  init(path: String) throws(IndexError) {
    let file: MappedFile
    do throws(SystemError) { file = try MappedFile(path: path) } catch {
      throw error.isMissing
        ? IndexError(
          .damaged, path: path,
          reason: "the file is missing; restore it or build the index again") : IndexError(error)
    }
    self.file = file
    self.path = path
    let all = unsafe UnsafeRawBufferPointer(start: file.base, count: file.count)
    guard file.count >= SegmentFileWriter.headerBytes else {
      throw IndexError.damaged(path, "header")
    }
    var header = unsafe ByteReader(all)
    header.skip(SegmentFileWriter.magic.count)
    guard unsafe all.prefix(SegmentFileWriter.magic.count).elementsEqual(SegmentFileWriter.magic)
    else { throw IndexError.damaged(path, "header") }
    let version = header.read(UInt32.self)
    let sectionCount = Int(header.read(UInt32.self))
    let tableOffset = Int(truncatingIfNeeded: header.read(UInt64.self))
    let tableCount = Int(truncatingIfNeeded: header.read(UInt64.self))
    let tableChecksum = header.read(UInt64.self)
    let headerEnd = header.offset
    let headerChecksum = header.read(UInt64.self)
    guard
      unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: all[..<headerEnd])) == headerChecksum
    else { throw IndexError.damaged(path, "header") }
    guard version == SegmentFileWriter.version else { throw Self.incompatible(path, version) }
    guard tableOffset >= 0, tableCount >= 0, tableOffset <= file.count,
      tableCount <= file.count - tableOffset,
      unsafe Checksum.of(
        UnsafeRawBufferPointer(rebasing: all[tableOffset..<tableOffset + tableCount]))
        == tableChecksum
    else { throw IndexError.damaged(path, "table of sections") }

    var sections = [Section?](repeating: nil, count: 256)
    var checksums: [UInt64] = []
    var table = unsafe ByteReader(
      UnsafeRawBufferPointer(rebasing: all[tableOffset..<tableOffset + tableCount]))
    for _ in 0..<sectionCount {
      let number = table.read(UInt8.self)
      let offset = table.readVariable()
      let count = table.readVariable()
      let pages = Self.pages(count)
      guard !table.failed, offset >= SegmentFileWriter.headerBytes, offset <= tableOffset,
        count <= tableOffset - offset - SegmentFileWriter.padding
      else { throw IndexError.damaged(path, "table of sections") }
      // A section that this version does not know is one it can do without.
      if let id = SectionID(rawValue: number) {
        sections[Int(id.rawValue)] = Section(
          offset: offset, count: count, firstPage: checksums.count)
      }
      for _ in 0..<pages { checksums.append(table.read(UInt64.self)) }
    }
    guard !table.failed,
      SectionID.allCases.allSatisfy({ !$0.isRequired || sections[Int($0.rawValue)] != nil })
    else {
      throw IndexError.damaged(path, "table of sections")
    }
    guard table.isAtEnd, tableOffset + tableCount == file.count else {
      throw IndexError.damaged(path, "its end")
    }
    self.sections = sections
    self.tableOffset = tableOffset
    self.sectionCount = sectionCount
    checksum = headerChecksum
    self.checksums = checksums
    unsafe verified = .allocate(capacity: max(checksums.count, 1))
    unsafe verified.initialize(repeating: 0, count: max(checksums.count, 1))
  }

  deinit { unsafe verified.deallocate() }

  /// The error that the file is of another version of the format.
  private static func incompatible(_ path: String, _ version: UInt32) -> IndexError {
    let isOlder = version < SegmentFileWriter.version
    return IndexError(
      .incompatible, path: path,
      reason: "format version \(version) is \(isOlder ? "older" : "newer") than this program reads "
        + "(\(SegmentFileWriter.version)); "
        + (isOlder
          ? "remove the index and build it again" : "update lede or build the index again"))
  }

  /// Gives the memory that reading took back to the system; nothing else changes.
  func releasePages() { file.releasePages() }

  /// Where a section is; all were there when the file was opened.
  private func section(_ id: SectionID) -> Section? { sections[Int(id.rawValue)] }

  /// The size of a section in bytes.
  func count(of id: SectionID) -> Int { section(id)?.count ?? 0 }

  /// The start of a section, of which only bytes may be read that `pointer(to:of:)` has lent.
  func start(of id: SectionID) -> UnsafeRawPointer {
    unsafe file.base + (section(id)?.offset ?? 0)
  }

  /// The number of sections, unknown ones included, and the table of them, which was verified.
  var table: (sections: Int, offset: Int, bytes: UnsafeRawBufferPointer) {
    unsafe (
      sectionCount, tableOffset,
      UnsafeRawBufferPointer(start: file.base + tableOffset, count: file.count - tableOffset)
    )
  }

  /// The bytes of a whole section, verified; none if it is not there.
  func bytes(of id: SectionID) throws(IndexError) -> UnsafeRawBufferPointer {
    let count = count(of: id)
    return unsafe UnsafeRawBufferPointer(start: try pointer(to: 0..<count, of: id), count: count)
  }

  /// The first of the bytes in `range` of a section, all of them verified.
  ///
  /// - Throws: `IndexError.damaged` naming the section and the page.
  func pointer(to range: Range<Int>, of id: SectionID) throws(IndexError) -> UnsafeRawPointer {
    let section = section(id) ?? Section(offset: 0, count: 0, firstPage: 0)
    guard range.lowerBound >= 0, range.upperBound <= section.count
    else { throw IndexError.damaged(path, "section \(id.name), bytes past its end") }
    let base = unsafe file.base + section.offset
    if !range.isEmpty {
      let pages =
        range.lowerBound / SectionWriter.pageBytes...(range.upperBound - 1)
        / SectionWriter.pageBytes
      for page in pages where unsafe load_relaxed(verified + section.firstPage + page) == 0 {
        try verify(page: page, of: section, id)
      }
    }
    return unsafe base + range.lowerBound
  }

  /// Every damaged page of every section, and what is not zero between them.
  func damages() -> [IndexError] {
    var damages: [IndexError] = []
    for id in SectionID.allCases {
      guard let section = section(id) else { continue }
      for page in 0..<Self.pages(section.count) {
        do throws(IndexError) { try verify(page: page, of: section, id) } catch {
          damages.append(error)
        }
      }
      let end = section.offset + section.count
      if !isZero(end..<min((end + SegmentFileWriter.padding + 63) / 64 * 64, tableOffset)) {
        damages.append(IndexError.damaged(path, "the padding after section \(id.name)"))
      }
    }
    if !isZero(SegmentFileWriter.headerEnd..<SegmentFileWriter.headerBytes) {
      damages.append(IndexError.damaged(path, "header"))
    }
    return damages
  }

  private func isZero(_ range: Range<Int>) -> Bool {
    unsafe UnsafeRawBufferPointer(start: file.base + range.lowerBound, count: range.count)
      .allSatisfy { $0 == 0 }
  }

  private static func pages(_ count: Int) -> Int {
    count / SectionWriter.pageBytes + (count % SectionWriter.pageBytes == 0 ? 0 : 1)
  }

  private func verify(page: Int, of section: Section, _ id: SectionID) throws(IndexError) {
    let start = page * SectionWriter.pageBytes
    let count = min(SectionWriter.pageBytes, section.count - start)
    let bytes = unsafe UnsafeRawBufferPointer(
      start: file.base + section.offset + start, count: count)
    guard unsafe Checksum.of(bytes) == checksums[section.firstPage + page] else {
      throw IndexError.damaged(path, "section \(id.name), page \(page)")
    }
    unsafe store_relaxed(verified + section.firstPage + page, 1)
  }
}
