internal import Bytes

/// Collects documents in memory and inverts them by sorting.
///
/// Tokens are kept as (term number, position) in the order of the text and sorted by term when the
/// run is taken, which is a counting sort. Not thread-safe; several builders are independent.
public final class SegmentBuilder {
  /// Writes the term derived from a field and a term to its last argument; false if there is none.
  public typealias Derivation = (
    _ field: UInt8, _ term: UnsafeBufferPointer<UInt8>, _ derived: inout [UInt8]
  ) -> Bool

  private let schema: IndexSchema
  private var terms = TermTable()
  private var tokens = TokenStream()
  private var documents = RunDocuments()
  private var stored = StoredFrames()
  private var files: [SourceFile] = []
  private var storedBytes = 0

  /// A builder without documents.
  public init(schema: IndexSchema) { self.schema = schema }

  /// The number of documents.
  public var documentCount: Int { documents.count }

  /// The memory that it takes now and about takes while inverting, in bytes.
  public var memoryBytes: Int {
    tokens.count * 16 + terms.byteCount * 2 + storedBytes + documents.count * 256
  }

  /// Whether the run must be taken before another document is added, whatever memory there is.
  public var isFull: Bool { tokens.count >= TokenStream.capacity }

  /// Starts a file: the documents that follow were read from it.
  public func begin(_ file: SourceFile) {
    var file = file
    file.firstDocument = DocID(documents.count)
    files.append(file)
  }

  /// Adds a token of the document at hand.
  ///
  /// - Parameter position: not less than that of the token of the same term before.
  public func add(field: UInt8, term: UnsafeBufferPointer<UInt8>, position: UInt32) {
    var occurrence = TermOccurrence(
      start: 0, length: UInt32(truncatingIfNeeded: term.count), position: position)
    unsafe withUnsafePointer(to: &occurrence) {
      unsafe add(field: field, terms: term, UnsafeBufferPointer(start: $0, count: 1))
    }
  }

  /// Adds tokens of the document at hand whose terms stand in `terms`.
  ///
  /// A call costs more than a token: give hundreds at once.
  public func add(
    field: UInt8, terms bytes: UnsafeBufferPointer<UInt8>,
    _ occurrences: UnsafeBufferPointer<TermOccurrence>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: occurrences.count) { numbers in
      guard let base = numbers.baseAddress else { return }
      unsafe terms.number(occurrences, of: bytes, field: field, into: base)
      unsafe tokens.append(numbers: UnsafeBufferPointer(numbers), occurrences)
    }
  }

  /// Ends the document at hand.
  public func end(_ document: DocumentRecord) {
    storedBytes += document.stored.count + document.identifier.count
    stored.append(document.stored)
    documents.append(document)
    tokens.endDocument()
    if !files.isEmpty { files[files.count - 1].documentCount += 1 }
  }

  /// The documents added, inverted, with the terms that `derive` gives; the builder is empty again.
  ///
  /// - Parameter endsBlock: whether the block of stored fields at hand ends here. If not, its
  ///   documents' fields are in the next run, before which this one must be joined: so the blocks
  ///   are the same wherever runs are cut.
  public func takeRun(endsBlock: Bool = true, derive: Derivation) -> InvertedRun {
    let numbers = terms.sortedNumbers()
    let (occurrences, counts) = tokens.sorted(by: numbers)
    let (frames, bytes) = stored.take(ending: endsBlock)
    let run = InvertedRun(
      documents: documents, files: files.filter { $0.documentCount > 0 }, stored: frames,
      frames: RunBytes(copying: bytes), width: tokens.width,
      terms: unsafe RunTerms(terms, order: numbers, counts: counts, schema: schema, derive),
      occurrences: occurrences)
    terms = TermTable()
    tokens.removeAll()
    documents = RunDocuments()
    files = []
    storedBytes = 0
    return run
  }

  /// Writes the segment to `path` and waits until it is on disk if `sync` is set.
  ///
  /// - Throws: `IndexError` if it cannot be written; what was written then is removed by the next
  ///   `IndexWriter`.
  public func write(
    to path: String, sync: Bool, derive: Derivation
  ) throws(IndexError) -> SegmentSummary {
    try RunJoiner([unsafe takeRun(derive: derive)], schema: schema)
      .write(to: path, threads: 1, sync: sync)
  }
}
