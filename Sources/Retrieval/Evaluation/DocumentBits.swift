internal import InvertedIndex

/// A set of documents of a segment: a bit for each of a range.
@safe struct DocumentBits {
  /// The documents that can be in it; all others are left out.
  private let range: Range<DocID>
  /// The place of the first word among those of the segment.
  private let first: Int
  private let count: Int
  private let words: UnsafeMutablePointer<UInt64>
  private let documents: UnsafeMutablePointer<DocID>

  /// The empty set, in `memory`, which must outlive it.
  init(of range: Range<DocID>, memory: ScratchMemory) {
    self.range = range
    first = Int(range.lowerBound) / 64
    count = range.isEmpty ? 0 : Int(range.upperBound &- 1) / 64 - first + 1
    unsafe words = memory.takeWords(count)
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe words.update(repeating: 0, count: count)
  }

  /// Adds the documents of `list`.
  func add(_ list: PostingsList) {
    if list.isDense {
      for i in 0..<count { unsafe words[i] |= list.word(first &+ i) }
      return
    }
    for block in list.blocks(holding: range) {
      let decoded = unsafe list.decode(block: block, documents: documents)
      for i in 0..<decoded { unsafe add(documents[i]) }
    }
  }

  /// Whether `document`, which lies in the range, is in the set.
  func contains(_ document: DocID) -> Bool {
    unsafe words[Int(document &>> 6) &- first] &>> UInt64(document & 63) & 1 == 1
  }

  /// The documents in the set, ascending.
  var all: [DocID] {
    var all: [DocID] = []
    for i in 0..<count {
      var word = unsafe words[i]
      while word != 0 {
        let document = DocID(truncatingIfNeeded: (first &+ i) &* 64 &+ word.trailingZeroBitCount)
        word &= word &- 1
        if document < range.upperBound { all.append(document) }
      }
    }
    return all
  }

  /// Adds some documents.
  func add(_ documents: [DocID]) {
    for document in documents { add(document) }
  }

  @inline(__always)
  private func add(_ document: DocID) {
    let word = Int(document &>> 6) &- first
    guard word >= 0, word < count else { return }
    unsafe words[word] |= 1 &<< UInt64(document & 63)
  }

  /// Adds those of `other`, which is of the same range.
  func add(_ other: DocumentBits) {
    for i in 0..<count { unsafe words[i] |= other.words[i] }
  }

  /// Adds all documents.
  func addAll() {
    unsafe words.update(repeating: .max, count: count)
  }

  /// Keeps those that are in `other`, which is of the same range.
  func keep(in other: DocumentBits) {
    for i in 0..<count { unsafe words[i] &= other.words[i] }
  }

  /// Removes those that are in `excluded`.
  func remove(_ excluded: DocumentSet) {
    for i in 0..<count { unsafe words[i] &= ~excluded.words[first &+ i] }
  }

  /// Removes those that are in `other`, which is of the same range.
  func remove(_ other: DocumentBits) {
    for i in 0..<count { unsafe words[i] &= ~other.words[i] }
  }

  /// How many of `accepted` are in the set, or of the whole range.
  func count(in accepted: AcceptedDocuments?) -> Int {
    var total = 0
    if let accepted {
      for i in 0..<count {
        total &+= unsafe (words[i] & accepted.word(first &+ i)).nonzeroBitCount
      }
    } else {
      if range.upperBound % 64 != 0, count > 0 {
        unsafe words[count &- 1] &= 1 &<< UInt64(range.upperBound % 64) &- 1
      }
      for i in 0..<count { total &+= unsafe words[i].nonzeroBitCount }
    }
    return total
  }

  /// The documents of `accepted`, or of the whole range, that are not in the set.
  func others(of accepted: AcceptedDocuments?) -> AcceptedDocuments {
    AcceptedDocuments([range]) { left, _ in
      for i in left.indices {
        unsafe left[i] &= ~words[i] & (accepted?.word(first &+ i) ?? .max)
      }
    }
  }
}
