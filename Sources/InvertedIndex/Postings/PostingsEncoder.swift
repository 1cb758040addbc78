internal import Bytes

/// Turns the postings of one term, in order, into bytes; reused from term to term.
///
/// The layout is specified in `Index/README.md`. Memory: the encoded postings, nine bytes for each of their
/// documents, and the encoded positions that have not been taken; before they are encoded, positions wait
/// until they are many, or all of a posting.
@safe struct PostingsEncoder {
  /// What a finished term has come to.
  struct Result {
    var documentFrequency: Int
    var totalFrequency: Int
    /// The only posting, if there is just one: it goes into the dictionary instead.
    var single: (document: DocID, frequency: UInt32)?
  }

  static let blockCount = BitPacking.blockCount
  /// Positions that do not wait until their block is full: only blocks of long documents have so many.
  static let manyPositions = 1 << 16

  /// The bytes for the section of postings.
  private(set) var postings = ByteWriter()
  /// The bytes for the section of positions, but for those that were taken.
  private(set) var positions: [UInt8] = []
  private var takenPositionBytes = 0
  /// Positions that are not coded yet, those of the last postings: all of a single posting's.
  private(set) var pendingPositions: [UInt32] = []

  /// The postings of the block at hand, with room for eight more, which may be read from any on; and the gaps of a last
  /// block.
  private let documents: UnsafeMutablePointer<DocID>
  private let frequencies: UnsafeMutablePointer<UInt32>
  private let lengths: UnsafeMutablePointer<UInt32>
  private let gaps: UnsafeMutablePointer<UInt32>
  private let memory: MemoryBlock
  private var pending = 0
  private var positionKind = PositionKind.none
  private var hasPositions: Bool { positionKind != .none }
  private var scale = ImpactScale(lengthSum: 0, documents: 0)
  private var segmentDocuments = 0
  /// The documents of the full blocks, the frequency and the level of each posting.
  ///
  /// With what they are coded is known at the end of the term.
  private var allDocuments: [DocID] = []
  private var allFrequencies: [UInt32] = []
  private var levels: [UInt8] = []
  private var selection = ChampionSelection()
  private var hasChampions = false
  private var documentFrequency = 0
  private var totalFrequency = 0
  /// For each full block where its positions start, and where those of the block at hand do.
  private var positionStarts: [Int] = []
  private var positionStart = 0
  private var bits = BitWriter()
  /// The positions of the first postings of the unfinished block, and how many postings these are.
  private var positionBits = BitWriter()
  private var coded = 0

  /// An encoder that has encoded nothing; a copy of it shares its memory, so that only one may go on.
  init() {
    let room = Self.blockCount + 8
    memory = MemoryBlock(count: 4 * room * MemoryLayout<UInt32>.stride)
    let base = unsafe memory.base.bindMemory(to: UInt32.self, capacity: 4 * room)
    unsafe documents = unsafe base
    unsafe frequencies = unsafe base + room
    unsafe lengths = unsafe base + 2 * room
    unsafe gaps = unsafe base + 3 * room
  }

