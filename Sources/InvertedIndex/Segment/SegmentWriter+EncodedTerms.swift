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
    try terms.positions.write(to: &positions)
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
      ordinals.append(
        nextOrdinal, run: Int(entry.run), term: Int(entry.term), field: key[0])
      let end = offset + Int(entry.numberBytes)
      try dictionary.append(
        key: key, entry.head, numbers: terms.numbers.bytes[offset..<end],
        postingsBytes: entry.postingsBytes, positionsBytes: entry.positionsBytes)
      offset = end
      summary.postings += Int(entry.documentFrequency)
    }
  }
}
