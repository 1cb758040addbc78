internal import Bytes

/// Checks the postings of one term: slow, obviously right, and within bounds whatever the bytes.
struct PostingsVerifier {
  private static let blockCount = PostingsList.blockCount

  private let segment: Segment
  private let field: UInt8
  private let ordinal: Int

  init(_ segment: Segment, field: UInt8, ordinal: Int) {
    self.segment = segment
    self.field = field
    self.ordinal = ordinal
  }

  private func wrong(_ id: SectionID, _ what: String) -> IndexError {
    IndexError.damaged(segment.path, "section \(id.name), term \(ordinal), \(what)")
  }

  /// A posting in the dictionary; `reader` stands after its head.
  func verifySingle(
    frequency: Int, hasPositions: Bool, _ reader: inout ByteReader
  ) throws(IndexError) {
    let document = reader.readVariable()
    guard !reader.failed, document < segment.documentCount,
      (1...Int(UInt32.max)).contains(frequency)
    else { throw wrong(.terms, "its posting") }
    guard hasPositions else { return }
    var next = 0
    for _ in 0..<frequency {
      next += min(reader.readVariable(), Int(UInt32.max)) + 1
      guard !reader.failed, next <= positionLimit(document) else {
        throw wrong(.terms, "its positions")
      }
    }
  }

  /// A list in the sections of postings and, if it has them, positions, which it fills.
  func verifyList(
    documentFrequency: Int, extraFrequency: Int, postings: UnsafeRawBufferPointer,
    positions: UnsafeRawBufferPointer?
  ) throws(IndexError) {
    guard (2...max(segment.documentCount, 2)).contains(documentFrequency) else {
      throw wrong(.terms, "its document frequency")
    }
    let blocks = try unsafe self.blocks(documentFrequency, postings, positions)
    var extra = 0
    var previous = DocID.end
    for (i, block) in blocks.enumerated() {
      let count = min(Self.blockCount, documentFrequency - i * Self.blockCount)
      let (documents, frequencies) = try unsafe decode(block, count, after: previous, postings)
      var last = Int(previous &+ 1) - 1
      for (document, frequency) in zip(documents, frequencies) {
        guard Int(document) > last, Int(document) < segment.documentCount, frequency > 0 else {
          throw wrong(.postings, "block \(i), document \(document)")
        }
        last = Int(document)
        extra += Int(frequency) - 1
      }
      try verify(block.levels, of: documents, frequencies, block: i)
      guard block.lastDocument == nil || block.lastDocument == documents.last else {
        throw wrong(.postings, "block \(i), its last document")
      }
      previous = documents.last ?? previous
      if let positions = unsafe positions {
        try unsafe verifyPositions(
          UnsafeRawBufferPointer(rebasing: positions[block.positions]), documents, frequencies,
          block: i)
      }
    }
    guard extra == extraFrequency else { throw wrong(.terms, "the sum of its frequencies") }
  }

  /// What the head of a list says of a block; of a short list, which has no head, all there is.
  private struct Block {
    var lastDocument: DocID?
    var payload: Range<Int>
    var positions: Range<Int>
    var levels: [UInt8] = []
  }

  private func blocks(
    _ documentFrequency: Int, _ postings: UnsafeRawBufferPointer,
    _ positions: UnsafeRawBufferPointer?
  ) throws(IndexError) -> [Block] {
    let positionsCount = unsafe positions?.count ?? 0
    guard documentFrequency >= Self.blockCount else {
      return [Block(payload: 0..<postings.count, positions: 0..<positionsCount)]
    }
    var reader = unsafe ByteReader(postings)
    let count = (documentFrequency + Self.blockCount - 1) / Self.blockCount
    var lasts: [DocID] = []
    var starts: [(payload: Int, positions: Int)] = []
    for _ in 0..<count where !reader.failed {
      lasts.append(reader.read(UInt32.self))
      let payload = Int(reader.read(UInt32.self))
      starts.append((payload, unsafe positions == nil ? 0 : Int(reader.read(UInt32.self))))
    }
    let levels = (0..<count).map { _ in
      (0..<PostingsList.groupsPerBlock).map { _ in reader.read(UInt8.self) }
    }
    guard !reader.failed, starts[0] == (0, 0) else { throw wrong(.postings, "its head") }
    let base = reader.offset
    starts.append((postings.count - base, positionsCount))
    return try (0..<count).map { i throws(IndexError) in
      guard starts[i].payload <= starts[i + 1].payload,
        starts[i].positions <= starts[i + 1].positions
      else { throw wrong(.postings, "the offsets of block \(i)") }
      return Block(
        lastDocument: lasts[i], payload: base + starts[i].payload..<base + starts[i + 1].payload,
        positions: starts[i].positions..<starts[i + 1].positions, levels: levels[i])
    }
  }

  /// Each group has the highest level of its postings.
  private func verify(
    _ levels: [UInt8], of documents: [DocID], _ frequencies: [UInt32], block: Int
  ) throws(IndexError) {
    guard !levels.isEmpty else { return }
    let scale = segment.summary.impactScale
    var highest = [UInt8](repeating: 0, count: PostingsList.groupsPerBlock)
    for (i, document) in documents.enumerated() {
      let group = i / PostingsList.groupCount
      let length = UInt32(unsafe segment.lengths[Int(document)])
      highest[group] = max(
        highest[group], scale.level(frequency: frequencies[i], length: length))
    }
    guard highest == levels else { throw wrong(.postings, "block \(block), a level") }
  }
}

