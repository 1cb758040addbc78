internal import Bytes
internal import CSIMD
internal import Synchronization

/// An immutable segment, mapped for reading.
///
/// What every query needs is verified when it is opened; terms, postings, positions and stored fields
/// when they are first touched.
@safe public final class Segment: Sendable {
  /// The counts and sums.
  public let summary: SegmentSummary
  /// The length of every document, at most `SegmentSummary.longestLength`.
  public nonisolated(unsafe) let lengths: UnsafePointer<UInt16>
  /// The weighted length of every document; the same as `lengths` where no field is by them.
  public nonisolated(unsafe) let weightedLengths: UnsafePointer<UInt16>
  /// The mean length of the documents, as `ImpactScale` has it.
  let meanLength: Int
  let file: SegmentFile
  let dictionary: TermDictionary
  /// The lines of postings that are asked for when a term is found: its headers, and what cells can score.
  private static let linesAhead = 8
  private let zones = Mutex<DateZones.Table?>(nil)

  /// Opens the segment at `path`.
  ///
  /// - Throws: `IndexError` if the file is missing, damaged or of another version.
  public init(path: String) throws(IndexError) {
    let file = try SegmentFile(path: path)
    guard let summary = unsafe SegmentSummary(try file.bytes(of: .summary)) else {
      throw IndexError.damaged(path, "section summary")
    }
    let lengths = unsafe try file.bytes(of: .lengths)
    let blocks =
      (summary.terms + TermDictionaryWriter.blockCount - 1)
      / TermDictionaryWriter.blockCount
    let blockOffsets = unsafe try file.bytes(of: .termBlocks)
    guard let lengthBase = lengths.baseAddress, lengths.count == summary.documents * 2,
      let blockBase = blockOffsets.baseAddress, blockOffsets.count == blocks * 4
    else { throw IndexError.damaged(path, "section summary") }
    self.file = file
    self.summary = summary
    meanLength = summary.impactScale.referenceLength
    unsafe self.lengths = lengthBase.assumingMemoryBound(to: UInt16.self)
    if summary.weightedFields == 0 {
      unsafe weightedLengths = unsafe self.lengths
    } else {
      let weighted = unsafe try file.bytes(of: .weightedLengths)
      guard let base = weighted.baseAddress, weighted.count == summary.documents * 2 else {
        throw IndexError.damaged(path, "section weighted lengths")
      }
      unsafe weightedLengths = unsafe base.assumingMemoryBound(to: UInt16.self)
    }
    dictionary = unsafe TermDictionary(
      count: summary.terms, file: file, blockOffsets: blockBase)
  }

  /// The path of the file.
  public var path: String { file.path }
  /// The number of documents, deleted ones included.
  public var documentCount: Int { summary.documents }
  /// The size of the file in bytes.
  public var byteCount: Int { file.byteCount }
  /// The checksum that stands for all of its bytes.
  var checksum: UInt64 { file.checksum }
  /// The size of each section in bytes.
  public var sectionBytes: [(section: SectionID, bytes: Int)] {
    SectionID.allCases.map { ($0, file.count(of: $0)) }
  }

  /// Where the term `key` is, if it is there.
  ///
  /// What is to be read there is on its way to the cache then: of several terms the places of all are asked for first.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the dictionary are not what was written.
  public func place(of key: DictionaryKey) throws(IndexError) -> TermPlace {
    try dictionary.place(of: key)
  }

  /// The term `key`, which is at `place` if it is there, or nil.
  ///
  /// The start of its postings is on its way to the cache then.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the dictionary are not what was written.
  public func term(_ key: DictionaryKey, at place: TermPlace) throws(IndexError) -> SegmentTerm? {
    guard let info = try dictionary.find(key, at: place) else { return nil }
    let term = try resolved(info, hasPositions: hasPositions(key.field))
    if case .list(let postings, _) = term.info.storage {
      let start = unsafe file.start(of: .postings) + postings.start
      for line in 0..<Self.linesAhead { unsafe prefetch(start + 64 &* line) }
    }
    return term
  }

  /// The term of those bytes in the field of that number, or nil.
  ///
  /// - Throws: `IndexError.damaged` if bytes of the dictionary are not what was written.
  public func term(field: UInt8, _ bytes: [UInt8]) throws(IndexError) -> SegmentTerm? {
    try DictionaryKey.with(field: field, bytes) { (key) throws(IndexError) in
      try term(key, at: place(of: key))
    }
  }

  /// The postings of `term`, which came from this segment.
  ///
  /// - Throws: `IndexError.damaged` if their bytes are not what was written.
  public func postings(of term: SegmentTerm) throws(IndexError) -> PostingsList {
    let list = try postings(term.info, term.arePositionsStored)
    list.prefetchPayload()
    return term.isShared ? PostingsList(sharing: list) : list
  }

  /// The postings of the term `key` (a field number, then the bytes of the term), or nil.
  ///
  /// - Throws: `IndexError.damaged` if their bytes are not what was written.
  public func postings(key: [UInt8]) throws(IndexError) -> PostingsList? {
    guard let info = try dictionary.find(key) else { return nil }
    return try postings(info, hasPositions: hasPositions(key[0]))
  }

  private func hasPositions(_ field: UInt8) -> Bool {
    summary.positionalFields >> UInt32(field) & 1 == 1
  }

  /// Whether `term` is there in the field of that number.
  public func contains(field: UInt8, term: [UInt8]) throws(IndexError) -> Bool {
    try dictionary.find(field: field, term: term) != nil
  }

