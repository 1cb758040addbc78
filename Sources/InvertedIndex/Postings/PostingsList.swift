public import Bytes

/// The postings of one term in one segment: where its blocks are and how to decode them.
///
/// Lists of a block or more state, besides, how much postings can score in every cell of documents;
/// dense ones have a bit for each document of the segment instead of gaps (`PostingsList+Dense`).
/// The bytes lie in the mapped segment, whose checksums were verified when the list was opened;
/// the segment must outlive the list. A block holds `blockCount` postings, the last one fewer.
@safe @frozen public struct PostingsList: Sendable, BitwiseCopyable {
  /// The postings of every block but the last.
  public static let blockCount = 128
  /// The postings that a list names as champions at least, if it does.
  public static let leastChampions = 10
  /// What is kept of so many documents, as their lengths of two bytes, takes half of a cache of 1 MB.
  @usableFromInline static let farDocuments = 1 << 18
  /// The numbers that decoding a block may write behind it: those of a word of bits.
  public static let decodingMargin = max(64, AscendingCode.margin)

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
  /// The number of champions; 0 if the list names none.
  public let championCount: Int
  /// The champions; nil if the list names none.
  private nonisolated(unsafe) let champions: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let levels: UnsafePointer<UInt8>?
  @usableFromInline nonisolated(unsafe) let bits: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let ranks: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let payload: UnsafeRawPointer?
  @usableFromInline nonisolated(unsafe) let positions: UnsafeRawPointer?
  /// What the header of a block has one after the other: its last document, the offsets of its payload and of its
  /// positions, and the bits of all three.
  @usableFromInline let lastDocuments: BlockColumn
  private let payloadOffsets: BlockColumn
  private let positionOffsets: BlockColumn
  @usableFromInline let headerWidth: Int
  /// The bits of a document among the champions.
  private let documentWidth: Int
  /// In a dense list, the postings before every eighth word of bits.
  @usableFromInline let rankColumn: BlockColumn
  /// The lower bits of the frequencies by `AscendingCode`.
  let frequencyShift: Int
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
    unsafe champions = nil
    championCount = 0
    unsafe levels = nil
    unsafe (bits, ranks) = (nil, nil)
    unsafe payload = nil
    unsafe self.positions = unsafe positions
    (lastDocuments, payloadOffsets, positionOffsets) = (BlockColumn(), BlockColumn(), BlockColumn())
    (documentWidth, headerWidth, frequencyShift) = (0, 0, 0)
    rankColumn = BlockColumn()
    single = (document, frequency)
  }

  /// The list whose bytes start at `postings` and, if it has them, `positions`, in a segment of so
  /// many `documents` of a mean length.
  init(
    documentFrequency: Int, totalFrequency: Int, documents: Int, meanLength: Int,
    postings: UnsafeRawPointer, positions: UnsafeRawPointer?
  ) {
    self.documentFrequency = documentFrequency
    self.totalFrequency = totalFrequency
    hasPositions = unsafe positions != nil
    isShared = false
    unsafe self.positions = unsafe positions
    single = (.end, 0)
    guard documentFrequency >= Self.blockCount else {
      blocks = 1
      (lastDocuments, payloadOffsets, positionOffsets) = (
        BlockColumn(), BlockColumn(), BlockColumn()
      )
      (documentWidth, headerWidth, frequencyShift) = (0, 0, 0)
      rankColumn = BlockColumn()
      (cells, cellShift) = (0, 0)
      unsafe headers = nil
      unsafe champions = nil
      championCount = 0
      unsafe levels = nil
      unsafe (bits, ranks) = (nil, nil)
      unsafe payload = unsafe postings
      return
    }
    blocks = (documentFrequency + Self.blockCount - 1) / Self.blockCount
    cellShift = PostingsLayout.cellShift(
      frequency: documentFrequency, documents: documents, meanLength: meanLength)
    cells = PostingsLayout.cells(shift: cellShift, documents: documents)
    documentWidth = PostingsLayout.width(below: documents)
    let first = unsafe postings.load(as: UInt8.self)
    frequencyShift = Int(first & ~PostingsLayout.championFlag)
    var offset = 1
    unsafe lastDocuments = BlockColumn(postings, &offset)
    unsafe payloadOffsets = BlockColumn(postings, &offset)
    unsafe positionOffsets =
      positions == nil ? BlockColumn() : BlockColumn(postings, &offset)
    headerWidth = Int(lastDocuments.width + payloadOffsets.width + positionOffsets.width)
    let headers = unsafe postings + offset
    unsafe self.headers = unsafe headers
    var levels = unsafe headers + (blocks * headerWidth + 7) / 8
    if first & PostingsLayout.championFlag != 0 {
      unsafe champions = unsafe levels
      championCount = PostingsLayout.champions(
        frequency: documentFrequency, documents: documents, hasPositions: hasPositions)
      unsafe levels += PostingsLayout.championBytes(championCount, documents: documents)
    } else {
      unsafe champions = nil
      championCount = 0
    }
    unsafe self.levels = unsafe levels.assumingMemoryBound(to: UInt8.self)
    let next = unsafe levels + cells
    guard
      PostingsLayout.isDense(
        frequency: documentFrequency, documents: documents, hasPositions: hasPositions)
    else {
      unsafe (bits, ranks) = (nil, nil)
      rankColumn = BlockColumn()
      unsafe payload = unsafe next
      return
    }
    unsafe bits = unsafe next
    offset = 8 * PostingsLayout.words(documents: documents)
    unsafe rankColumn = BlockColumn(next, &offset)
    unsafe ranks = unsafe next + offset
    let rankBits = PostingsLayout.ranks(documents: documents) * Int(rankColumn.width)
    unsafe payload = unsafe next + offset + (rankBits + 7) / 8
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
    unsafe champions = unsafe list.champions
    championCount = list.championCount
    unsafe levels = unsafe list.levels
    unsafe bits = unsafe list.bits
    unsafe ranks = unsafe list.ranks
    unsafe payload = unsafe list.payload
    unsafe positions = nil
    lastDocuments = list.lastDocuments
    payloadOffsets = list.payloadOffsets
    positionOffsets = list.positionOffsets
    headerWidth = list.headerWidth
    documentWidth = list.documentWidth
    rankColumn = list.rankColumn
    frequencyShift = list.frequencyShift
    single = list.single
  }

  /// Champion `i`, the best first.
  public func champion(_ i: Int) -> Champion {
    guard let champions = unsafe champions else { return Champion(document: .end, frequency: 0) }
    let width = documentWidth &+ ChampionSelection.frequencyWidth
    var bits = unsafe BitReader(champions, bit: i &* width)
    let document = DocID(truncatingIfNeeded: bits.read(bits: documentWidth))
    return Champion(
      document: document,
      frequency: UInt32(truncatingIfNeeded: bits.read(bits: ChampionSelection.frequencyWidth)))
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
    var bits = unsafe BitReader(headers, bit: block &* headerWidth)
    return DocID(truncatingIfNeeded: lastDocuments.read(block, from: &bits))
  }

  /// Where the payload of `block` starts, in bytes from the first one.
  func payloadOffset(ofBlock block: Int) -> Int {
    guard let headers = unsafe headers else { return 0 }
    var bits = unsafe BitReader(headers, bit: block &* headerWidth &+ Int(lastDocuments.width))
    return payloadOffsets.read(block, from: &bits)
  }

  /// Where the positions of `block` start, in bytes.
  func positionsOffset(ofBlock block: Int) -> Int {
    guard let headers = unsafe headers else { return 0 }
    let before = headerWidth &- Int(positionOffsets.width)
    var bits = unsafe BitReader(headers, bit: block &* headerWidth &+ before)
    return positionOffsets.read(block, from: &bits)
  }

  /// Whether the segment has so many documents that it pays to ask for what is kept of each before it is needed, for it is
  /// in no near cache; false for lists of less than a block.
  @inlinable public var isFar: Bool { cells &<< cellShift >= Self.farDocuments }

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

  /// The blocks that may hold documents of `range`, of which none is in a block before `start`.
  ///
  /// - Complexity: logarithmic in the distance from `start`.
  public func blocks(holding range: Range<DocID>, from start: Int = 0) -> Range<Int> {
    guard let last = range.last else { return 0..<0 }
    guard hasHeaders else { return 0..<blocks }
    let first = block(holding: range.lowerBound, from: start)
    return first..<min(block(holding: last, from: first) + 1, blocks)
  }

  /// The highest level of the postings in each cell on the `ImpactScale` of the segment, 0 where there
  /// are none; nil unless `hasHeaders`.
  @inlinable public var cellLevels: UnsafePointer<UInt8>? { unsafe levels }
}
