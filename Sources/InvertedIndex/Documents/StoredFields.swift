internal import Bytes

/// Writes what is stored of every document, compressed in blocks of about 32 KiB.
struct StoredFieldsWriter: ~Copyable {
  static let blockBytes = 32_768

  private(set) var stored: SectionWriter
  private var index = ByteWriter()
  private var block: [UInt8] = []
  private var firstDocument: DocID = 0
  private var nextDocument: DocID = 0

  init(stored: consuming SectionWriter) { self.stored = stored }

  /// Adds the stored bytes of the next document.
  mutating func append(_ fields: [UInt8]) throws(IndexError) {
    var writer = ByteWriter()
    writer.writeVariable(fields.count)
    block.append(contentsOf: writer.bytes)
    block.append(contentsOf: fields)
    nextDocument += 1
    if block.count >= Self.blockBytes { try flush() }
  }

  /// Adds a whole block that is compressed already, of `count` documents.
  mutating func append(
    frame: UnsafeRawBufferPointer, byteCount: Int, documents count: Int
  ) throws(IndexError) {
    try flush()
    try appendEntry(byteCount: byteCount, frameBytes: frame.count)
    try unsafe stored.append(frame)
    nextDocument += DocID(count)
    firstDocument = nextDocument
  }

  private mutating func flush() throws(IndexError) {
    guard !block.isEmpty else { return }
    let frame = Compression.compress(block)
    try appendEntry(byteCount: block.count, frameBytes: frame.count)
    try stored.append(frame)
    block.removeAll(keepingCapacity: true)
    firstDocument = nextDocument
  }

  private mutating func appendEntry(byteCount: Int, frameBytes: Int) throws(IndexError) {
    guard let byteCount = UInt32(exactly: byteCount), let frameBytes = UInt32(exactly: frameBytes)
    else {
      throw IndexError(.tooLarge, path: stored.path, reason: "an article passes 4 GB")
    }
    index.write(UInt64(stored.count))
    index.write(firstDocument)
    index.write(byteCount)
    index.write(frameBytes)
  }

  /// Ends both sections.
  consuming func finish(segmentPath: String) throws(IndexError) -> (SectionPair) {
    try flush()
    var blocks = SectionWriter(.storedBlocks, segmentPath: segmentPath)
    try blocks.append(index.bytes)
    return SectionPair(stored: stored, blocks: blocks)
  }

  struct SectionPair: ~Copyable {
    var stored: SectionWriter
    var blocks: SectionWriter
  }
}

/// One entry of the table of stored blocks.
struct StoredBlock {
  static let entryBytes = 20

  let offset: Int
  let firstDocument: DocID
  let byteCount: Int
  let frameBytes: Int

  init(_ entries: UnsafeRawBufferPointer, _ i: Int) {
    var reader = unsafe ByteReader(entries)
    reader.skip(i * Self.entryBytes)
    offset = Int(truncatingIfNeeded: reader.read(UInt64.self))
    firstDocument = reader.read(UInt32.self)
    byteCount = Int(reader.read(UInt32.self))
    frameBytes = Int(reader.read(UInt32.self))
  }
}
