internal import Bytes

/// Turns the postings of one term, in order, into bytes; reused from term to term.
///
/// The layout is specified in `Index/README.md`. Memory: the encoded term, and five bytes for each of
/// its documents.
struct PostingsEncoder {
  /// What a finished term has come to.
  struct Result {
    var documentFrequency: Int
    var totalFrequency: Int
    /// The only posting, if there is just one: it goes into the dictionary instead.
    var single: (document: DocID, frequency: UInt32)?
  }

  static let blockCount = BitPacking.blockCount

  /// The bytes for the section of postings and for that of positions.
  private(set) var postings = ByteWriter()
  private(set) var positions: [UInt8] = []
  /// The positions of the postings of an unfinished block: all of a single posting's.
  private(set) var pendingPositions: [UInt32] = []

  private var documents = [DocID](repeating: 0, count: blockCount)
  private var frequencies = [UInt32](repeating: 0, count: blockCount)
  private var lengths = [UInt32](repeating: 0, count: blockCount)
  private var pending = 0
  private var positionKind = PositionKind.none
  private var hasPositions: Bool { positionKind != .none }
  private var scale = ImpactScale(lengthSum: 0, documents: 0)
  private var segmentDocuments = 0
  /// The documents of the full blocks, and the level of each posting.
  private var allDocuments: [DocID] = []
  private var levels: [UInt8] = []
  private var documentFrequency = 0
  private var totalFrequency = 0
  /// For each full block the packed gaps, and what follows them; whether they are written is known
  /// at the end of the term.
  private var gaps = ByteWriter()
  private var gapWidths: [UInt8] = []
  private var packedFrequencies = ByteWriter()
  private var frequencyEnds: [Int] = []
  /// For each block where its positions start.
  private var positionStarts: [Int] = []
  private var packed = [UInt32](repeating: 0, count: blockCount)
  private var bits = BitWriter()

  /// Starts the next term of a segment of so many `documents`, whose levels are on `scale`.
  mutating func begin(positions kind: PositionKind, scale: ImpactScale, documents: Int) {
    positionKind = kind
    self.scale = scale
    segmentDocuments = documents
    postings.bytes.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    pendingPositions.removeAll(keepingCapacity: true)
    allDocuments.removeAll(keepingCapacity: true)
    levels.removeAll(keepingCapacity: true)
    gaps.bytes.removeAll(keepingCapacity: true)
    gapWidths.removeAll(keepingCapacity: true)
    packedFrequencies.bytes.removeAll(keepingCapacity: true)
    frequencyEnds.removeAll(keepingCapacity: true)
    positionStarts.removeAll(keepingCapacity: true)
    pending = 0
    documentFrequency = 0
    totalFrequency = 0
  }

  /// Adds a posting.
  ///
  /// - Parameters:
  ///   - document: greater than the one before.
  ///   - frequency: at least 1; `positions.count` where the term has positions.
  ///   - length: of the document.
  ///   - positions: strictly ascending.
  mutating func append(
    _ document: DocID, frequency: UInt32, length: UInt32, positions: UnsafeBufferPointer<UInt32>
  ) {
    documents[pending] = document
    frequencies[pending] = frequency
    lengths[pending] = length
    if hasPositions { unsafe pendingPositions.append(contentsOf: positions) }
    pending += 1
    documentFrequency += 1
    totalFrequency += Int(frequency)
    if pending == Self.blockCount { writeBlock() }
  }

  /// Adds postings as `append` of one after the other would, `positions` being those of all.
  ///
  /// Whole blocks at a time are copied, so that a posting costs no call and no check.
  mutating func append(
    documents newDocuments: UnsafeBufferPointer<DocID>,
    frequencies newFrequencies: UnsafePointer<UInt32>, lengths newLengths: UnsafePointer<UInt32>,
    positions newPositions: UnsafeBufferPointer<UInt32>
  ) {
    var start = 0
    var firstPosition = 0
    while start < newDocuments.count {
      let count = min(Self.blockCount - pending, newDocuments.count - start)
      var sum = 0
      for i in start..<start + count { unsafe sum &+= Int(newFrequencies[i]) }
      unsafe Self.copy(newDocuments.baseAddress, start, count, to: &documents, pending)
      unsafe Self.copy(newFrequencies, start, count, to: &frequencies, pending)
      unsafe Self.copy(newLengths, start, count, to: &lengths, pending)
      if hasPositions {
        unsafe pendingPositions.append(
          contentsOf: UnsafeBufferPointer(
            rebasing: newPositions[firstPosition..<firstPosition + sum]))
      }
      firstPosition += sum
      start += count
      pending += count
      documentFrequency += count
      totalFrequency += sum
      if pending == Self.blockCount { writeBlock() }
    }
  }

