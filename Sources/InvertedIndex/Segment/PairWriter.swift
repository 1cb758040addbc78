internal import Bytes

/// The pairs of common words in a stretch of documents.
///
/// Memory: about one and a half bytes for each pair found, and four for each two words.
struct FoundPairs: Sendable {
  /// The document before the first of the stretch.
  let before: DocID
  /// Where the distances of each pair start in `gaps`, and the end of all.
  let starts: [UInt32]
  /// For each pair the distances of its documents as variable bytes, 0 for the same once more.
  let gaps: [UInt8]

  /// The distances of the documents of a pair, the first from `before`.
  func gaps(ofPair pair: Int) -> ArraySlice<UInt8> {
    gaps[Int(starts[pair])..<Int(starts[pair + 1])]
  }
}

/// Writes the field of pairs: every common word stands there for itself, so that a reader knows that a
/// pair of two of them is there or occurs nowhere.
struct PairWriter {
  let words: [CommonWord]
  /// The pairs of stretches that follow each other.
  let found: [FoundPairs]

  /// Adds the terms of the field to `writer`.
  func write(to writer: inout SegmentWriter) throws(IndexError) {
    guard let (_, field) = writer.schema.pairedFields else { return }
    var terms: [(key: [UInt8], pair: Int?, ordinal: Int)] = []
    for (a, word) in words.enumerated() {
      terms.append(([field] + word.bytes, nil, word.ordinal))
      for (b, second) in words.enumerated() {
        let pair = a * words.count + b
        guard found.contains(where: { !$0.gaps(ofPair: pair).isEmpty }) else { continue }
        terms.append(([field] + word.bytes + [CommonWord.separator] + second.bytes, pair, 0))
      }
    }
    terms.sort { $0.key.lexicographicallyPrecedes($1.key) }
    for term in terms {
      guard let pair = term.pair else {
        try writer.append(key: term.key, aliasOf: term.ordinal)
        continue
      }
      writer.beginTerm(field: field)
      for stretch in found {
        append(stretch.gaps(ofPair: pair), after: stretch.before, to: &writer)
      }
      try writer.finishTerm(key: term.key)
    }
  }

  private func append(
    _ gaps: ArraySlice<UInt8>, after before: DocID, to writer: inout SegmentWriter
  ) {
    let none = unsafe UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    unsafe gaps.withUnsafeBytes { bytes in
      var reader = unsafe ByteReader(bytes)
      var document = before
      var frequency: UInt32 = 0
      while !reader.isAtEnd {
        let gap = DocID(truncatingIfNeeded: reader.readVariable())
        if gap > 0 {
          if frequency > 0 {
            unsafe writer.append(document, frequency: frequency, positions: none)
          }
          document = document &+ gap
          frequency = 0
        }
        frequency += 1
      }
      if frequency > 0 {
        unsafe writer.append(document, frequency: frequency, positions: none)
      }
    }
  }
}
