internal import CSIMD
internal import InvertedIndex

/// Several terms taken as one: the documents of any, their frequencies added.
struct ExpandedPostings {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The postings of the union in every segment.
  ///
  /// - Parameters:
  ///   - terms: each term as every segment has it.
  ///   - titleOnly: count only occurrences inside the title.
  /// - Complexity: linear in the documents of the segments and the postings.
  func union(
    of terms: [ScratchArray<SegmentTerm?>], titleOnly: Bool = false
  ) throws(IndexError) -> [MaterializedPostings] {
    var result: [MaterializedPostings] = []
    for (i, view) in snapshot.segments.enumerated() {
      var lists: [PostingsList] = []
      for case let term? in terms.lazy.map({ $0[i] }) {
        lists.append(try view.segment.postings(of: term))
      }
      result.append(
        titleOnly
          ? try titlePostings(of: lists, in: view.segment)
          : union(of: lists, documents: view.segment.documentCount))
    }
    return result
  }

  /// The union of `lists` in a segment of so many documents, window by window of documents: what the lists state is
  /// added up in a table, from which the sums are taken.
  private func union(of lists: [PostingsList], documents total: Int) -> MaterializedPostings {
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    let size = ScratchMemory.tableCount
    let (table, documents, frequencies) = unsafe (
      memory.windowTable, memory.take(size), memory.take(size)
    )
    let short = shortPostings(of: lists.filter { !$0.hasHeaders }, memory)
    var next = 0
    let long = lists.filter(\.hasHeaders)
    var readers = long.map { PostingsReader($0, memory: memory) }
    var postings = MaterializedPostings()
    for start in stride(from: 0, to: total, by: size) {
      let (first, end) = (DocID(start), DocID(min(start + size, total)))
      for i in readers.indices {
        for block in long[i].blocks(holding: first..<end) {
          readers[i].load(block)
          let own = unsafe readers[i].frequencies(ofBlock: block)
          let places = readers[i].indices(from: first, to: end)
          for place in places {
            unsafe table[Int(readers[i].documents[place] &- first)] &+= own[place]
          }
        }
      }
      while next < short.count, short[next].document < end {
        unsafe table[Int(short[next].document &- first)] &+= short[next].frequency
        next += 1
      }
      // Documents that a segment has not got have no sum.
      let count = unsafe take_sums_reaching(table, size, 1, first, documents, frequencies)
      unsafe postings.append(
        UnsafeBufferPointer(start: documents, count: count),
        UnsafeBufferPointer(start: frequencies, count: count))
    }
    return postings
  }

  /// All postings of lists of less than a block, by their documents.
  private func shortPostings(
    of lists: [PostingsList], _ memory: ScratchMemory
  ) -> [(document: DocID, frequency: UInt32)] {
    var all: [(document: DocID, frequency: UInt32)] = []
    let (documents, frequencies) = unsafe (
      memory.take(PostingsList.blockCount), memory.take(PostingsList.blockCount)
    )
    for list in lists {
      let count = unsafe list.decode(block: 0, documents: documents)
      unsafe list.decodeFrequencies(block: 0, into: frequencies)
      for i in 0..<count { all.append(unsafe (documents[i], frequencies[i])) }
    }
    return all.sorted { $0.document < $1.document }
  }

  /// The union of `lists` where they stand in titles.
  private func titlePostings(
    of lists: [PostingsList], in segment: Segment
  ) throws(IndexError) -> MaterializedPostings {
    var frequencies = [UInt32](repeating: 0, count: segment.documentCount)
    let titleLengths = try segment.titleLengths()
    for list in lists {
      var cursor = PostingsCursor(list)
      while cursor.document != .end {
        let end = titleLengths[cursor.document] ?? 0
        let positions = cursor.positions(lengths: segment)
        frequencies[Int(cursor.document)] += UInt32(positions.prefix { Int64($0) < end }.count)
        cursor.advance()
      }
    }
    var postings = MaterializedPostings()
    for (document, frequency) in frequencies.enumerated() where frequency > 0 {
      postings.append(DocID(document), frequency)
    }
    return postings
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