  private static func copy(
    _ source: UnsafePointer<UInt32>?, _ start: Int, _ count: Int, to target: inout [UInt32],
    _ place: Int
  ) {
    guard let source = unsafe source else { return }
    precondition(place + count <= target.count)
    unsafe target.withUnsafeMutableBufferPointer {
      unsafe $0.baseAddress?.advanced(by: place).update(from: source + start, count: count)
    }
  }

  /// Ends the term: `postings` and `positions` hold its bytes until the next `begin`.
  mutating func finish() -> Result {
    var result = Result(documentFrequency: documentFrequency, totalFrequency: totalFrequency)
    if documentFrequency == 1 {
      result.single = (documents[0], frequencies[0])
      return result
    }
    if documentFrequency < Self.blockCount {
      encodeTail(isDense: false)
      postings.append(bits.bytes)
      writePositions()
      return result
    }
    noteLevels()
    let isDense = PostingsLayout.isDense(
      frequency: documentFrequency, documents: segmentDocuments)
    var payload = ByteWriter()
    var headers = ByteWriter()
    var gapStart = 0
    for block in gapWidths.indices {
      headers.write(allDocuments[block * Self.blockCount + Self.blockCount - 1])
      headers.write(UInt32(payload.count))
      if hasPositions { headers.write(UInt32(positionStarts[block])) }
      if !isDense {
        let width = gapWidths[block]
        let end = gapStart + BitPacking.byteCount(width: Int(width))
        payload.write(width)
        payload.bytes.append(contentsOf: gaps.bytes[gapStart..<end])
        gapStart = end
      }
      let start = block == 0 ? 0 : frequencyEnds[block - 1]
      payload.bytes.append(contentsOf: packedFrequencies.bytes[start..<frequencyEnds[block]])
    }
    if pending > 0 {
      headers.write(documents[pending - 1])
      headers.write(UInt32(payload.count))
      if hasPositions { headers.write(UInt32(positions.count)) }
      encodeTail(isDense: isDense)
      payload.append(bits.bytes)
      writePositions()
    }
    postings.append(headers.bytes)
    writeCells()
    if isDense { writeBits() }
    postings.append(payload.bytes)
    return result
  }

  /// Takes down the documents and the levels of the block at hand.
  private mutating func noteLevels() {
    allDocuments.append(contentsOf: documents[..<pending])
    for i in 0..<pending {
      levels.append(scale.level(frequency: frequencies[i], length: lengths[i]))
    }
  }

  /// The highest level in each cell of documents.
  private mutating func writeCells() {
    let shift = PostingsLayout.cellShift(
      frequency: documentFrequency, documents: segmentDocuments)
    let start = postings.count
    postings.bytes.append(
      contentsOf: repeatElement(
        0, count: PostingsLayout.cells(shift: shift, documents: segmentDocuments)))
    for (document, level) in zip(allDocuments, levels) {
      let cell = start + Int(document) >> shift
      postings.bytes[cell] = max(postings.bytes[cell], level)
    }
  }

  /// A bit for each document of the segment, and the ranks.
  private mutating func writeBits() {
    var words = [UInt64](
      repeating: 0, count: PostingsLayout.words(documents: segmentDocuments))
    for document in allDocuments {
      words[Int(document) / PostingsLayout.wordCount] |=
        1 << UInt64(Int(document) % PostingsLayout.wordCount)
    }
    for word in words { postings.write(word) }
    var rank = 0
    for (i, word) in words.enumerated() {
      if i % PostingsLayout.wordsPerRank == 0 { postings.write(UInt32(rank)) }
      rank += word.nonzeroBitCount
    }
  }

