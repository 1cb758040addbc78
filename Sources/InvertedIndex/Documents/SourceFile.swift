internal import Bytes

/// A file that documents were read from, as it was then.
public struct SourceFile: Sendable, Equatable {
  /// The bytes of its path.
  public let path: [UInt8]
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

  static func encode(_ files: [SourceFile]) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVariable(files.count)
    for file in files {
      writer.writeVariable(file.size)
      writer.write(UInt64(bitPattern: file.modified))
      writer.writeVariable(file.documentCount)
    }
    writer.append(TextColumn.encode(files.map(\.path)))
    return writer.bytes
  }

  /// The files in `bytes`, or nil if they are malformed.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [SourceFile]? {
    var reader = unsafe ByteReader(bytes)
    let count = reader.readVariable()
    guard count <= bytes.count else { return nil }
    var sizes: [(Int, Int64, Int)] = []
    for _ in 0..<count {
      sizes.append(
        (
          reader.readVariable(), Int64(bitPattern: reader.read(UInt64.self)),
          reader.readVariable()
        ))
    }
    guard !reader.failed else { return nil }
    let paths = unsafe TextColumn(
      UnsafeRawBufferPointer(rebasing: bytes[reader.offset...]), count: count)
    var files: [SourceFile] = []
    var next = 0
    _ = paths.first { i, path in
      var file = SourceFile(path: path, size: sizes[i].0, modified: sizes[i].1)
      file.firstDocument = DocID(truncatingIfNeeded: next)
      file.documentCount = sizes[i].2
      next += sizes[i].2
      files.append(file)
      return false
    }
    return files.count == count ? files : nil
  }
}
