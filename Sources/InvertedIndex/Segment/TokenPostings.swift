/// The tokens of many documents sorted by term: the inversion itself.
///
/// A counting sort, linear in the tokens. Within a term, documents and positions ascend, for the
/// tokens came in that order.
struct TokenPostings {
  private let starts: [Int]
  /// The document in the upper half, the position in the lower.
  private let occurrences: [UInt64]
  private let documentCount: Int

  init(terms: [UInt32], positions: [UInt32], documentStarts: [Int], termCount: Int) {
    var starts = [Int](repeating: 0, count: termCount + 1)
    for term in terms { starts[Int(term) + 1] += 1 }
    for term in 0..<termCount { starts[term + 1] += starts[term] }
    var next = starts
    documentCount = documentStarts.count - 1
    let documentCount = documentCount
    occurrences = unsafe [UInt64](unsafeUninitializedCapacity: terms.count) { target, count in
      for document in 0..<documentCount {
        let upper = UInt64(document) << 32
        for token in documentStarts[document]..<documentStarts[document + 1] {
          let term = Int(terms[token])
          unsafe target[next[term]] = upper | UInt64(positions[token])
          next[term] += 1
        }
      }
      count = terms.count
    }
    self.starts = starts
  }

  /// Calls `visit` with each document of `term` and its distinct positions, both ascending.
  func forEachDocument(
    of term: UInt32, _ visit: (DocID, UnsafeBufferPointer<UInt32>) -> Void
  ) {
    var positions: [UInt32] = []
    var i = starts[Int(term)]
    let end = starts[Int(term) + 1]
    while i < end {
      let document = UInt32(truncatingIfNeeded: occurrences[i] >> 32)
      positions.removeAll(keepingCapacity: true)
      while i < end, UInt32(truncatingIfNeeded: occurrences[i] >> 32) == document {
        let position = UInt32(truncatingIfNeeded: occurrences[i])
        if positions.last != position { positions.append(position) }
        i += 1
      }
      unsafe positions.withUnsafeBufferPointer { unsafe visit(document, $0) }
    }
  }

  /// Calls `visit` with each document of any of `terms`, ascending, and the sum of the frequencies.
  ///
  /// - Complexity: n log n in the occurrences, or linear in the documents if that is less.
  func forEachDocument(ofAny terms: ArraySlice<UInt32>, _ visit: (DocID, UInt32) -> Void) {
    let total = terms.reduce(0) { $0 + starts[Int($1) + 1] - starts[Int($1)] }
    if total > documentCount / 8 {
      var frequencies = [UInt32](repeating: 0, count: documentCount)
      for term in terms {
        forEachDistinct(of: term) { frequencies[Int($0)] += 1 }
      }
      for document in 0..<documentCount where frequencies[document] > 0 {
        visit(DocID(document), frequencies[document])
      }
    } else {
      var documents: [DocID] = []
      documents.reserveCapacity(total)
      for term in terms { forEachDistinct(of: term) { documents.append($0) } }
      documents.sort()
      var i = 0
      while i < documents.count {
        let first = i
        while i < documents.count, documents[i] == documents[first] { i += 1 }
        visit(documents[first], UInt32(i - first))
      }
    }
  }

  /// Calls `visit` with the document of each distinct occurrence of `term`.
  private func forEachDistinct(of term: UInt32, _ visit: (DocID) -> Void) {
    var previous: UInt64?
    for i in starts[Int(term)]..<starts[Int(term) + 1] where occurrences[i] != previous {
      previous = occurrences[i]
      visit(DocID(truncatingIfNeeded: occurrences[i] >> 32))
    }
  }
}
