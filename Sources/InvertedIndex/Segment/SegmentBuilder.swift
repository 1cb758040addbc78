internal import Bytes

/// Collects documents in memory and writes them as a segment: inversion by sorting.
///
/// Tokens are kept as (term number, position) in the order of the text and sorted by term when the
/// segment is written, which is a counting sort. Not thread-safe; several builders are independent.
public final class SegmentBuilder {
  /// Writes the term derived from a field and a term to its last argument; false if there is none.
  public typealias Derivation = (
    _ field: UInt8, _ term: UnsafeBufferPointer<UInt8>, _ derived: inout [UInt8]
  ) -> Bool

  private let schema: IndexSchema
  private var terms = TermTable()
  private var tokenTerms: [UInt32] = []
  private var tokenPositions: [UInt32] = []
  /// The first token of every document, and the end.
  private var documentStarts: [Int] = [0]
  private var documents: [DocumentRecord] = []
  private var files: [SourceFile] = []
  private var storedBytes = 0

  /// A builder without documents.
  public init(schema: IndexSchema) { self.schema = schema }

  /// The number of documents.
  public var documentCount: Int { documents.count }

  /// The memory that it takes now and about takes while writing, in bytes.
  public var memoryBytes: Int {
    tokenTerms.count * 16 + terms.byteCount * 2 + storedBytes + documents.count * 256
  }

  /// Starts a file: the documents that follow were read from it.
  public func begin(_ file: SourceFile) {
    var file = file
    file.firstDocument = DocID(documents.count)
    files.append(file)
  }

  /// Adds a token of the document at hand.
  ///
  /// - Parameter position: not less than that of the token of the same term before.
  @inline(__always)
  public func add(field: UInt8, term: UnsafeBufferPointer<UInt8>, position: UInt32) {
    tokenTerms.append(unsafe terms.number(field: field, term: term))
    tokenPositions.append(position)
  }

  /// Ends the document at hand.
  public func end(_ document: DocumentRecord) {
    documents.append(document)
    storedBytes += document.stored.count + document.identifier.count
    documentStarts.append(tokenTerms.count)
    if !files.isEmpty { files[files.count - 1].documentCount += 1 }
  }

  /// Writes the segment to `path` and waits until it is on disk if `sync` is set.
  ///
  /// - Throws: `IndexError` if it cannot be written; what was written then is removed by the next
  ///   `IndexWriter`.
  public func write(
    to path: String, sync: Bool, derive: Derivation
  ) throws(IndexError) -> SegmentSummary {
    var writer = SegmentWriter(path: path, schema: schema)
    for document in documents { try writer.append(document) }
    let postings = TokenPostings(
      terms: tokenTerms, positions: tokenPositions, documentStarts: documentStarts,
      termCount: terms.count)
    tokenTerms = []
    tokenPositions = []
    unsafe try writeTerms(postings, to: &writer, derive)
    return try writer.finish(files: files.filter { $0.documentCount > 0 }, sync: sync)
  }

  private func writeTerms(
    _ postings: TokenPostings, to writer: inout SegmentWriter, _ derive: Derivation
  ) throws(IndexError) {
    let order = terms.sortedNumbers()
    let derived = unsafe DerivedTerms(of: terms, order: order, schema: schema, derive)
    var ordinals = [UInt32](repeating: .max, count: terms.count)
    var nextDerived = 0
    func writeDerived(before key: ArraySlice<UInt8>?) throws(IndexError) {
      while nextDerived < derived.count {
        let derivedKey = derived.key(nextDerived)
        if let key, key.lexicographicallyPrecedes(derivedKey) { return }
        try write(
          derivedKey, from: derived.sources(nextDerived), ordinals, postings, to: &writer)
        nextDerived += 1
      }
    }
    for number in order {
      let key = terms.key(number)
      guard let field = key.first, schema.field(field)?.isWritten == true else { continue }
      try writeDerived(before: key)
      ordinals[Int(number)] = UInt32(writer.nextOrdinal)
      writer.beginTerm(field: field)
      unsafe postings.forEachDocument(of: number) { document, positions in
        unsafe writer.append(
          document, frequency: UInt32(positions.count), field: field, positions: positions)
      }
      try writer.finishTerm(key: Array(key))
    }
    try writeDerived(before: nil)
  }

  private func write(
    _ key: ArraySlice<UInt8>, from sources: ArraySlice<UInt32>, _ ordinals: [UInt32],
    _ postings: TokenPostings, to writer: inout SegmentWriter
  ) throws(IndexError) {
    guard let field = key.first, let first = sources.first else { return }
    if sources.count == 1, ordinals[Int(first)] != .max {
      try writer.append(key: Array(key), aliasOf: Int(ordinals[Int(first)]))
      return
    }
    writer.beginTerm(field: field)
    let none = unsafe UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    postings.forEachDocument(ofAny: sources) { document, frequency in
      unsafe writer.append(document, frequency: frequency, field: field, positions: none)
    }
    try writer.finishTerm(key: Array(key))
  }
}
