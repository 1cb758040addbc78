/// Writes the field of pairs: every common word stands there for itself, so that a reader knows that a
/// pair of two of them is there or occurs nowhere.
struct PairWriter {
  let words: [CommonWord]
  /// The pairs of stretches that follow each other.
  let found: [PairPostings]

  /// Adds the terms of the field to `writer`.
  func write(to writer: inout SegmentWriter) throws(IndexError) {
    guard let (_, field) = writer.schema.pairedFields else { return }
    var terms: [(key: [UInt8], pair: Int?, ordinal: Int)] = []
    for (a, word) in words.enumerated() {
      terms.append(([field] + word.bytes, nil, word.ordinal))
      for (b, second) in words.enumerated() {
        let pair = a * words.count + b
        guard found.contains(where: { $0.has(pair) }) else { continue }
        terms.append(([field] + word.bytes + [CommonWord.separator] + second.bytes, pair, 0))
      }
    }
    let none = unsafe UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    terms.sort { $0.key.lexicographicallyPrecedes($1.key) }
    for term in terms {
      guard let pair = term.pair else {
        try writer.append(key: term.key, aliasOf: term.ordinal)
        continue
      }
      writer.beginTerm(field: field)
      for stretch in found {
        stretch.forEach(ofPair: pair) { document, count in
          unsafe writer.append(document, frequency: count, positions: none)
        }
      }
      try writer.finishTerm(key: term.key)
    }
  }
}