  /// Whether the word that is `term` in the paired field is frequent enough to be among those that are paired: few are.
  public func mayPair(_ term: SegmentTerm) -> Bool {
    CommonWord.isFrequent(term.totalFrequency, of: summary.lengthSum)
  }

  /// The postings that `info` leads to.
  func postings(_ info: TermInfo, hasPositions: Bool) throws(IndexError) -> PostingsList {
    try postings(of: try resolved(info, hasPositions: hasPositions))
  }

  /// The term of `info`, or that which it is an alias of.
  func resolved(_ info: TermInfo, hasPositions: Bool) throws(IndexError) -> SegmentTerm {
    guard case .alias(let ordinal) = info.storage else {
      return SegmentTerm(info: info, arePositionsStored: hasPositions, isShared: false)
    }
    guard let target = try dictionary.info(ordinal: ordinal), !target.info.isAlias else {
      throw IndexError.damaged(path, "section terms, an alias")
    }
    return SegmentTerm(
      info: target.info, arePositionsStored: target.hasPositions, isShared: true)
  }

  private func postings(
    _ info: TermInfo, _ hasPositions: Bool
  ) throws(IndexError) -> PostingsList {
    switch info.storage {
    case .alias: throw IndexError.damaged(path, "section terms, an alias")
    case .single(let document, let frequency, let positionsOffset):
      return unsafe PostingsList(
        document: document, frequency: frequency,
        positions: unsafe hasPositions ? dictionary.terms + positionsOffset : nil)
    case .list(let postingsExtent, let positionsExtent):
      let postings = try unsafe file.pointer(to: postingsExtent.range, of: .postings)
      let positions =
        try unsafe hasPositions ? file.pointer(to: positionsExtent.range, of: .positions) : nil
      return unsafe PostingsList(
        documentFrequency: info.documentFrequency, totalFrequency: info.totalFrequency,
        documents: documentCount, meanLength: meanLength, postings: postings,
        positions: positions)
    }
  }

  /// Calls `visit` with the bytes of each term of `field` that starts with `prefix`, in order,
  /// until it returns false.
  ///
  /// - Complexity: about 20 ns a term.
  public func forEachTerm(
    field: UInt8, prefix: [UInt8], _ visit: (ArraySlice<UInt8>) -> Bool
  ) throws(IndexError) {
    let start = [field] + prefix
    var cursor = try TermCursor(dictionary, from: start)
    while try cursor.next() != nil, cursor.key.starts(with: start) {
      if !visit(cursor.key.dropFirst()) { return }
    }
  }

  /// The number of words in the title of each document, by a column.
  public func titleLengths() throws(IndexError) -> DocumentNumbers {
    try column(.titleLengths)
  }

  /// The date of each document in seconds since 1970, by a column.
  public func dates() throws(IndexError) -> DocumentNumbers { try column(.dates) }

  /// The dates with what is known of stretches of them; made when they are first asked for.
  public func dateZones() throws(IndexError) -> DateZones {
    if let known = zones.withLock({ $0 }) { return DateZones(known, of: self) }
    let made = DateZones.Table(try dates().column, count: documentCount)
    zones.withLock { $0 = made }
    return DateZones(made, of: self)
  }

  private func column(_ id: SectionID) throws(IndexError) -> DocumentNumbers {
    guard let column = unsafe NumericColumn(try file.bytes(of: id), count: documentCount) else {
      throw IndexError.damaged(path, "section \(id.name)")
    }
    return DocumentNumbers(column: column, segment: self)
  }

  /// The identifier of `document`, which must be in range.
  public func identifier(of document: DocID) throws(IndexError) -> String {
    String(decoding: try identifiers()[Int(document)], as: UTF8.self)
  }

  /// The documents with that identifier, ascending; linear in the documents.
  public func documents(identifier: String) throws(IndexError) -> [DocID] {
    let wanted = Array(identifier.utf8)
    var found: [DocID] = []
    try identifiers().forEach { i, bytes in
      if bytes == wanted { found.append(DocID(i)) }
    }
    return found
  }

  /// Calls `visit` with each document and the bytes of its identifier, in order.
  public func forEachIdentifier(
    _ visit: (DocID, [UInt8]) throws(IndexError) -> Void
  ) throws(IndexError) {
    try identifiers().forEach { (i, bytes) throws(IndexError) in try visit(DocID(i), bytes) }
  }

  func identifiers() throws(IndexError) -> TextColumn {
    unsafe TextColumn(try file.bytes(of: .identifiers), count: documentCount)
  }

  /// The file that `document`, which must be in range, was read from.
  ///
  /// - Complexity: logarithmic in the files.
  public func file(of document: DocID) throws(IndexError) -> SourceFile {
    let table = unsafe try self.file.bytes(of: .files)
    guard let source = unsafe SourceFile(table: table, holding: document) else {
      throw IndexError.damaged(path, "section files")
    }
    return source
  }

  /// The files that the documents were read from, in the order of documents.
  public func files() throws(IndexError) -> [SourceFile] {
    guard let files = unsafe SourceFile.decode(try file.bytes(of: .files)),
      files.reduce(0, { $0 + $1.documentCount }) == documentCount
    else { throw IndexError.damaged(path, "section files") }
    return files
  }
}

/// One number for each document of a segment, or none.
public struct DocumentNumbers: Sendable {
  let column: NumericColumn
  /// Keeps the mapping alive.
  let segment: Segment

  /// The number of `document`, which must be in range.
  public subscript(_ document: DocID) -> Int64? { column[document] }
}
