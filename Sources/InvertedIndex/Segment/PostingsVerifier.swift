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

  /// A posting in the dictionary; `reader` stands behind the first of its numbers, the document.
  func verifySingle(
    _ document: Int, _ head: TermHead, _ reader: inout ByteReader
  ) throws(IndexError) {
    let isLong = head.count == 0
    let frequency = isLong ? reader.readVariable() : head.count
    guard !reader.failed, document < segment.documentCount,
      !isLong || (1 << TermHead.countBits...Int(UInt32.max)).contains(frequency)
    else { throw wrong(.terms, "its posting") }
    guard head.hasPositions else { return }
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
    let head = try unsafe self.head(documentFrequency, postings, positions)
    var extra = 0
    var previous = DocID.end
    var levels = [UInt8](repeating: 0, count: head.levels.count)
    var champions = ChampionSelection()
    for (i, block) in head.blocks.enumerated() {
      let count = min(Self.blockCount, documentFrequency - i * Self.blockCount)
      let (documents, frequencies) = try unsafe decode(
        block, count, after: previous, head, first: i * Self.blockCount, postings)
      var last = Int(previous &+ 1) - 1
      for (document, frequency) in zip(documents, frequencies) {
        guard Int(document) > last, Int(document) < segment.documentCount, frequency > 0 else {
          throw wrong(.postings, "block \(i), document \(document)")
        }
        last = Int(document)
        extra += Int(frequency) - 1
        if levels.isEmpty { continue }
        let (level, length) = level(document, frequency)
        let cell = Int(document) >> head.cellShift
        levels[cell] = max(levels[cell], level)
        champions.add(document, frequency: frequency, length: length, level: level)
      }
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
    guard levels == head.levels else { throw wrong(.postings, "a level") }
    let best = champions.champions(head.champions.count, on: segment.summary.impactScale)
    guard best == head.champions else {
      throw wrong(.postings, "a champion")
    }
    guard extra == extraFrequency else { throw wrong(.terms, "the sum of its frequencies") }
  }

  /// The level of a posting, and the length that it is by.
  private func level(_ document: DocID, _ frequency: UInt32) -> (level: UInt8, length: UInt32) {
    let isWeighted = segment.summary.isWeighted(field)
    let lengths = unsafe isWeighted ? segment.weightedLengths : segment.lengths
    let length = UInt32(unsafe lengths[Int(document)])
    return (segment.summary.impactScale.level(frequency: frequency, length: length), length)
  }

  /// What a list says before its blocks.
  private struct Head {
    var blocks: [Block]
    /// None if the list does not say them.
    var champions: [Champion] = []
    var levels: [UInt8] = []
    var cellShift = 0
    /// The documents, if there are bits for them.
    var documents: [DocID]?
    var frequencyShift = 0
  }

  /// What the head of a list says of a block; of a short list, which has no head, all there is.
  private struct Block {
    var lastDocument: DocID?
    var payload: Range<Int>
    var positions: Range<Int>
  }

  private func head(
    _ documentFrequency: Int, _ postings: UnsafeRawBufferPointer,
    _ positions: UnsafeRawBufferPointer?
  ) throws(IndexError) -> Head {
    let positionsCount = unsafe positions?.count ?? 0
    guard documentFrequency >= Self.blockCount else {
      return Head(blocks: [Block(payload: 0..<postings.count, positions: 0..<positionsCount)])
    }
    var reader = unsafe ByteReader(postings)
    let count = (documentFrequency + Self.blockCount - 1) / Self.blockCount
    let first = reader.read(UInt8.self)
    let frequencyShift = Int(first & ~PostingsLayout.championFlag)
    guard frequencyShift <= AscendingCode.mostShift else { throw wrong(.postings, "its widths") }
    let hasPositions = unsafe positions != nil
    var (lasts, starts) = try unsafe readHeaders(
      count, hasPositions: hasPositions, &reader, postings)
    let championCount =
      first & PostingsLayout.championFlag == 0
      ? 0
      : PostingsLayout.champions(
        frequency: documentFrequency, documents: segment.documentCount, hasPositions: hasPositions)
    let champions = try unsafe readChampions(championCount, &reader, postings)
    let shift = PostingsLayout.cellShift(
      frequency: documentFrequency, documents: segment.documentCount,
      meanLength: segment.meanLength)
    let cells = PostingsLayout.cells(shift: shift, documents: segment.documentCount)
    let levels = (0..<cells).map { _ in reader.read(UInt8.self) }
    var documents: [DocID]?
    if PostingsLayout.isDense(
      frequency: documentFrequency, documents: segment.documentCount, hasPositions: hasPositions)
    {
      documents = try unsafe readBits(&reader, documentFrequency, postings)
    }
    guard !reader.failed, starts[0] == (0, 0) else { throw wrong(.postings, "its head") }
    let base = reader.offset
    starts.append((postings.count - base, positionsCount))
    let blocks = try (0..<count).map { i throws(IndexError) in
      guard starts[i].payload <= starts[i + 1].payload,
        starts[i].positions <= starts[i + 1].positions
      else { throw wrong(.postings, "the offsets of block \(i)") }
      return Block(
        lastDocument: lasts[i], payload: base + starts[i].payload..<base + starts[i + 1].payload,
        positions: starts[i].positions..<starts[i + 1].positions)
    }
    return Head(
      blocks: blocks, champions: champions, levels: levels, cellShift: shift, documents: documents,
      frequencyShift: frequencyShift)
  }

  /// For each of `count` blocks its last document, and where its payload and its positions start.
  private func readHeaders(
    _ count: Int, hasPositions: Bool, _ reader: inout ByteReader, _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> (lasts: [DocID], starts: [(payload: Int, positions: Int)]) {
    let numbers = try unsafe readColumns(hasPositions ? 3 : 2, of: count, &reader, postings)
    guard numbers.allSatisfy({ $0.allSatisfy { $0 >= 0 } && $0[0] < segment.documentCount }) else {
      throw wrong(.postings, "its head")
    }
    return (
      numbers.map { DocID($0[0]) },
      numbers.map { (payload: $0[1], positions: hasPositions ? $0[2] : 0) }
    )
  }

  /// What so many columns have of each of `count` blocks.
  private func readColumns(
    _ columnCount: Int, of count: Int, _ reader: inout ByteReader,
    _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> [[Int]] {
    let columns = (0..<columnCount).compactMap { _ in BlockColumn(&reader) }
    guard columns.count == columnCount else { throw wrong(.postings, "its widths") }
    let rows = try unsafe readNumbers(
      count, of: columns.map { Int($0.width) }, &reader, postings)
    return rows.enumerated().map { block, row in
      zip(columns, row).map { $0.line(block) + Int($1) }
    }
  }

  private func readChampions(
    _ count: Int, _ reader: inout ByteReader, _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> [Champion] {
    let documentWidth = PostingsLayout.width(below: segment.documentCount)
    let numbers = try unsafe readNumbers(
      count, of: [documentWidth, ChampionSelection.frequencyWidth], &reader,
      postings)
    return numbers.map { Champion(document: DocID($0[0]), frequency: UInt32($0[1])) }
  }

  /// `count` rows of numbers of `widths` bits, and zero bits up to a whole byte.
  private func readNumbers(
    _ count: Int, of widths: [Int], _ reader: inout ByteReader, _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> [[UInt64]] {
    let start = reader.offset
    reader.skip((count * widths.reduce(0, +) + 7) / 8)
    guard !reader.failed else { throw wrong(.postings, "its head") }
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: postings[start..<reader.offset])
    var bits = unsafe CheckedBitReader(bytes)
    let numbers = (0..<count).map { _ in widths.map { bits.read(bits: $0) } }
    guard bits.read(bits: bytes.count * 8 - bits.bit) == 0, !bits.failed else {
      throw wrong(.postings, "its head")
    }
    return numbers
  }

  /// The documents of a dense list, whose ranks are those of its bits.
  private func readBits(
    _ reader: inout ByteReader, _ documentFrequency: Int, _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> [DocID] {
    var documents: [DocID] = []
    var ranks: [Int] = []
    for i in 0..<PostingsLayout.words(documents: segment.documentCount) where !reader.failed {
      if i % PostingsLayout.wordsPerRank == 0 { ranks.append(documents.count) }
      var word = reader.read(UInt64.self)
      while word != 0 {
        documents.append(DocID(i * PostingsLayout.wordCount + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
    guard documents.count == documentFrequency else { throw wrong(.postings, "its bits") }
    let written = try unsafe readColumns(1, of: ranks.count, &reader, postings)
    guard written.map({ $0[0] }) == ranks else { throw wrong(.postings, "a rank") }
    return documents
  }
}

extension PostingsVerifier {
  private func decode(
    _ block: Block, _ count: Int, after previous: DocID, _ head: Head, first: Int,
    _ postings: UnsafeRawBufferPointer
  ) throws(IndexError) -> (documents: [DocID], frequencies: [UInt32]) {
    let payload = unsafe UnsafeRawBufferPointer(rebasing: postings[block.payload])
    if let documents = head.documents {
      let frequencies =
        count == Self.blockCount
        ? unsafe decodeFrequencies(payload, from: 0, shift: head.frequencyShift)
        : unsafe decodeTail(payload, count)
      guard let frequencies else { throw wrong(.postings, "a block of \(count) frequencies") }
      return (Array(documents[first..<first + count]), frequencies)
    }
    let decoded =
      unsafe count == Self.blockCount
      ? decodeFull(payload, after: previous, last: block.lastDocument ?? .end, head.frequencyShift)
      : decodeTail(payload, count, after: previous)
    guard let decoded else { throw wrong(.postings, "a block of \(count) documents") }
    return decoded
  }

  private func decodeFull(
    _ payload: UnsafeRawBufferPointer, after previous: DocID, last: DocID, _ frequencyShift: Int
  ) -> (documents: [DocID], frequencies: [UInt32])? {
    let span = Int(last) - Int(previous &+ 1) - (Self.blockCount - 1)
    guard span >= 0, span <= Int(DocID.max) else { return nil }
    let shift = AscendingCode.shift(span: UInt32(span))
    guard let (offsets, end) = unsafe decodeAscending(payload, from: 0, shift: shift),
      end == AscendingCode.byteCount(span: UInt32(span), shift: shift),
      let frequencies = unsafe decodeFrequencies(payload, from: end, shift: frequencyShift)
    else { return nil }
    let base = Int(previous &+ 1)
    let documents = offsets.compactMap { DocID(exactly: base + $0) }
    return documents.count == offsets.count ? (documents, frequencies) : nil
  }

  /// The numbers of a block by `AscendingCode` that starts at byte `start` of `payload`, less its base, and
  /// where it ends.
  private func decodeAscending(
    _ payload: UnsafeRawBufferPointer, from start: Int, shift: Int
  ) -> (numbers: [Int], end: Int)? {
    let size = BitPacking.byteCount(width: shift)
    guard start + size <= payload.count, let base = payload.baseAddress else { return nil }
    var lows = [UInt32](repeating: 0, count: Self.blockCount)
    unsafe lows.withUnsafeMutableBytes {
      guard let target = $0.baseAddress else { return }
      unsafe BitPacking.unpack(base + start, width: shift, into: target)
    }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: payload[(start + size)...])
    var bits = unsafe CheckedBitReader(rest)
    var high = 0
    let numbers = lows.enumerated().map { i, low in
      high += Int(bits.readUnary())
      return i + high << shift + Int(low)
    }
    let end = bits.byteOffset
    guard !bits.failed, bits.read(bits: end * 8 - bits.bit) == 0 else { return nil }
    return (numbers, start + size + end)
  }

  /// The frequencies of a full block, from byte `start` up to the end of `payload`.
  private func decodeFrequencies(
    _ payload: UnsafeRawBufferPointer, from start: Int, shift: Int
  ) -> [UInt32]? {
    guard let (sums, end) = unsafe decodeAscending(payload, from: start, shift: shift),
      end == payload.count
    else { return nil }
    let frequencies = sums.indices.map { sums[$0] - ($0 == 0 ? -1 : sums[$0 - 1]) }
    // A number that is not above the one before is no frequency.
    return frequencies.allSatisfy { $0 > 0 } ? frequencies.compactMap(UInt32.init(exactly:)) : nil
  }

  /// The frequencies of the tail of a dense list.
  private func decodeTail(_ payload: UnsafeRawBufferPointer, _ count: Int) -> [UInt32]? {
    var bits = unsafe CheckedBitReader(payload)
    let frequencies = (0..<count).map { _ in bits.readGamma() }
    guard !bits.failed, bits.endsInZeros() else { return nil }
    return frequencies
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
    guard !bits.failed, bits.endsInZeros() else { return nil }
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

  /// The codes of a block, and zero bits up to a whole byte.
  private func verifyPositions(
    _ bytes: UnsafeRawBufferPointer, _ documents: [DocID], _ frequencies: [UInt32], block: Int
  ) throws(IndexError) {
    var bits = unsafe CheckedBitReader(bytes)
    for (document, frequency) in zip(documents, frequencies) {
      let positions =
        field == 0
        ? PositionCode.check(
          frequency, length: UInt32(unsafe segment.lengths[Int(document)]), from: &bits)
        : ShortFieldPositions.check(frequency, from: &bits)
      guard positions != nil else {
        throw wrong(.positions, "block \(block), document \(document)")
      }
    }
    guard bits.byteOffset == bytes.count,
      bits.read(bits: bytes.count * 8 - bits.bit) == 0
    else { throw wrong(.positions, "block \(block), its end") }
  }
}
