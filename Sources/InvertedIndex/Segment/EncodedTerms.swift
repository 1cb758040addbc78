internal import Bytes

/// The terms of a stretch of the dictionary, encoded, in order.
struct EncodedTerms {
  struct Entry {
    /// The run that `term` is of.
    let run: UInt32
    /// The entry of the run that tells the key.
    let term: UInt32
    /// What this stands for, if it is an alias: the entry of the same run that it comes from.
    var source: UInt32?
    /// The bytes of the entry in the dictionary.
    var entryBytes: UInt32 = 0
    /// The number of documents.
    var documentFrequency: UInt32 = 0
    /// The number of occurrences.
    var totalFrequency = 0
    var postingsBytes = 0
    var positionsBytes = 0
  }

  var entries: [Entry] = []
  var dictionary = ByteWriter()
  var postings: [UInt8] = []
  var positions: [UInt8] = []
}

/// Encodes the terms of a segment whose documents are known, one after the other.
///
/// One for each thread.
struct TermEncoder {
  private let documents: SegmentDocuments
  private var encoder = PostingsEncoder()
  private var field: UInt8 = 0
  private var hasPositions = false
  private(set) var encoded = EncodedTerms()

  init(_ documents: SegmentDocuments) { self.documents = documents }

  /// Starts the next term.
  mutating func begin(field: UInt8) {
    self.field = field
    hasPositions = documents.positionalFields >> UInt32(field) & 1 == 1
    encoder.begin(hasPositions: hasPositions, scale: documents.scale)
  }

  /// Adds a posting.
  @inline(__always)
  mutating func append(
    _ document: DocID, frequency: UInt32, positions: UnsafeBufferPointer<UInt32>
  ) {
    let length = documents.length(document)
    unsafe encoder.append(
      document, frequency: frequency, length: length,
      positionLength: field == 0 ? length : PositionCode.shortFieldLength, positions: positions)
  }

  /// Ends the term, whose key is that of an entry of a run.
  mutating func finish(run: Int, term: Int) {
    let result = encoder.finish()
    guard result.documentFrequency > 0 else { return }
    var entry = EncodedTerms.Entry(run: UInt32(run), term: UInt32(term))
    entry.documentFrequency = UInt32(result.documentFrequency)
    entry.totalFrequency = result.totalFrequency
    let start = encoded.dictionary.count
    if let single = result.single {
      TermDictionaryWriter.writeEntry(
        document: single.document, frequency: single.frequency,
        positions: hasPositions ? encoder.pendingPositions : nil, to: &encoded.dictionary)
    } else {
      entry.postingsBytes = encoder.postings.count
      encoded.postings.append(contentsOf: encoder.postings.bytes)
      if hasPositions {
        entry.positionsBytes = encoder.positions.count
        encoded.positions.append(contentsOf: encoder.positions)
      }
      TermDictionaryWriter.writeEntry(
        documentFrequency: result.documentFrequency, totalFrequency: result.totalFrequency,
        postingsBytes: entry.postingsBytes,
        positionsBytes: hasPositions ? entry.positionsBytes : nil, to: &encoded.dictionary)
    }
    entry.entryBytes = UInt32(encoded.dictionary.count - start)
    encoded.entries.append(entry)
  }

  /// Adds a term that stands for another one.
  mutating func appendAlias(run: Int, term: Int, of source: Int) {
    encoded.entries.append(
      EncodedTerms.Entry(run: UInt32(run), term: UInt32(term), source: UInt32(source)))
  }

  /// What was encoded since the last call.
  mutating func take() -> EncodedTerms {
    defer { encoded = EncodedTerms() }
    return encoded
  }
}

/// What the postings of a segment need to know of its documents.
struct SegmentDocuments: Sendable {
  let lengths: [UInt16]
  let positionalFields: UInt32
  let scale: ImpactScale

  @inline(__always)
  func length(_ document: DocID) -> UInt32 { UInt32(lengths[Int(document)]) }
}

extension SegmentWriter {
  /// What encoders of its terms need to know of the documents, all of which have been added.
  var documents: SegmentDocuments {
    SegmentDocuments(
      lengths: lengths, positionalFields: summary.positionalFields, scale: summary.impactScale)
  }

  /// Adds terms that follow those added before.
  ///
  /// - Parameters:
  ///   - runs: what the entries refer to.
  ///   - ordinals: those of the terms of every run that may have aliases.
  mutating func append(
    _ terms: EncodedTerms, of runs: [RunView], _ ordinals: inout TermOrdinals
  ) throws(IndexError) {
    try postings.append(terms.postings)
    try positions.append(terms.positions)
    var key: [UInt8] = []
    var offset = 0
    for entry in terms.entries {
      key.removeAll(keepingCapacity: true)
      let run = runs[Int(entry.run)]
      run.appendBytes(of: run[Int(entry.term)], to: &key)
      if let source = entry.source {
        try dictionary.append(
          key: key, aliasOf: Int(ordinals[run: Int(entry.run), term: Int(source)]))
        continue
      }
      noteFrequency(of: key, entry.totalFrequency)
      ordinals[run: Int(entry.run), term: Int(entry.term)] = UInt32(truncatingIfNeeded: nextOrdinal)
      try append(key, entry, of: terms.dictionary.bytes, at: offset)
      offset += Int(entry.entryBytes)
      summary.postings += Int(entry.documentFrequency)
    }
  }

  private mutating func append(
    _ key: [UInt8], _ entry: EncodedTerms.Entry, of bytes: [UInt8], at offset: Int
  ) throws(IndexError) {
    let span = bytes[offset..<offset + Int(entry.entryBytes)]
    try dictionary.append(
      key: key, entry: span, postingsBytes: entry.postingsBytes,
      positionsBytes: entry.positionsBytes)
  }
}

/// The ordinals of terms of several runs, kept where a term may have aliases.
struct TermOrdinals {
  private let starts: [Int]
  private var ordinals: [UInt32]

  /// Room for the terms of `runs`, or none if no term has an alias.
  init(_ runs: [RunView], schema: IndexSchema) {
    guard schema.fields.contains(where: { $0.derived != nil }) else {
      starts = []
      ordinals = []
      return
    }
    var starts = [0]
    for run in runs { starts.append(starts[starts.count - 1] + run.count) }
    self.starts = starts
    ordinals = [UInt32](repeating: .max, count: starts[runs.count])
  }

  subscript(run run: Int, term term: Int) -> UInt32 {
    get { ordinals[starts[run] + term] }
    set { if !starts.isEmpty { ordinals[starts[run] + term] = newValue } }
  }
}
