internal import Bytes

/// A compressed block of stored fields.
struct StoredFrame: Sendable {
  let documents: Int
  let byteCount: Int
  let frameBytes: Int
}

/// Compresses what is stored of documents in blocks of about 32 KiB.
struct StoredFrames {
  static let blockBytes = 32_768

  private var block = ByteWriter()
  private var documents = 0
  private var frames: [StoredFrame] = []
  private var bytes: [UInt8] = []

  /// Whether there are whole blocks to take.
  var isReady: Bool { !frames.isEmpty }

  /// Adds the stored bytes of the next document.
  mutating func append(_ fields: [UInt8]) {
    block.writeVariable(fields.count)
    block.bytes.append(contentsOf: fields)
    documents += 1
    if block.count >= Self.blockBytes { flush() }
  }

  /// Ends the block at hand.
  mutating func flush() {
    guard documents > 0 else { return }
    let frame = Compression.compress(block.bytes)
    frames.append(
      StoredFrame(documents: documents, byteCount: block.count, frameBytes: frame.count))
    bytes.append(contentsOf: frame)
    block.bytes.removeAll(keepingCapacity: true)
    documents = 0
  }

  /// The blocks that have ended, the one at hand as well if that is `ending`, and their bytes.
  mutating func take(ending: Bool) -> (frames: [StoredFrame], bytes: [UInt8]) {
    if ending { flush() }
    defer {
      frames = []
      bytes = []
    }
    return (frames, bytes)
  }
}

/// Writes what is stored of every document, compressed in blocks of about 32 KiB.
struct StoredFieldsWriter: ~Copyable {
  private(set) var stored: SectionWriter
  private var index = ByteWriter()
  private var pending = StoredFrames()
  private var nextDocument: DocID = 0

  init(stored: consuming SectionWriter) { self.stored = stored }

  /// Adds the stored bytes of the next document.
  mutating func append(_ fields: [UInt8]) throws(IndexError) {
    pending.append(fields)
    if pending.isReady { try flush() }
  }

  /// Adds a whole block that is compressed already, of `count` documents.
  mutating func append(
    frame: UnsafeRawBufferPointer, byteCount: Int, documents count: Int
  ) throws(IndexError) {
    try flush()
    try appendEntry(byteCount: byteCount, frameBytes: frame.count)
    try unsafe stored.append(frame)
    nextDocument += DocID(count)
  }

  private mutating func flush() throws(IndexError) {
    let (frames, bytes) = pending.take(ending: true)
    var offset = 0
    for frame in frames {
      try appendEntry(byteCount: frame.byteCount, frameBytes: frame.frameBytes)
      try stored.append(Array(bytes[offset..<offset + frame.frameBytes]))
      offset += frame.frameBytes
      nextDocument += DocID(frame.documents)
    }
  }

  private mutating func appendEntry(byteCount: Int, frameBytes: Int) throws(IndexError) {
    guard let byteCount = UInt32(exactly: byteCount), let frameBytes = UInt32(exactly: frameBytes)
    else {
      throw IndexError(.tooLarge, path: stored.path, reason: "an article passes 4 GB")
    }
    index.write(UInt64(stored.count))
    index.write(nextDocument)
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
