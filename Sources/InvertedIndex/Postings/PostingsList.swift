/// The postings of one term in one segment: where its blocks are and how to decode them.
///
/// Lists of a block or more state, besides, how much postings can score in every cell of documents;
/// dense ones have a bit for each document of the segment instead of gaps (`PostingsList+Dense`).
/// The bytes lie in the mapped segment, whose checksums were verified when the list was opened;
/// the segment must outlive the list. A block holds `blockCount` postings, the last one fewer.
@safe @frozen public struct PostingsList: Sendable, BitwiseCopyable {
  /// The postings of every block but the last.
  public static let blockCount = 128
  /// The numbers that decoding a block may write behind it.
  public static let decodingMargin = 8

  /// The number of documents.
  public let documentFrequency: Int
  /// The sum of the frequencies.
  public let totalFrequency: Int
  /// The number of blocks, at least 1.
  public let blocks: Int
  /// Whether positions can be read.
  public let hasPositions: Bool

  /// Whether it is another term's, so that its levels are by that one's lengths.
  public let isShared: Bool

  /// The number of cells; 0 unless `hasHeaders`.
  public let cells: Int
  /// The binary logarithm of the documents in a cell; only where `hasHeaders`.
  public let cellShift: Int

  @usableFromInline nonisolated(unsafe) let headers: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let levels: UnsafePointer<UInt8>?
  @usableFromInline nonisolated(unsafe) let bits: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let ranks: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let payload: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let positions: UnsafeRawPointer?
  @usableFromInline let headerStride: Int
  @usableFromInline let single: (document: DocID, frequency: UInt32)

  /// A list of one posting, whose positions start at `positions` as variable bytes.
  init(document: DocID, frequency: UInt32, positions: UnsafeRawPointer?) {
    documentFrequency = 1
    totalFrequency = Int(frequency)
    blocks = 1
    hasPositions = unsafe positions != nil
    isShared = false
    (cells, cellShift) = (0, 0)
    unsafe headers = nil
    unsafe levels = nil
    unsafe (bits, ranks) = (nil, nil)
    unsafe payload = nil
    unsafe self.positions = unsafe positions
    headerStride = 0
    single = (document, frequency)
  }

  /// The list whose bytes start at `postings` and, if it has them, `positions`, in a segment of so
  /// many `documents`.
  init(
    documentFrequency: Int, totalFrequency: Int, documents: Int, postings: UnsafeRawPointer,
    positions: UnsafeRawPointer?
  ) {
    self.documentFrequency = documentFrequency
    self.totalFrequency = totalFrequency
    hasPositions = unsafe positions != nil
    isShared = false
    unsafe self.positions = unsafe positions
    single = (.end, 0)
    headerStride = unsafe positions != nil ? 12 : 8
    guard documentFrequency >= Self.blockCount else {
      blocks = 1
      (cells, cellShift) = (0, 0)
      unsafe headers = nil
      unsafe levels = nil
      unsafe (bits, ranks) = (nil, nil)
      unsafe payload = unsafe postings
      return
    }
    blocks = (documentFrequency + Self.blockCount - 1) / Self.blockCount
    cellShift = PostingsLayout.cellShift(frequency: documentFrequency, documents: documents)
    cells = PostingsLayout.cells(shift: cellShift, documents: documents)
    unsafe headers = unsafe postings
    let levels = unsafe postings + blocks * headerStride
    unsafe self.levels = unsafe levels.assumingMemoryBound(to: UInt8.self)
    let next = unsafe levels + cells
    guard PostingsLayout.isDense(frequency: documentFrequency, documents: documents) else {
      unsafe (bits, ranks) = (nil, nil)
      unsafe payload = unsafe next
      return
    }
    unsafe bits = unsafe next
    let ranks = unsafe next + 8 * PostingsLayout.words(documents: documents)
    unsafe self.ranks = unsafe ranks
    unsafe payload = unsafe ranks + 4 * PostingsLayout.ranks(documents: documents)
  }

  /// The list of a term that has the postings of another, without their positions.
  init(sharing list: PostingsList) {
    isShared = true
    documentFrequency = list.documentFrequency
    totalFrequency = list.totalFrequency
    blocks = list.blocks
    hasPositions = false
    cells = list.cells
    cellShift = list.cellShift
    unsafe headers = unsafe list.headers
    unsafe levels = unsafe list.levels
    unsafe bits = unsafe list.bits
    unsafe ranks = unsafe list.ranks
    unsafe payload = unsafe list.payload
    unsafe positions = nil
    headerStride = list.headerStride
    single = list.single
  }

  /// The number of postings in `block`.
  @inlinable @inline(__always)
  public func count(ofBlock block: Int) -> Int {
    block &+ 1 < blocks
      ? Self.blockCount : documentFrequency &- (blocks &- 1) &* Self.blockCount
  }

  /// The last document of `block`; only where `hasHeaders`.
  @inlinable @inline(__always)
  public func lastDocument(ofBlock block: Int) -> DocID {
    guard let headers = unsafe headers else { return .end }
    return unsafe headers.loadUnaligned(fromByteOffset: block &* headerStride, as: DocID.self)
  }

  /// Where the positions of `block` start, in bytes.
  func positionsOffset(ofBlock block: Int) -> Int {
    guard let headers = unsafe headers else { return 0 }
    return Int(
      unsafe headers.loadUnaligned(
        fromByteOffset: block &* headerStride &+ 8, as: UInt32.self))
  }

  /// Whether the last documents of blocks and the levels of cells are stored: from 128 postings on.
  @inlinable public var hasHeaders: Bool { unsafe headers != nil }

  /// The first block at or after `block` whose last document is not before `target`, or `blocks`.
  ///
  /// - Complexity: logarithmic in the distance.
  @inlinable public func block(holding target: DocID, from block: Int) -> Int {
    guard hasHeaders else { return block }
    if block >= blocks || lastDocument(ofBlock: block) >= target { return block }
    var step = 1
    var low = block  // its last document is before the target
    while low &+ step < blocks && lastDocument(ofBlock: low &+ step) < target {
      low &+= step
      step &+= step
    }
    var high = min(low &+ step, blocks)
    while high &- low > 1 {
      let middle = (low &+ high) &>> 1
      if lastDocument(ofBlock: middle) < target { low = middle } else { high = middle }
    }
    return high
  }

  /// The blocks that may hold documents of `range`.
  public func blocks(holding range: Range<DocID>) -> Range<Int> {
    guard let last = range.last else { return 0..<0 }
    guard hasHeaders else { return 0..<blocks }
    let first = block(holding: range.lowerBound, from: 0)
    return first..<min(block(holding: last, from: first) + 1, blocks)
  }

  /// The highest level of the postings in each cell on the `ImpactScale` of the segment, 0 where there
  /// are none; nil unless `hasHeaders`.
  @inlinable public var cellLevels: UnsafePointer<UInt8>? { unsafe levels }
}