  private mutating func writeBlock() {
    positionStarts.append(positions.count)
    var previous = allDocuments.last ?? .end  // one before document 0
    var union: UInt32 = 0
    for i in 0..<Self.blockCount {
      packed[i] = documents[i] &- previous &- 1
      union |= packed[i]
      previous = documents[i]
    }
    noteLevels()
    let gapWidth = BitPacking.width(union: union)
    gapWidths.append(UInt8(gapWidth))
    unsafe packed.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      unsafe BitPacking.pack(base, width: gapWidth, into: &gaps.bytes)
    }
    writeFrequencies()
    writePositions()
    pending = 0
  }

  private mutating func writeFrequencies() {
    let width = cheapestFrequencyWidth()
    var exceptions = ByteWriter()
    var exceptionCount = 0
    for i in 0..<Self.blockCount where (frequencies[i] - 1) >> UInt32(width) > 0 {
      exceptions.write(UInt8(i))
      exceptions.writeVariable(Int((frequencies[i] - 1) >> UInt32(width)))
      exceptionCount += 1
    }
    packedFrequencies.write(UInt8(width))
    packedFrequencies.write(UInt8(exceptionCount))
    for i in 0..<Self.blockCount {
      packed[i] = (frequencies[i] - 1) & (1 << UInt32(width) - 1)
    }
    unsafe packed.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      unsafe BitPacking.pack(base, width: width, into: &packedFrequencies.bytes)
    }
    packedFrequencies.append(exceptions.bytes)
    frequencyEnds.append(packedFrequencies.count)
  }

  /// The width at which packed bits and exceptions of about 16 bits take least.
  private func cheapestFrequencyWidth() -> Int {
    var ofWidth = InlineArray<33, Int>(repeating: 0)
    for i in 0..<Self.blockCount { ofWidth[BitPacking.width(union: frequencies[i] - 1)] += 1 }
    var best = (width: 0, cost: Int.max)
    var wider = Self.blockCount
    for width in 0..<32 {
      wider -= ofWidth[width]
      let cost = width * Self.blockCount + wider * 16
      if cost < best.cost { best = (width, cost) }
    }
    return best.width
  }

  /// Makes the last block, of fewer than 128 postings, the bytes of `bits`.
  ///
  /// They are Rice-coded gaps and γ-coded frequencies in turn; of a dense list only these.
  private mutating func encodeTail(isDense: Bool) {
    bits.removeAll()
    if isDense {
      for i in 0..<pending { bits.writeGamma(Int(frequencies[i])) }
    } else {
      let k = tailParameter()
      bits.write(UInt64(k), bits: 8)
      var previous = lastBeforeTail
      for i in 0..<pending {
        bits.writeRice(Int(documents[i] &- previous &- 1), k: k)
        bits.writeGamma(Int(frequencies[i]))
        previous = documents[i]
      }
    }
    bits.align()
  }

  /// The last document of the full blocks, or one before document 0.
  private var lastBeforeTail: DocID {
    gapWidths.isEmpty ? .end : allDocuments[gapWidths.count * Self.blockCount - 1]
  }

  /// The Rice parameter that codes the gaps of the tail in the fewest bits.
  private func tailParameter() -> Int {
    var best = (k: 0, cost: Int.max)
    for k in 0..<32 {
      var cost = pending * (k + 1)
      var previous = lastBeforeTail
      for i in 0..<pending {
        cost += Int((documents[i] &- previous &- 1) >> UInt32(k))
        previous = documents[i]
      }
      if cost < best.cost { best = (k, cost) } else if best.cost < .max { break }
    }
    return best.k
  }

  /// The positions of a block: the codes of its postings.
  private mutating func writePositions() {
    guard hasPositions else { return }
    bits.removeAll()
    unsafe pendingPositions.withUnsafeBufferPointer { all in
      var start = 0
      for i in 0..<pending {
        let end = start + Int(frequencies[i])
        let own = unsafe UnsafeBufferPointer(rebasing: all[start..<end])
        if positionKind == .text {
          unsafe PositionCode.write(own, length: lengths[i], to: &bits)
        } else {
          unsafe ShortFieldPositions.write(own, to: &bits)
        }
        start = end
      }
    }
    bits.align()
    positions.append(contentsOf: bits.bytes)
    pendingPositions.removeAll(keepingCapacity: true)
  }
}
