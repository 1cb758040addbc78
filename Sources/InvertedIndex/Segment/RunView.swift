/// Where the terms and occurrences of a run stand.
///
/// Plain addresses, so that a reader of many runs counts no references: whoever holds it must hold
/// the run.
@safe struct RunView: @unchecked Sendable {
  private let entries: UnsafeBufferPointer<RunTerm>
  private let sources: UnsafeBufferPointer<UInt32>
  private let tails: UnsafeRawBufferPointer
  private let occurrences: UnsafeRawBufferPointer
  let width: InvertedRun.Width
  let documentCount: Int
  /// The number of its first document in the segment.
  let firstDocument: DocID

  init(
    entries: UnsafeBufferPointer<RunTerm>, sources: UnsafeBufferPointer<UInt32>,
    tails: UnsafeRawBufferPointer, occurrences: UnsafeRawBufferPointer, width: InvertedRun.Width,
    documentCount: Int, firstDocument: DocID
  ) {
    unsafe self.entries = entries
    unsafe self.sources = sources
    unsafe self.tails = tails
    unsafe self.occurrences = occurrences
    self.width = width
    self.documentCount = documentCount
    self.firstDocument = firstDocument
  }

  /// The number of terms.
  var count: Int { unsafe entries.count }

  /// The term at that place in the order of the keys; traps if there is none.
  @inline(__always)
  subscript(_ place: Int) -> RunTerm {
    precondition(place >= 0 && place < count, "a place among the terms")
    return unsafe entries[place]
  }

  /// The places of the terms that the derived `term` comes from.
  func sources(of term: RunTerm) -> UnsafeBufferPointer<UInt32> {
    unsafe UnsafeBufferPointer(rebasing: sources[term.range])
  }

  /// The number of occurrences of `term`, or of those that it is derived from.
  func occurrenceCount(of term: RunTerm) -> Int {
    guard term.isDerived else { return term.range.count }
    return unsafe sources(of: term).reduce(0) { $0 + self[Int($1)].range.count }
  }

  /// The occurrences of all terms, in words of the run's width.
  @inline(__always)
  func occurrences<Word: BitwiseCopyable>(as type: Word.Type) -> UnsafeBufferPointer<Word> {
    unsafe occurrences.assumingMemoryBound(to: Word.self)
  }

  /// The first place whose key is not before `key`, tails apart.
  func lowerBound(_ key: TermKey) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The occurrences of the term of those bytes, or nil if the run does not have it.
  func range(field: UInt8, _ bytes: [UInt8]) -> Range<Int>? {
    let key = unsafe bytes.withUnsafeBufferPointer { unsafe TermKey(field: field, term: $0) }
    var place = lowerBound(key)
    var found: [UInt8] = []
    while place < count, self[place].key == key {
      found.removeAll(keepingCapacity: true)
      appendBytes(of: self[place], to: &found)
      if found.dropFirst().elementsEqual(bytes) { return self[place].range }
      place += 1
    }
    return nil
  }

  /// Whether `a` of this run is before `b` of `other`.
  @inline(__always)
  func precedes(_ a: RunTerm, _ b: RunTerm, of other: RunView) -> Bool {
    if a.key != b.key || !a.key.isCut { return a.key.precedes(b.key) }
    return unsafe tail(a).lexicographicallyPrecedes(other.tail(b))
  }

  /// Whether `a` of this run is the same as `b` of `other`.
  @inline(__always)
  func equals(_ a: RunTerm, _ b: RunTerm, of other: RunView) -> Bool {
    a.key == b.key && (!a.key.isCut || (unsafe tail(a).elementsEqual(other.tail(b))))
  }

  /// Appends the field and the bytes of `term`.
  func appendBytes(of term: RunTerm, to bytes: inout [UInt8]) {
    term.key.appendBytes(to: &bytes)
    if term.key.isCut { unsafe bytes.append(contentsOf: tail(term)) }
  }

  private func tail(_ term: RunTerm) -> UnsafeRawBufferPointer {
    unsafe term.tail.bytes(in: tails)
  }
}
