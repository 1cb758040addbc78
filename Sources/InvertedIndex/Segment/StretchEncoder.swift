/// Encodes stretches of the terms of several runs: a merge of their entries by key.
///
/// One for each thread. Time: the logarithm of the number of runs for each entry, and linear in the
/// occurrences.
struct StretchEncoder {
  /// One of the runs that has the term at hand, and its entry.
  private struct Holder {
    let run: Int
    let entry: Int
    let term: RunTerm
  }

  private let runs: [RunView]
  private let isWritten: [Bool]
  private var encoder: TermEncoder
  private var scratch = PostingScratch()
  private var heap: EntryHeap
  private var holders: [Holder] = []

  /// An encoder of the terms of `runs`, whoever made which must hold; its files are at `path`, with more
  /// behind it.
  init(_ runs: [RunView], documents: SegmentDocuments, schema: IndexSchema, path: String) {
    self.runs = runs
    isWritten = (0..<UInt8(32)).map { schema.field($0)?.isWritten == true }
    encoder = TermEncoder(documents, path: path)
    heap = EntryHeap(runs)
  }

  /// The terms of `stretch`.
  mutating func encode(
    _ stretch: Int, of stretches: TermStretches
  ) throws(IndexError) -> EncodedTerms {
    heap.begin(stretch, of: stretches)
    while let first = heap.least {
      holders.removeAll(keepingCapacity: true)
      var next: EntryHeap.Entry? = first
      while let entry = next, heap.isSame(entry, first) {
        holders.append(Holder(run: entry.run, entry: entry.place, term: entry.term))
        heap.advance()
        next = heap.least
      }
      try encodeTerm()
    }
    return encoder.take()
  }

  private mutating func encodeTerm() throws(IndexError) {
    guard let first = holders.first else { return }
    let field = first.term.key.field
    guard isWritten[Int(field)] else { return }
    if first.term.isDerived, let source = commonSource() {
      encoder.appendAlias(run: first.run, term: first.entry, of: source)
      return
    }
    encoder.begin(field: field)
    for i in holders.indices {
      let holder = holders[i]
      let run = runs[holder.run]
      switch run.width {
      case .narrow(let positionBits):
        try unsafe append(
          holder.term, of: run, run.occurrences(as: UInt32.self), UInt32(positionBits))
      case .wide: try unsafe append(holder.term, of: run, run.occurrences(as: UInt64.self), 32)
      }
    }
    try encoder.finish(run: first.run, term: first.entry)
  }

  @inline(__always)
  private mutating func append<Word: FixedWidthInteger & UnsignedInteger>(
    _ term: RunTerm, of run: RunView, _ occurrences: UnsafeBufferPointer<Word>,
    _ positionBits: Word
  ) throws(IndexError) {
    if term.isDerived {
      let ranges = unsafe run.sources(of: term).map { run[Int($0)].range }
      unsafe encoder.append(
        ranges, of: occurrences, positionBits: positionBits, documents: run.documentCount,
        base: run.firstDocument, &scratch)
    } else {
      try unsafe encoder.append(
        UnsafeBufferPointer(rebasing: occurrences[term.range]), positionBits: positionBits,
        base: run.firstDocument)
    }
  }

  /// The entry of the first holder's run that the derived term at hand stands for, if it comes from
  /// one written term alone in all runs.
  private func commonSource() -> Int? {
    guard let first = holders.first else { return nil }
    let terms = runs[first.run]
    let sources = unsafe terms.sources(of: first.term)
    guard sources.count == 1, let place = unsafe sources.first.map({ Int($0) }) else { return nil }
    let source = terms[place]
    guard isWritten[Int(source.key.field)], source.key.field < first.term.key.field else {
      return nil
    }
    for holder in holders.dropFirst() {
      let others = runs[holder.run]
      let sources = unsafe others.sources(of: holder.term)
      guard sources.count == 1, let place = unsafe sources.first,
        terms.equals(source, others[Int(place)], of: others)
      else { return nil }
    }
    return place
  }
}

/// Memory for the postings at hand, kept from term to term.
struct PostingScratch {
  fileprivate var frequencies: [UInt32] = []
  fileprivate var documents: [UInt32] = []
}

extension TermEncoder {
  /// Adds the postings of all terms whose occurrences stand in `ranges`: documents, ascending, and
  /// the sums of the frequencies.
  ///
  /// - Complexity: n log n in the occurrences, or linear in the documents if that is less.
  mutating func append<Word: FixedWidthInteger & UnsignedInteger>(
    _ ranges: [Range<Int>], of occurrences: UnsafeBufferPointer<Word>, positionBits: Word,
    documents documentCount: Int, base: DocID, _ scratch: inout PostingScratch
  ) {
    scratch.documents.removeAll(keepingCapacity: true)
    for range in ranges {
      var previous: Word?
      for i in range where unsafe occurrences[i] != previous {
        let occurrence = unsafe occurrences[i]
        previous = occurrence
        scratch.documents.append(UInt32(truncatingIfNeeded: occurrence >> positionBits))
      }
    }
    if ranges.count > 1, scratch.documents.count > documentCount / 8 {
      if scratch.frequencies.count < documentCount {
        scratch.frequencies = [UInt32](repeating: 0, count: documentCount)
      }
      for document in scratch.documents { scratch.frequencies[Int(document)] += 1 }
      for document in 0..<documentCount where scratch.frequencies[document] > 0 {
        append(base + DocID(document), frequency: scratch.frequencies[document])
        scratch.frequencies[document] = 0
      }
      appendBatch()
      return
    }
    if ranges.count > 1 { scratch.documents.sort() }
    var i = 0
    while i < scratch.documents.count {
      let document = scratch.documents[i]
      let first = i
      while i < scratch.documents.count, scratch.documents[i] == document { i += 1 }
      append(base + document, frequency: UInt32(i - first))
    }
    appendBatch()
  }
}
