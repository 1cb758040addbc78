internal import Bytes

/// Documents inverted in memory, not yet encoded: what a `SegmentBuilder` collected, sorted by term.
///
/// Runs are joined into one segment by `RunJoiner`. What a run takes most memory for can be moved to
/// a file, which is then mapped; nothing else changes.
public struct InvertedRun: Sendable {
  /// Where an occurrence has its document: above the position.
  enum Width: Sendable {
    /// Four bytes, the position in that many of the lowest bits.
    case narrow(positionBits: Int)
    /// Eight bytes, the position in the lower half.
    case wide
  }

  /// The number of documents.
  let documentCount: Int
  let files: [SourceFile]
  /// What is stored of the documents, in compressed blocks.
  let stored: [StoredFrame]
  let width: Width
  /// What `RunDocuments` holds.
  private(set) var documents: RunBytes
  private(set) var terms: RunTerms
  private(set) var occurrences: RunBytes
  private(set) var frames: RunBytes
  /// The file that the bulk was moved to.
  private var file: MappedFile?

  init(
    documents: RunDocuments, files: [SourceFile], stored: [StoredFrame], frames: RunBytes,
    width: Width, terms: RunTerms, occurrences: RunBytes
  ) {
    documentCount = documents.count
    self.documents = RunBytes(copying: documents.bytes)
    self.files = files
    self.stored = stored
    self.frames = frames
    self.width = width
    self.terms = terms
    self.occurrences = occurrences
  }

  /// Where everything stands; valid as long as the run.
  func view(firstDocument: DocID) -> RunView {
    unsafe RunView(
      entries: terms.entries.elements(RunTerm.self), sources: terms.sources.elements(UInt32.self),
      tails: terms.tails.buffer, occurrences: occurrences.buffer, width: width,
      documentCount: documentCount, firstDocument: firstDocument)
  }

  /// The memory that can be moved to a file, in bytes.
  public var movableBytes: Int {
    documents.count + terms.byteCount + occurrences.count + frames.count
  }

  /// Moves the bulk to a new file at `path`, which is removed at once and read through its mapping.
  public mutating func move(to path: String) throws(IndexError) {
    do throws(SystemError) {
      var file = try FileWriter(path: path)
      let offsets = [
        try Self.write(terms.entries, to: &file), try Self.write(terms.sources, to: &file),
        try Self.write(terms.tails, to: &file), try Self.write(occurrences, to: &file),
        try Self.write(frames, to: &file), try Self.write(documents, to: &file),
      ]
      try file.close(sync: false)
      let mapped = try MappedFile(path: path)
      try FileSystem.remove(path)
      terms = RunTerms(
        entries: terms.entries.moved(to: mapped, at: offsets[0]),
        sources: terms.sources.moved(to: mapped, at: offsets[1]),
        tails: terms.tails.moved(to: mapped, at: offsets[2]))
      occurrences = occurrences.moved(to: mapped, at: offsets[3])
      frames = frames.moved(to: mapped, at: offsets[4])
      documents = documents.moved(to: mapped, at: offsets[5])
      self.file = mapped
    } catch { throw IndexError(error) }
  }

  /// Gives the memory that reading the file took back to the system, if there is one.
  func releasePages() { file?.releasePages() }

  /// The system keeps what is written at once in one piece, and counts all of a piece of which a byte is
  /// read to the memory of the reader: of hundreds of runs, each read at some places, the pieces must be
  /// small.
  private static let partBytes = 65_536

  /// Writes `bytes` at a multiple of 64 and returns where.
  private static func write(
    _ bytes: RunBytes, to file: inout FileWriter
  ) throws(SystemError) -> Int {
    let offset = (file.count + 63) / 64 * 64
    if offset > file.count {
      try file.write([UInt8](repeating: 0, count: offset - file.count))
    }
    for start in stride(from: 0, to: bytes.count, by: partBytes) {
      let end = min(start + partBytes, bytes.count)
      try unsafe file.write(UnsafeRawBufferPointer(rebasing: bytes.buffer[start..<end]))
    }
    return offset
  }
}
