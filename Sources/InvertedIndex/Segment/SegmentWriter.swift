internal import Bytes

/// Writes one segment: first its documents, then its terms in ascending order.
///
/// Memory: 13 bytes for each document, and some for each block of terms and of stored fields.
struct SegmentWriter: ~Copyable {
  let path: String
  let schema: IndexSchema
  var summary = SegmentSummary()
  /// The saturated length of every document.
  private(set) var lengths: [UInt16] = []
  /// The saturated weighted length of every document.
  private(set) var weightedLengths: [UInt16] = []
  private var titleLengths: [UInt8] = []
  /// The date of every document, or `noDate`.
  private var dates: [Int64] = []
  private var identifierSection: SectionWriter
  private var identifiers: TextColumnWriter
  private var copyKeys: CopyKeyWriter
  private var stored: StoredFieldsWriter
  var dictionary: TermDictionaryWriter
  var postings: SectionWriter
  var positions: SectionWriter
  /// The words that are paired with one another, in the order of their keys.
  private(set) var commonWords: [CommonWord] = []
  /// The encoder of the term at hand, and whether its levels are by weighted lengths.
  var encoder = PostingsEncoder()
  private var isWeighted = false

  /// Stands for no date; none is so long ago.
  private static let noDate = Int64.min

  /// A writer of so many documents.
  init(path: String, schema: IndexSchema, documents: Int) {
    self.path = path
    self.schema = schema
    summary.positionalFields = schema.positionalFields
    summary.weightedFields = schema.weightedFields
    lengths.reserveCapacity(documents)
    weightedLengths.reserveCapacity(documents)
    titleLengths.reserveCapacity(documents)
    dates.reserveCapacity(documents)
    let identifierSection = SectionWriter(.identifiers, segmentPath: path)
    identifiers = TextColumnWriter(section: identifierSection)
    self.identifierSection = identifierSection
    copyKeys = CopyKeyWriter(segmentPath: path)
    stored = StoredFieldsWriter(stored: SectionWriter(.stored, segmentPath: path))
    dictionary = TermDictionaryWriter(terms: SectionWriter(.terms, segmentPath: path))
    postings = SectionWriter(.postings, segmentPath: path)
    positions = SectionWriter(.positions, segmentPath: path)
  }

  /// The ordinal of the next term.
  var nextOrdinal: Int { dictionary.count }

  /// Adds a document; what is stored of it is added with `appendStored`.
  mutating func append(_ document: DocumentRecord) throws(IndexError) {
    let length = min(document.length, SegmentSummary.longestLength)
    summary.documents += 1
    summary.tokens += document.length
    summary.lengthSum += length
    let weighted = min(document.weightedLength, SegmentSummary.longestLength)
    summary.weightedLengthSum += weighted
    summary.mostAdded = max(summary.mostAdded, weighted - length)
    weightedLengths.append(UInt16(weighted))
    summary.textBytes += document.textBytes
    lengths.append(UInt16(length))
    titleLengths.append(UInt8(min(document.titleLength, 254)))
    dates.append(document.date ?? Self.noDate)
    try identifiers.append(document.identifier)
    try copyKeys.append(document.copyKey)
  }

  /// Adds to the sums what the documents alone do not tell.
  mutating func addSums(tokens: Int, textBytes: Int) {
    summary.tokens += tokens
    summary.textBytes += textBytes
  }

  /// Adds the stored fields of the next `count` documents as they stand in another segment.
  mutating func appendStored(
    frame: UnsafeRawBufferPointer, byteCount: Int, documents count: Int
  ) throws(IndexError) {
    try unsafe stored.append(frame: frame, byteCount: byteCount, documents: count)
  }

  /// Adds the stored fields of the next document.
  mutating func appendStored(_ fields: [UInt8]) throws(IndexError) { try stored.append(fields) }

  /// Starts the postings of a term of `field`.
  mutating func beginTerm(field: UInt8) {
    isWeighted = summary.isWeighted(field)
    encoder.begin(
      positions: PositionKind(field: field, positionalFields: summary.positionalFields),
      hasChampions: field != schema.pairedFields?.pairs, scale: summary.impactScale,
      documents: summary.documents)
  }

  /// Adds a posting to the term at hand.
  @inline(__always)
  mutating func append(
    _ document: DocID, frequency: UInt32, positions: UnsafeBufferPointer<UInt32>
  ) {
    unsafe encoder.append(
      document, frequency: frequency,
      length: UInt32(isWeighted ? weightedLengths[Int(document)] : lengths[Int(document)]),
      positions: positions)
  }

