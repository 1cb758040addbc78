internal import Bytes

/// Turns the postings of one term, in order, into bytes; reused from term to term.
///
/// The layout is specified in `Index/README.md`. Memory: the encoded term.
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
  private var positionLengths = [UInt32](repeating: 0, count: blockCount)
  private var pending = 0
  private var hasPositions = false
  private var scale = ImpactScale(lengthSum: 0, documents: 0)
  private var lastOfPreviousBlock = DocID.end  // one before document 0
  private var documentFrequency = 0
  private var totalFrequency = 0
  private var headers = ByteWriter()
  private var levels = ByteWriter()
  private var payload = ByteWriter()
  private var packed = [UInt32](repeating: 0, count: blockCount)
  private var bits = BitWriter()

  /// Starts the next term of a segment whose levels are on `scale`.
  mutating func begin(hasPositions: Bool, scale: ImpactScale) {
    self.hasPositions = hasPositions
    self.scale = scale
    postings.bytes.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    pendingPositions.removeAll(keepingCapacity: true)
    headers.bytes.removeAll(keepingCapacity: true)
    levels.bytes.removeAll(keepingCapacity: true)
    payload.bytes.removeAll(keepingCapacity: true)
    pending = 0
    lastOfPreviousBlock = .end
    documentFrequency = 0
    totalFrequency = 0
  }

  /// Adds a posting.
  ///
  /// - Parameters:
  ///   - document: greater than the one before.
  ///   - frequency: at least 1; `positions.count` where the term has positions.
  ///   - length: of the document.
  ///   - positionLength: what the position code takes as the length of the text.
  ///   - positions: strictly ascending.
  mutating func append(
    _ document: DocID, frequency: UInt32, length: UInt32, positionLength: UInt32,
    positions: UnsafeBufferPointer<UInt32>
  ) {
    documents[pending] = document
    frequencies[pending] = frequency
    lengths[pending] = length
    positionLengths[pending] = positionLength
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
    positionLengths newPositionLengths: UnsafePointer<UInt32>,
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
      unsafe Self.copy(newPositionLengths, start, count, to: &positionLengths, pending)
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
    let isShort = documentFrequency < Self.blockCount
    if pending > 0 { writeTail(isShort: isShort) }
    if !isShort {
      postings.append(headers.bytes)
      postings.append(levels.bytes)
    }
    postings.append(payload.bytes)
    return result
  }

  private mutating func writeHeader() {
    headers.write(documents[pending - 1])
    headers.write(UInt32(payload.count))
    if hasPositions { headers.write(UInt32(positions.count)) }
    for group in 0..<PostingsList.groupsPerBlock {
      var highest: UInt8 = 0
      let start = group * PostingsList.groupCount
      for i in start..<max(start, min(start + PostingsList.groupCount, pending)) {
        highest = max(highest, scale.level(frequency: frequencies[i], length: lengths[i]))
      }
      levels.write(highest)
    }
  }

  private mutating func writeBlock() {
    writeHeader()
    var previous = lastOfPreviousBlock
    var union: UInt32 = 0
    for i in 0..<Self.blockCount {
      packed[i] = documents[i] &- previous &- 1
      union |= packed[i]
      previous = documents[i]
    }
    let documentWidth = BitPacking.width(union: union)
    let frequencyWidth = cheapestFrequencyWidth()
    var exceptions = ByteWriter()
    var exceptionCount = 0
    for i in 0..<Self.blockCount where (frequencies[i] - 1) >> UInt32(frequencyWidth) > 0 {
      exceptions.write(UInt8(i))
      exceptions.writeVariable(Int((frequencies[i] - 1) >> UInt32(frequencyWidth)))
      exceptionCount += 1
    }
    payload.write(UInt8(documentWidth))
    payload.write(UInt8(frequencyWidth))
    payload.write(UInt8(exceptionCount))
    unsafe packed.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      unsafe BitPacking.pack(base, width: documentWidth, into: &payload.bytes)
    }
    for i in 0..<Self.blockCount {
      packed[i] = (frequencies[i] - 1) & (1 << UInt32(frequencyWidth) - 1)
    }
    unsafe packed.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      unsafe BitPacking.pack(base, width: frequencyWidth, into: &payload.bytes)
    }
    payload.append(exceptions.bytes)
    writePositions()
    lastOfPreviousBlock = documents[Self.blockCount - 1]
    pending = 0
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

  /// The last block, of fewer than 128 postings: Rice-coded gaps and γ-coded frequencies in turn.
  private mutating func writeTail(isShort: Bool) {
    if !isShort { writeHeader() }
    bits.removeAll()
    let k = tailParameter()
    bits.write(UInt64(k), bits: 8)
    var previous = lastOfPreviousBlock
    for i in 0..<pending {
      bits.writeRice(Int(documents[i] &- previous &- 1), k: k)
      bits.writeGamma(Int(frequencies[i]))
      previous = documents[i]
    }
    bits.align()
    payload.append(bits.bytes)
    writePositions()
  }

  /// The Rice parameter that codes the gaps of the tail in the fewest bits.
  private func tailParameter() -> Int {
    var best = (k: 0, cost: Int.max)
    for k in 0..<32 {
      var cost = pending * (k + 1)
      var previous = lastOfPreviousBlock
      for i in 0..<pending {
        cost += Int((documents[i] &- previous &- 1) >> UInt32(k))
        previous = documents[i]
      }
      if cost < best.cost { best = (k, cost) } else if best.cost < .max { break }
    }
    return best.k
  }

  /// The positions of a block: the byte lengths of all groups but the last, then the groups.
  private mutating func writePositions() {
    guard hasPositions else { return }
    var groups: [[UInt8]] = []
    var offset = 0
    unsafe pendingPositions.withUnsafeBufferPointer { all in
      for start in stride(from: 0, to: pending, by: PositionCode.groupCount) {
        bits.removeAll()
        for i in start..<min(start + PositionCode.groupCount, pending) {
          let count = Int(frequencies[i])
          unsafe PositionCode.write(
            UnsafeBufferPointer(rebasing: all[offset..<offset + count]),
            length: positionLengths[i], to: &bits)
          offset += count
        }
        bits.align()
        groups.append(bits.bytes)
      }
    }
    var lengths = ByteWriter()
    for group in groups.dropLast() { lengths.writeVariable(group.count) }
    positions.append(contentsOf: lengths.bytes)
    for group in groups { positions.append(contentsOf: group) }
    pendingPositions.removeAll(keepingCapacity: true)
  }
}
