internal import InvertedIndex

extension SegmentView {
  /// What looking up a document in a list costs, in postings that are looked through.
  private static let seekCost = 32

  /// The number of live documents that hold `term`.
  ///
  /// - Complexity: constant, or linear in its postings or in the documents that are not live, whichever
  ///   are fewer.
  func liveDocumentFrequency(of term: SegmentTerm) throws(IndexError) -> Int {
    guard let excluded else { return term.documentFrequency }
    let list = try segment.postings(of: term)
    return list.documentFrequency - postings(of: list, in: excluded)
  }

  /// The occurrences of `term` in live documents.
  ///
  /// - Complexity: as that of `liveDocumentFrequency`.
  func liveTotalFrequency(of term: SegmentTerm) throws(IndexError) -> Int {
    guard let excluded else { return term.totalFrequency }
    let list = try segment.postings(of: term)
    var cursor = PostingsCursor(list)
    var total = list.totalFrequency
    if excludedCount < list.documentFrequency {
      for document in excludedDocuments {
        cursor.advance(to: document)
        if cursor.document == document { total -= Int(cursor.frequency()) }
      }
    } else {
      while cursor.document != .end {
        if excluded.contains(cursor.document) { total -= Int(cursor.frequency()) }
        cursor.advance()
      }
    }
    return total
  }

  /// How many documents of `list` are in `excluded`, which are not live.
  private func postings(of list: PostingsList, in excluded: DocumentSet) -> Int {
    if list.isDense {
      if excludedCount < excluded.words.count {
        return excludedDocuments.count { list.contains($0) }
      }
      return excluded.words.indices.reduce(0) {
        $0 + (excluded.words[$1] & list.word($1)).nonzeroBitCount
      }
    }
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    var reader = PostingsReader(list, memory: memory)
    if excludedCount * Self.seekCost < list.documentFrequency {
      return looked(up: excludedDocuments, in: &reader, memory)
    }
    var count = 0
    unsafe excluded.words.withUnsafeBufferPointer { words in
      for block in 0..<list.blocks {
        reader.load(block)
        for i in 0..<reader.count {
          let document = unsafe reader.documents[i]
          let word = unsafe words[Int(document &>> 6)]
          count &+= Int(truncatingIfNeeded: word &>> UInt64(document & 63) & 1)
        }
      }
    }
    return count
  }

  /// How many of `documents`, which ascend, the list of `reader` holds.
  private func looked(
    up wanted: [DocID], in reader: inout PostingsReader, _ memory: ScratchMemory
  ) -> Int {
    let filter = ListFilter(memory: memory)
    let documents = unsafe memory.take(wanted.count)
    let unused = unsafe memory.takeZeros(wanted.count)
    for i in wanted.indices { unsafe documents[i] = wanted[i] }
    return unsafe filter.keep(documents, unused, count: wanted.count, in: &reader)
  }
}