  /// Starts the next term of a segment of so many `documents`, whose levels are on `scale`.
  ///
  /// - Parameter hasChampions: whether they are written, if it has a full block.
  mutating func begin(
    positions kind: PositionKind, hasChampions: Bool, scale: ImpactScale, documents: Int
  ) {
    positionKind = kind
    self.hasChampions = hasChampions
    selection.removeAll()
    self.scale = scale
    segmentDocuments = documents
    postings.bytes.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    takenPositionBytes = 0
    positionStart = 0
    pendingPositions.removeAll(keepingCapacity: true)
    // Most terms have no full block.
    if !allDocuments.isEmpty {
      allDocuments.removeAll(keepingCapacity: true)
      levels.removeAll(keepingCapacity: true)
      allFrequencies.removeAll(keepingCapacity: true)
      positionStarts.removeAll(keepingCapacity: true)
    }
    positionBits.removeAll()
    coded = 0
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
    unsafe documents[pending] = document
    unsafe frequencies[pending] = frequency
    unsafe lengths[pending] = length
    if hasPositions { unsafe pendingPositions.append(contentsOf: positions) }
    pending += 1
    documentFrequency += 1
    totalFrequency += Int(frequency)
    finishPostings()
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
      guard let first = newDocuments.baseAddress else { return }
      unsafe (documents + pending).update(from: first + start, count: count)
      unsafe (frequencies + pending).update(from: newFrequencies + start, count: count)
      unsafe (lengths + pending).update(from: newLengths + start, count: count)
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
      finishPostings()
    }
  }

  /// Takes care of the block at hand once it is full, and of positions once they are many.
  @inline(__always)
  private mutating func finishPostings() {
    if pending == Self.blockCount {
      writeBlock()
    } else if pendingPositions.count >= Self.manyPositions, documentFrequency > 1 {
      codePositions()
    }
  }

  /// The bytes of positions that the term has come to, those that were taken among them.
  var positionBytes: Int { takenPositionBytes + positions.count }

  /// Gives away the bytes of positions that there are, which come before those of what follows.
  mutating func takePositions() -> [UInt8] {
    defer { positions = [] }
    takenPositionBytes += positions.count
    return positions
  }

  /// Ends the term: `postings` and `positions` hold its bytes until the next `begin`.
  mutating func finish() -> Result {
    var result = Result(documentFrequency: documentFrequency, totalFrequency: totalFrequency)
    if documentFrequency == 1 {
      result.single = unsafe (documents[0], frequencies[0])
      return result
    }
    if documentFrequency < Self.blockCount {
      encodeTail(isDense: false)
      postings.append(bits.bytes)
      writePositions()
      return result
    }
    let fullBlocks = positionStarts.count
    noteBlock()
    let isDense = PostingsLayout.isDense(
      frequency: documentFrequency, documents: segmentDocuments, hasPositions: hasPositions)
    let frequencyShift = PostingsLayout.frequencyShift(
      frequency: documentFrequency, totalFrequency: totalFrequency)
    var payload = ByteWriter()
    var payloadStarts: [Int] = []
    for block in 0..<fullBlocks {
      payloadStarts.append(payload.count)
      writePayload(block, isDense: isDense, frequencyShift, to: &payload.bytes)
    }
    if pending > 0 {
      payloadStarts.append(payload.count)
      positionStarts.append(positionStart)
      encodeTail(isDense: isDense)
      payload.append(bits.bytes)
      writePositions()
    }
    postings.write(UInt8(frequencyShift) | (hasChampions ? PostingsLayout.championFlag : 0))
    writeHeaders(payloadStarts)
    if hasChampions { writeChampions() }
    writeCells()
    if isDense { writeBits() }
    postings.append(payload.bytes)
    return result
  }

  /// Where the postings of a block start among all.
  private func range(ofBlock block: Int) -> Range<Int> {
    let start = block * Self.blockCount
    return start..<min(start + Self.blockCount, allDocuments.count)
  }

  /// What is written of each block: its last document, and where its payload and its positions start.
  private mutating func writeHeaders(_ payloadStarts: [Int]) {
    let lastDocuments = payloadStarts.indices.map {
      Int(allDocuments[range(ofBlock: $0).upperBound - 1])
    }
    writeColumns([lastDocuments, payloadStarts] + (hasPositions ? [positionStarts] : []))
  }

  /// The columns of `numbers`, each of which has one for every block, and then their bits block by block.
  private mutating func writeColumns(_ numbers: [[Int]]) {
    let columns = numbers.map { BlockColumn(of: $0) }
    for column in columns { column.write(to: &postings) }
    bits.removeAll()
    for block in numbers[0].indices {
      for (column, numbers) in zip(columns, numbers) {
        bits.write(UInt64(numbers[block] - column.line(block)), bits: Int(column.width))
      }
    }
    bits.align()
    postings.append(bits.bytes)
  }

  /// The documents of a full block, unless there are bits for them, and the frequencies as their sums.
  private func writePayload(
    _ block: Int, isDense: Bool, _ frequencyShift: Int, to output: inout [UInt8]
  ) {
    let range = range(ofBlock: block)
    unsafe allDocuments[range].withUnsafeBufferPointer {
      guard !isDense, let documents = $0.baseAddress else { return }
      let base = block == 0 ? 0 : allDocuments[range.lowerBound - 1] + 1
      let span = allDocuments[range.upperBound - 1] - base - DocID(Self.blockCount - 1)
      unsafe AscendingCode.write(
        documents, base: base, shift: AscendingCode.shift(span: span), to: &output)
    }
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.blockCount) { sums in
      var sum = UInt32.max
      for i in 0..<Self.blockCount {
        sum &+= allFrequencies[range.lowerBound + i]
        unsafe sums.initializeElement(at: i, to: sum)
      }
      guard let sums = sums.baseAddress else { return }
      unsafe AscendingCode.write(sums, base: 0, shift: frequencyShift, to: &output)
    }
  }

  /// Takes down the documents, the frequencies and the levels of the block at hand.
  private mutating func noteBlock() {
    unsafe allDocuments.append(contentsOf: UnsafeBufferPointer(start: documents, count: pending))
    unsafe allFrequencies.append(
      contentsOf: UnsafeBufferPointer(start: frequencies, count: pending))
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.blockCount + 8) { own in
      guard let own = own.baseAddress else { return }
      unsafe scale.writeLevels(
        frequencies: frequencies, lengths: lengths, count: pending, to: own)
      unsafe levels.append(contentsOf: UnsafeBufferPointer(start: own, count: pending))
      guard hasChampions else { return }
      for i in 0..<pending where unsafe own[i] >= selection.leastLevel {
        unsafe selection.add(
          documents[i], frequency: frequencies[i], length: lengths[i], level: own[i])
      }
    }
  }

  /// The documents and frequencies of the champions.
  private mutating func writeChampions() {
    let documentWidth = PostingsLayout.width(below: segmentDocuments)
    bits.removeAll()
    let count = PostingsLayout.champions(
      frequency: documentFrequency, documents: segmentDocuments, hasPositions: hasPositions)
    for champion in selection.champions(count, on: scale) {
      bits.write(UInt64(champion.document), bits: documentWidth)
      bits.write(UInt64(champion.frequency), bits: ChampionSelection.frequencyWidth)
    }
    bits.align()
    postings.append(bits.bytes)
  }

  /// The highest level in each cell of documents.
  private mutating func writeCells() {
    let shift = PostingsLayout.cellShift(
      frequency: documentFrequency, documents: segmentDocuments,
      meanLength: scale.referenceLength)
    let start = postings.count
    postings.bytes.append(
      contentsOf: repeatElement(
        0, count: PostingsLayout.cells(shift: shift, documents: segmentDocuments)))
    unsafe postings.bytes.withUnsafeMutableBufferPointer { bytes in
      let cells = unsafe UnsafeMutableBufferPointer(rebasing: bytes[start...])
      for i in allDocuments.indices {
        let cell = Int(allDocuments[i]) &>> shift
        unsafe cells[cell] = max(cells[cell], levels[i])
      }
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
    var ranks: [Int] = []
    for (i, word) in words.enumerated() {
      if i % PostingsLayout.wordsPerRank == 0 { ranks.append(rank) }
      rank += word.nonzeroBitCount
    }
    writeColumns([ranks])
  }

  private mutating func writeBlock() {
    positionStarts.append(positionStart)
    noteBlock()
    writePositions()
    pending = 0
  }

  /// Makes the last block, of fewer than 128 postings, the bytes of `bits`.
  ///
  /// They are Rice-coded gaps and γ-coded frequencies in turn; of a dense list only these.
  private mutating func encodeTail(isDense: Bool) {
    bits.removeAll()
    // A γ code is of 63 bits at most.
    if isDense {
      bits.write(atMost: pending * 63) { sink in
        for i in 0..<pending { unsafe sink.writeGamma(frequencies[i]) }
      }
    } else {
      var previous = lastBeforeTail
      for i in 0..<pending {
        unsafe gaps[i] = documents[i] &- previous &- 1
        unsafe previous = documents[i]
      }
      let (k, cost) = unsafe Self.parameter(
        of: UnsafeBufferPointer(start: gaps, count: pending))
      bits.write(UInt64(k), bits: 8)
      bits.write(atMost: cost + pending * 63) { sink in
        for i in 0..<pending {
          unsafe sink.writeRice(gaps[i], k: k)
          unsafe sink.writeGamma(frequencies[i])
        }
      }
    }
    bits.align()
  }

  /// The last document of the full blocks, or one before document 0.
  private var lastBeforeTail: DocID {
    let full = documentFrequency / Self.blockCount * Self.blockCount
    return full == 0 ? .end : allDocuments[full - 1]
  }

  /// The Rice parameter that codes gaps in the fewest bits, and the bits; the first from which one more is not better.
  private static func parameter(of gaps: UnsafeBufferPointer<UInt32>) -> (k: Int, cost: Int) {
    // One more saves at least half of what stands above the low bits, and costs a bit for each gap; and above k low bits
    // stands no less than the sum by 2^k, less one for each gap. So one more is better up to here.
    let sum = unsafe gaps.reduce(0) { $0 + Int($1) }
    var best = (k: 0, cost: Int.max)
    var k = 0
    while sum > 3 * gaps.count << k { k += 1 }
    while k < 32 {
      let cost = unsafe gaps.reduce(gaps.count * (k + 1)) { $0 + Int($1 >> UInt32(k)) }
      if cost >= best.cost { break }
      best = (k, cost)
      k += 1
    }
    return best
  }

  /// The positions of a block: the codes of its postings.
  private mutating func writePositions() {
    guard hasPositions else { return }
    codePositions()
    positionBits.align()
    positionBits.moveBytes(to: &positions)
    positionStart = positionBytes
    coded = 0
  }

  /// Codes the positions that wait.
  private mutating func codePositions() {
    let waiting = coded..<pending
    unsafe pendingPositions.withUnsafeBufferPointer { positions in
      guard let positions = positions.baseAddress else { return }
      let frequencies = unsafe UnsafeBufferPointer(
        start: frequencies + waiting.lowerBound, count: waiting.count)
      if positionKind == .short {
        unsafe ShortFieldPositions.write(positions, frequencies: frequencies, to: &positionBits)
      } else {
        unsafe PositionCode.write(
          positions, frequencies: frequencies, lengths: lengths + waiting.lowerBound,
          to: &positionBits)
      }
    }
    positionBits.moveBytes(to: &positions)
    coded = pending
    pendingPositions.removeAll(keepingCapacity: true)
  }
}
