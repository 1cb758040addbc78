internal import Bytes

/// Writes the container of a segment: a header, the sections, and the table of their checksums.
///
/// The layout is specified in `Index/README.md`.
struct SegmentFileWriter: ~Copyable {
  static let magic = Array("LEDESEG\u{1}".utf8)
  static let version: UInt32 = 10
  static let headerBytes = 64
  /// The bytes of the header that mean something; the rest is zero.
  static let headerEnd = 48
  /// Zero bytes after every section, so that codes may be read in words of eight bytes.
  static let padding = 64

  private var file: FileWriter
  private var table = ByteWriter()
  private var sections: UInt32 = 0

  init(path: String) throws(IndexError) {
    file = try Self.create(path)
  }

  /// A writer that adds sections to a file that is whole; its header counts again once `finish` has
  /// written it.
  init(extending old: SegmentFile) throws(IndexError) {
    let (sections, offset, bytes) = unsafe old.table
    self.sections = UInt32(sections)
    unsafe table.bytes.append(contentsOf: bytes)
    file = try Self.open(old.path, at: offset)
  }

  private static func open(_ path: String, at offset: Int) throws(IndexError) -> FileWriter {
    do throws(SystemError) {
      // The header goes first: it would lead to a table that is written over.
      try FileSystem.overwrite(path, at: 0, with: [UInt8](repeating: 0, count: headerBytes))
      return try FileWriter(path: path, from: offset)
    } catch { throw IndexError(error) }
  }

  private static func create(_ path: String) throws(IndexError) -> FileWriter {
    do throws(SystemError) {
      var file = try FileWriter(path: path)
      try file.write([UInt8](repeating: 0, count: headerBytes))
      return file
    } catch { throw IndexError(error) }
  }

  /// Writes a section as a whole.
  mutating func append(_ section: consuming SectionWriter) throws(IndexError) {
    let id = section.id
    let count = section.count
    let offset = file.count
    let checksums = try section.finish(into: &file)
    table.write(id.rawValue)
    table.writeVariable(offset)
    table.writeVariable(count)
    for checksum in checksums { table.write(checksum) }
    sections += 1
    let end = (file.count + Self.padding + 63) / 64 * 64
    try write([UInt8](repeating: 0, count: end - file.count))
  }

  /// Writes the table and the header, and waits until all is on disk if `sync` is set.
  consuming func finish(path: String, sync: Bool) throws(IndexError) {
    let tableOffset = file.count
    try write(table.bytes)
    var header = ByteWriter()
    header.append(Self.magic)
    header.write(Self.version)
    header.write(sections)
    header.write(UInt64(tableOffset))
    header.write(UInt64(table.count))
    header.write(Checksum.of(table.bytes))
    header.write(Checksum.of(header.bytes))
    do throws(SystemError) {
      try file.close(sync: false)
      try Self.overwriteStart(of: path, with: header.bytes, sync: sync)
    } catch { throw IndexError(error) }
  }

  private mutating func write(_ bytes: [UInt8]) throws(IndexError) {
    do throws(SystemError) { try file.write(bytes) } catch { throw IndexError(error) }
  }

  /// The header goes in last: a file without it is no segment.
  private static func overwriteStart(
    of path: String, with bytes: [UInt8], sync: Bool
  ) throws(SystemError) {
    try FileSystem.overwrite(path, at: 0, with: bytes)
    if sync { try FileSystem.sync(path) }
  }
}
