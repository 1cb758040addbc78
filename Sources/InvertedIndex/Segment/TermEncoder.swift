internal import Bytes

/// Encodes the terms of a segment whose documents are known, one after the other.
///
/// One for each thread.
struct TermEncoder {
  private let documents: SegmentDocuments
  private var encoder = PostingsEncoder()
  private var hasPositions = false
  /// The lengths by which the levels of the term at hand are.
  private var lengths: [UInt16]
  private var encoded: EncodedTerms
  /// Where files of positions stand, each with a number behind it.
  private let path: String
  /// How often `take` was called.
  private var taken = 0
  private var batch = PostingBatch()

  /// The encoded bytes of positions that are left in memory while a term goes on.
  private static let manyBytes = 1 << 18

  /// An encoder that has encoded nothing.
  ///
  /// - Parameter path: where files of positions may stand for some time, a number and an ending behind it;
  ///   no other encoder's.
  init(_ documents: SegmentDocuments, path: String) {
    self.documents = documents
    lengths = documents.lengths
    self.path = path
    encoded = Self.noTerms(path, 0)
  }

  private static func noTerms(_ path: String, _ number: Int) -> EncodedTerms {
    EncodedTerms(positionsPath: "\(path)-\(number).lede-tmp")
  }

  /// Starts the next term.
  mutating func begin(field: UInt8) {
    let summary = documents.summary
    let kind = PositionKind(field: field, positionalFields: summary.positionalFields)
    hasPositions = kind != .none
    lengths = summary.isWeighted(field) ? documents.weightedLengths : documents.lengths
    // The pairs, which have none, are written otherwise.
    encoder.begin(
      positions: kind, hasChampions: true, scale: documents.scale, documents: summary.documents)
  }

  /// Adds a posting without positions, once `appendBatch` is called.
  @inline(__always)
  mutating func append(_ document: DocID, frequency: UInt32) {
    batch.add(document, frequency: frequency, length: UInt32(lengths[Int(document)]))
    if batch.count == PostingsEncoder.blockCount { appendBatch() }
  }

  /// Adds the postings that wait.
  mutating func appendBatch() {
    unsafe encoder.append(
      documents: UnsafeBufferPointer(start: batch.documents, count: batch.count),
      frequencies: batch.frequencies, lengths: batch.lengths,
      positions: UnsafeBufferPointer(start: nil, count: 0))
    batch.removeAll()
  }

  /// Adds the postings of occurrences of a term: documents and their distinct positions, ascending.
  mutating func append<Word: FixedWidthInteger & UnsignedInteger>(
    _ occurrences: UnsafeBufferPointer<Word>, positionBits: Word, base: DocID
  ) throws(IndexError) {
    unsafe lengths.withUnsafeBufferPointer { lengths in
      var i = 0
      while i < occurrences.count {
        let (count, positions) = unsafe batch.fill(
          from: occurrences, &i, positionBits: positionBits, base: base, lengths: lengths)
        unsafe encoder.append(
          documents: UnsafeBufferPointer(start: batch.documents, count: count),
          frequencies: batch.frequencies, lengths: batch.lengths, positions: positions)
      }
    }
    if encoder.positions.count >= Self.manyBytes {
      try encoded.positions.append(encoder.takePositions())
    }
  }

  /// Ends the term, whose key is that of an entry of a run.
  mutating func finish(run: Int, term: Int) throws(IndexError) {
    let result = encoder.finish()
    guard result.documentFrequency > 0 else { return }
    var entry = EncodedTerms.Entry(run: UInt32(run), term: UInt32(term))
    entry.documentFrequency = UInt32(result.documentFrequency)
    entry.totalFrequency = result.totalFrequency
    let start = encoded.numbers.count
    if let single = result.single {
      entry.head = TermDictionaryWriter.writeNumbers(
        document: single.document, frequency: single.frequency,
        positions: hasPositions ? encoder.pendingPositions : nil, to: &encoded.numbers)
    } else {
      entry.postingsBytes = encoder.postings.count
      encoded.postings.append(contentsOf: encoder.postings.bytes)
      if hasPositions {
        try encoded.positions.append(encoder.positions)
        entry.positionsBytes = encoder.positionBytes
      }
      entry.head = TermDictionaryWriter.writeNumbers(
        documentFrequency: result.documentFrequency, totalFrequency: result.totalFrequency,
        postingsBytes: entry.postingsBytes,
        positionsBytes: hasPositions ? entry.positionsBytes : nil, to: &encoded.numbers)
    }
    entry.numberBytes = UInt32(encoded.numbers.count - start)
    encoded.entries.append(entry)
  }

  /// Adds a term that stands for another one.
  mutating func appendAlias(run: Int, term: Int, of source: Int) {
    encoded.entries.append(
      EncodedTerms.Entry(run: UInt32(run), term: UInt32(term), source: UInt32(source)))
  }

  /// What was encoded since the last call.
  mutating func take() -> EncodedTerms {
    defer {
      taken += 1
      encoded = Self.noTerms(path, taken)
    }
    return encoded
  }
}

/// What the postings of a segment need to know of its documents.
struct SegmentDocuments: Sendable {
  let lengths: [UInt16]
  let weightedLengths: [UInt16]
  /// The sums of all documents.
  let summary: SegmentSummary
  let scale: ImpactScale

  init(lengths: [UInt16], weightedLengths: [UInt16], summary: SegmentSummary) {
    self.lengths = lengths
    self.weightedLengths = weightedLengths
    self.summary = summary
    scale = summary.impactScale
  }
}