  /// Writes the positions of the term at hand that are encoded, if they are many: so that those of a
  /// frequent word need no memory.
  mutating func writeManyPositions() throws(IndexError) {
    if encoder.positions.count >= SectionWriter.pageBytes {
      try positions.append(encoder.takePositions())
    }
  }

  /// Ends the term at hand, whose key (field and bytes) is after all before; none if it is empty.
  mutating func finishTerm(key: [UInt8]) throws(IndexError) {
    let hasPositions = summary.positionalFields >> UInt32(key[0]) & 1 == 1
    let result = encoder.finish()
    guard result.documentFrequency > 0 else { return }
    noteFrequency(of: key, result.totalFrequency)
    if let single = result.single {
      try dictionary.append(
        key: key, document: single.document, frequency: single.frequency,
        positions: hasPositions ? encoder.pendingPositions : nil)
    } else {
      try postings.append(encoder.postings.bytes)
      if hasPositions { try positions.append(encoder.positions) }
      try dictionary.append(
        key: key, documentFrequency: result.documentFrequency,
        totalFrequency: result.totalFrequency, postingsBytes: encoder.postings.count,
        positionsBytes: hasPositions ? encoder.positionBytes : nil)
    }
    summary.postings += result.documentFrequency
  }

  /// Takes down the next term if it is a word to be paired.
  mutating func noteFrequency(of key: [UInt8], _ totalFrequency: Int) {
    guard let (words, _) = schema.pairedFields, key[0] == words,
      CommonWord.isFrequent(totalFrequency, of: summary.lengthSum),
      key.count * 2 <= TermDictionaryWriter.longestKey, commonWords.count < CommonWord.most,
      !key.contains(CommonWord.separator)
    else { return }
    commonWords.append(CommonWord(bytes: Array(key.dropFirst()), ordinal: nextOrdinal))
  }

  /// Adds a term with the postings of the term of that ordinal.
  mutating func append(key: [UInt8], aliasOf ordinal: Int) throws(IndexError) {
    try dictionary.append(key: key, aliasOf: ordinal)
  }

  /// Writes the file and waits until it is on disk if `sync` is set.
  consuming func finish(files: [SourceFile], sync: Bool) throws(IndexError) -> SegmentSummary {
    let path = path
    let vectorField = schema.vectorField
    // What it keeps of the documents is given back before the vectors are made.
    let summary = try write(files: files, sync: sync && vectorField == nil)
    if let vectorField {
      try VectorWriter.append(field: vectorField, to: path, sync: sync)
    }
    return summary
  }

  private consuming func write(
    files: [SourceFile], sync: Bool
  ) throws(IndexError) -> SegmentSummary {
    var summary = summary
    let path = path
    try dictionary.finish()
    summary.terms = dictionary.count
    var file = try SegmentFileWriter(path: path)
    try file.append(Self.section(.summary, summary.encoded, path))
    let blocks = try dictionary.blockSection(segmentPath: path)
    try file.append(dictionary.termSection())
    try file.append(blocks)
    try file.append(postings)
    try file.append(positions)
    try file.append(Self.section(.lengths, Self.bytes(of: lengths), path))
    try file.append(
      Self.section(.titleLengths, NumericColumn.encode(titleLengths.lazy.map { Int64($0) }), path))
    let dates = dates.lazy.map { $0 == Self.noDate ? nil : $0 }
    try file.append(Self.section(.dates, NumericColumn.encode(dates), path))
    try identifiers.finish(into: &identifierSection)
    try file.append(identifierSection)
    var fileSection = SectionWriter(.files, segmentPath: path)
    try SourceFile.write(files, to: &fileSection)
    try file.append(fileSection)
    let fields = try stored.finish(segmentPath: path)
    try Self.append(fields, to: &file)
    if summary.weightedFields != 0 {
      try file.append(Self.section(.weightedLengths, Self.bytes(of: weightedLengths), path))
    }
    try copyKeys.write(to: &file)
    try file.finish(path: path, sync: sync)
    return summary
  }

  private static func append(
    _ fields: consuming StoredFieldsWriter.SectionPair, to file: inout SegmentFileWriter
  ) throws(IndexError) {
    let blocks = fields.blocks
    try file.append(fields.stored)
    try file.append(blocks)
  }

  private static func bytes(of lengths: [UInt16]) -> [UInt8] {
    var writer = ByteWriter()
    for length in lengths { writer.write(length) }
    return writer.bytes
  }

  private static func section(
    _ id: SectionID, _ bytes: [UInt8], _ path: String
  ) throws(IndexError) -> SectionWriter {
    var section = SectionWriter(id, segmentPath: path)
    try section.append(bytes)
    return section
  }
}