extension PostingsVerifier {
  private func decode(
    _ block: Block, _ count: Int, after previous: DocID, _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> (documents: [DocID], frequencies: [UInt32]) {
    let payload = unsafe UnsafeRawBufferPointer(rebasing: postings[block.payload])
    let decoded =
      unsafe count == Self.blockCount
      ? decodeFull(payload, after: previous) : decodeTail(payload, count, after: previous)
    guard let decoded else { throw wrong(.postings, "a block of \(count) documents") }
    return decoded
  }

  private func decodeFull(
    _ payload: UnsafeRawBufferPointer, after previous: DocID
  ) -> (documents: [DocID], frequencies: [UInt32])? {
    var reader = unsafe ByteReader(payload)
    let widths = (Int(reader.read(UInt8.self)), Int(reader.read(UInt8.self)))
    let exceptions = Int(reader.read(UInt8.self))
    let documentsStart = reader.offset
    guard widths.0 <= 32, widths.1 <= 32 else { return nil }
    reader.skip(BitPacking.byteCount(width: widths.0))
    let frequenciesStart = reader.offset
    reader.skip(BitPacking.byteCount(width: widths.1))
    guard !reader.failed, let base = payload.baseAddress else { return nil }
    var gaps = [UInt32](repeating: 0, count: Self.blockCount)
    var frequencies = gaps
    unsafe gaps.withUnsafeMutableBytes {
      guard let target = $0.baseAddress else { return }
      unsafe BitPacking.unpack(base + documentsStart, width: widths.0, into: target)
    }
    unsafe frequencies.withUnsafeMutableBytes {
      guard let target = $0.baseAddress else { return }
      unsafe BitPacking.unpack(base + frequenciesStart, width: widths.1, into: target)
    }
    for _ in 0..<exceptions {
      let index = Int(reader.read(UInt8.self))
      let high = reader.readVariable()
      guard index < Self.blockCount, high <= Int(UInt32.max) >> widths.1 else { return nil }
      frequencies[index] |= UInt32(high) << UInt32(widths.1)
    }
    guard !reader.failed, reader.isAtEnd, !frequencies.contains(.max) else { return nil }
    return documents(gaps, after: previous).map { ($0, frequencies.map { $0 + 1 }) }
  }

  private func decodeTail(
    _ payload: UnsafeRawBufferPointer, _ count: Int, after previous: DocID
  ) -> (documents: [DocID], frequencies: [UInt32])? {
    var bits = unsafe CheckedBitReader(payload)
    let k = Int(bits.read(bits: 8))
    guard k < 32 else { return nil }
    var gaps: [UInt32] = []
    var frequencies: [UInt32] = []
    for _ in 0..<count {
      gaps.append(bits.readRice(k: k))
      frequencies.append(bits.readGamma())
    }
    guard !bits.failed, bits.byteOffset == payload.count else { return nil }
    return documents(gaps, after: previous).map { ($0, frequencies) }
  }

  /// The documents of gaps less one; nil if one is past the range of documents.
  private func documents(_ gaps: [UInt32], after previous: DocID) -> [DocID]? {
    var next = Int(previous &+ 1)
    var documents: [DocID] = []
    for gap in gaps {
      guard let document = DocID(exactly: next + Int(gap)) else { return nil }
      documents.append(document)
      next = Int(document) + 1
    }
    return documents
  }

  /// The most that a position plus one can be in `document`.
  private func positionLimit(_ document: Int) -> Int {
    let length = Int(unsafe segment.lengths[document])
    return field != 0 || length >= SegmentSummary.longestLength ? Int(UInt32.max) : length
  }

  private func verifyPositions(
    _ bytes: UnsafeRawBufferPointer, _ documents: [DocID], _ frequencies: [UInt32], block: Int
  ) throws(IndexError) {
    let size = PositionCode.groupCount
    let groups = (documents.count + size - 1) / size
    var reader = unsafe ByteReader(bytes)
    let counts = (0..<groups - 1).map { _ in reader.readVariable() }
    for group in 0..<groups {
      let start = reader.offset
      reader.skip(group < groups - 1 ? counts[group] : bytes.count - start)
      guard !reader.failed else { throw wrong(.positions, "block \(block)") }
      var bits = unsafe CheckedBitReader(
        UnsafeRawBufferPointer(rebasing: bytes[start..<reader.offset]))
      for i in group * size..<min(group * size + size, documents.count) {
        guard readPositions(of: documents[i], frequencies[i], &bits) else {
          throw wrong(.positions, "block \(block), document \(documents[i])")
        }
      }
      guard bits.byteOffset == reader.offset - start else {
        throw wrong(.positions, "block \(block), group \(group)")
      }
    }
  }

  /// Whether the positions of a posting are there, ascend and lie in the document.
  private func readPositions(
    of document: DocID, _ frequency: UInt32, _ bits: inout CheckedBitReader
  ) -> Bool {
    let length =
      field == 0 ? UInt32(unsafe segment.lengths[Int(document)]) : PositionCode.shortFieldLength
    return PositionCode.check(
      frequency, length: length, limit: positionLimit(Int(document)), from: &bits) != nil
  }
}
