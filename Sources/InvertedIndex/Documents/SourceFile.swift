internal import Bytes

/// A file that documents were read from, as it was then.
public struct SourceFile: Sendable, Equatable {
  /// The bytes of its path.
  public internal(set) var path: [UInt8]
  /// Its size in bytes.
  public let size: Int
  /// When it was last changed, in nanoseconds since 1970.
  public let modified: Int64
  /// Its first document.
  public internal(set) var firstDocument: DocID
  /// The number of its documents, which follow one another.
  public internal(set) var documentCount: Int

  /// A file without documents yet.
  public init(path: [UInt8], size: Int, modified: Int64) {
    self.path = path
    self.size = size
    self.modified = modified
    firstDocument = 0
    documentCount = 0
  }

  private static let entryBytes = 24

  /// Writes a table: the number of files, an entry of fixed size for each, their paths.
  static func write(
    _ files: [SourceFile], to section: inout SectionWriter
  ) throws(IndexError) {
    var writer = ByteWriter()
    writer.write(UInt32(files.count))
    var first: DocID = 0
    for file in files {
      writer.write(first)
      writer.write(UInt32(file.documentCount))
      writer.write(UInt64(file.size))
      writer.write(UInt64(bitPattern: file.modified))
      first += DocID(file.documentCount)
    }
    try section.append(writer.bytes)
    var paths = TextColumnWriter(section: section)
    for file in files { try paths.append(file.path) }
    try paths.finish(into: &section)
  }

  /// The table in `bytes`, or nil if they are malformed.
  init?(table bytes: UnsafeRawBufferPointer, holding document: DocID) {
    guard let count = unsafe Self.count(bytes), count > 0 else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe Self.entry(bytes, middle).firstDocument <= document {
        low = middle
      } else {
        high = middle
      }
    }
    self = unsafe Self.entry(bytes, low)
    path = unsafe Self.paths(bytes, count)[low]
  }

  /// All files of the table in `bytes`, or nil if they are malformed.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [SourceFile]? {
    guard let count = unsafe count(bytes) else { return nil }
    var files: [SourceFile] = []
    files.reserveCapacity(count)
    unsafe paths(bytes, count).forEach { i, path in
      var file = unsafe entry(bytes, i)
      file.path = path
      files.append(file)
    }
    return files.count == count ? files : nil
  }

  private static func count(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var reader = unsafe ByteReader(bytes)
    let count = Int(reader.read(UInt32.self))
    return !reader.failed && bytes.count >= 4 + count * entryBytes ? count : nil
  }

  private static func entry(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> SourceFile {
    var reader = unsafe ByteReader(bytes)
    reader.skip(4 + i * entryBytes)
    let first = reader.read(UInt32.self)
    let count = Int(reader.read(UInt32.self))
    let size = Int(truncatingIfNeeded: reader.read(UInt64.self))
    var file = SourceFile(
      path: [], size: size, modified: Int64(bitPattern: reader.read(UInt64.self)))
    file.firstDocument = first
    file.documentCount = count
    return file
  }

  private static func paths(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> TextColumn {
    unsafe TextColumn(
      UnsafeRawBufferPointer(rebasing: bytes[(4 + count * entryBytes)...]), count: count)
  }
}
