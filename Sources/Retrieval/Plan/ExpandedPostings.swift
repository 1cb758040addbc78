internal import InvertedIndex

/// Several terms taken as one: the documents of any, their frequencies added.
struct ExpandedPostings {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The postings of the union in every segment.
  ///
  /// - Parameters:
  ///   - terms: for each term, its list in every segment.
  ///   - titleOnly: count only occurrences inside the title.
  /// - Complexity: linear in the documents of the segments and the postings.
  func union(
    of terms: [[PostingsList?]], titleOnly: Bool = false
  ) throws(IndexError) -> [MaterializedPostings] {
    var result: [MaterializedPostings] = []
    for (i, view) in snapshot.segments.enumerated() {
      var frequencies = [UInt32](repeating: 0, count: view.segment.documentCount)
      let titleLengths = titleOnly ? try view.segment.titleLengths() : nil
      for lists in terms {
        guard let list = lists[i] else { continue }
        var cursor = PostingsCursor(list)
        while cursor.document != .end {
          let document = Int(cursor.document)
          if let titleLengths {
            let end = titleLengths[cursor.document] ?? 0
            let positions = cursor.positions(lengths: view.segment)
            frequencies[document] += UInt32(positions.prefix { Int64($0) < end }.count)
          } else {
            frequencies[document] += cursor.frequency()
          }
          cursor.advance()
        }
      }
      var postings = MaterializedPostings()
      for (document, frequency) in frequencies.enumerated() where frequency > 0 {
        postings.append(DocID(document), frequency)
      }
      result.append(postings)
    }
    return result
  }
}

extension PostingsCursor {
  /// The positions of the current posting of a list of the main text; empty if it has none.
  mutating func positions(lengths segment: Segment) -> [UInt32] {
    guard list.hasPositions else { return [] }
    let count = Int(frequency())
    return unsafe [UInt32](unsafeUninitializedCapacity: count) { target, initialized in
      if let base = target.baseAddress {
        unsafe readPositions(lengths: segment.lengths, into: base)
      }
      initialized = count
    }
  }
}
