internal import Bytes

extension SegmentWriter {
  /// What encoders of its terms need to know of the documents, all of which have been added.
  var documents: SegmentDocuments {
    SegmentDocuments(
      lengths: lengths, weightedLengths: weightedLengths, summary: summary)
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
    guard schema.fields.contains(where: { !$0.derived.isEmpty }) else {
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
