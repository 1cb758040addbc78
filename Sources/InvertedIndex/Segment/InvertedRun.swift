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

  /// The documents, without what is stored of them.
  let documents: [DocumentRecord]
  let files: [SourceFile]
  /// What is stored of the documents, in compressed blocks.
  let stored: [StoredFrame]
  let width: Width
  /// The number of tokens.
  let tokenCount: Int
  private(set) var terms: RunTerms
  private(set) var occurrences: RunBytes
  private(set) var frames: RunBytes

  init(
    documents: [DocumentRecord], files: [SourceFile], stored: [StoredFrame], frames: RunBytes,
    width: Width, tokenCount: Int, terms: RunTerms, occurrences: RunBytes
  ) {
    self.documents = documents
    self.files = files
    self.stored = stored
    self.frames = frames
    self.width = width
    self.tokenCount = tokenCount
    self.terms = terms
    self.occurrences = occurrences
  }

  /// The memory that can be moved to a file, in bytes.
  public var movableBytes: Int { terms.byteCount + occurrences.count + frames.count }

  /// Moves the bulk to a new file at `path`, which is removed at once and read through its mapping.
  public mutating func move(to path: String) throws(IndexError) {
    do throws(SystemError) {
      var file = try FileWriter(path: path)
      let offsets = [
        try Self.write(terms.entries, to: &file), try Self.write(terms.sources, to: &file),
        try Self.write(terms.tails, to: &file), try Self.write(occurrences, to: &file),
        try Self.write(frames, to: &file),
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
    } catch { throw IndexError(error) }
  }

  /// Writes `bytes` at a multiple of 64 and returns where.
  private static func write(
    _ bytes: RunBytes, to file: inout FileWriter
  ) throws(SystemError) -> Int {
    let offset = (file.count + 63) / 64 * 64
    if offset > file.count {
      try file.write([UInt8](repeating: 0, count: offset - file.count))
    }
    try unsafe file.write(bytes.buffer)
    return offset
  }
}

/// Bytes that do not change, in memory or in a mapped file.
@safe struct RunBytes: Sendable {
  private let owner: any AnyObject & Sendable
  private nonisolated(unsafe) let base: UnsafeRawPointer
  let count: Int

  /// The first `count` bytes of `block`.
  init(_ block: MemoryBlock, count: Int) {
    precondition(count <= block.count)
    owner = block
    unsafe base = UnsafeRawPointer(block.base)
    self.count = count
  }

  /// A copy of `array`.
  init<Element: BitwiseCopyable>(copying array: [Element]) {
    let count = array.count * MemoryLayout<Element>.stride
    let block = MemoryBlock(count: count)
    unsafe array.withUnsafeBytes { unsafe block.base.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(block.base), byteCount: count) }
    self.init(block, count: count)
  }

  private init(owner: any AnyObject & Sendable, base: UnsafeRawPointer, count: Int) {
    self.owner = owner
    unsafe self.base = base
    self.count = count
  }

  /// The same bytes as they stand in `file` at `offset`.
  func moved(to file: MappedFile, at offset: Int) -> RunBytes {
    precondition(offset + count <= file.count)
    return unsafe RunBytes(owner: file, base: file.base + offset, count: count)
  }

  /// The bytes; valid as long as this.
  var buffer: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes as elements; valid as long as this.
  func elements<Element: BitwiseCopyable>(_ type: Element.Type) -> UnsafeBufferPointer<Element> {
    unsafe buffer.assumingMemoryBound(to: Element.self)
  }
}

/// A term of a run, or one that is derived from terms of the run.
struct RunTerm: BitwiseCopyable, Sendable {
  let key: TermKey
  let tail: TermTail
  /// The first of its occurrences, or, if it is derived, of the terms that it comes from.
  let first: UInt32
  /// How many of them there are; the highest bit is set if the term is derived.
  private let countAndKind: UInt32

  init(key: TermKey, tail: TermTail, first: Int, count: Int, isDerived: Bool) {
    self.key = key
    self.tail = tail
    self.first = UInt32(first)
    countAndKind = UInt32(count) | (isDerived ? 1 << 31 : 0)
  }

  var isDerived: Bool { countAndKind >> 31 == 1 }
  var range: Range<Int> {
    let first = Int(first)
    return first..<first + Int(countAndKind & 0x7FFF_FFFF)
  }
}

/// The terms of a run in the order of their keys, with the derived ones among them.
@safe struct RunTerms: Sendable {
  /// A `RunTerm` each.
  let entries: RunBytes
  /// The entries that derived terms come from, as `UInt32`.
  let sources: RunBytes
  let tails: RunBytes

  var byteCount: Int { entries.count + sources.count + tails.count }
  var count: Int { entries.count / MemoryLayout<RunTerm>.stride }

  @inline(__always)
  subscript(_ i: Int) -> RunTerm { unsafe entries.elements(RunTerm.self)[i] }

  /// The entries that the derived `term` comes from.
  func sources(of term: RunTerm) -> UnsafeBufferPointer<UInt32> {
    unsafe UnsafeBufferPointer(rebasing: sources.elements(UInt32.self)[term.range])
  }

  /// The first entry whose key is not before `key`, tails apart.
  func lowerBound(_ key: TermKey) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether `a` of these terms is before `b` of `other`.
  @inline(__always)
  func precedes(_ a: RunTerm, _ b: RunTerm, of other: RunTerms) -> Bool {
    if a.key != b.key || !a.key.isCut { return a.key.precedes(b.key) }
    return unsafe InvertedIndex.precedes(a.tail.bytes(in: tails.buffer), b.tail.bytes(in: other.tails.buffer))
  }

  /// Whether `a` of these terms is the same as `b` of `other`.
  @inline(__always)
  func equals(_ a: RunTerm, _ b: RunTerm, of other: RunTerms) -> Bool {
    if a.key != b.key { return false }
    return unsafe !a.key.isCut
      || a.tail.bytes(in: tails.buffer).elementsEqual(b.tail.bytes(in: other.tails.buffer))
  }

  /// Appends the field and the bytes of `term`.
  func appendBytes(of term: RunTerm, to bytes: inout [UInt8]) {
    term.key.appendBytes(to: &bytes)
    if term.key.isCut {
      unsafe bytes.append(contentsOf: term.tail.bytes(in: tails.buffer))
    }
  }
}
