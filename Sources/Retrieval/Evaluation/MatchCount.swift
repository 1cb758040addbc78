internal import InvertedIndex

/// How many documents match, without scoring them.
struct MatchCount {
  let context: SegmentContext

  /// The number of matches of `plan` in the segment.
  func count(_ plan: QueryPlan) throws(IndexError) -> Int {
    switch plan {
    case .term(let term):
      guard let list = term.lists[context.index] else { return 0 }
      return context.accepted == nil ? list.documentFrequency : count(union: [list])
    case .any(let plans):
      guard let lists = plans.lists(segment: context.index) else { break }
      return count(union: lists)
    case .all, .phrase:
      guard let all = plan.clauses else { break }
      guard let clauses = SegmentClauses(all, segment: context.index) else { return 0 }
      var evaluation = try ConjunctionEvaluation(clauses, context: context)
      return evaluation?.count() ?? 0
    default: break
    }
    return try SetEvaluation(context: context).matches(plan).documents.count
  }

  /// The number of documents in any of `lists`: bits set and counted.
  private func count(union lists: [PostingsList]) -> Int {
    let wordCount = (context.segment.documentCount + 63) / 64
    let memory = ScratchMemory()
    let words = unsafe memory.takeWords(wordCount)
    let documents = unsafe memory.take(PostingsList.blockCount)
    var isFirst = true
    for list in lists where list.isDense {
      unsafe isFirst
        ? list.copyBits(to: words, wordCount) : list.addBits(to: words, wordCount)
      isFirst = false
    }
    if isFirst { unsafe words.update(repeating: 0, count: wordCount) }
    for list in lists where !list.isDense {
      for block in 0..<list.blocks {
        let count = unsafe list.decode(block: block, documents: documents)
        for i in 0..<count {
          let document = unsafe documents[i]
          unsafe words[Int(document &>> 6)] |= 1 &<< UInt64(document & 63)
        }
      }
    }
    var total = 0
    if let accepted = context.accepted {
      for i in 0..<wordCount { total &+= unsafe (words[i] & accepted.words[i]).nonzeroBitCount }
    } else {
      for i in 0..<wordCount { total &+= unsafe words[i].nonzeroBitCount }
    }
    return total
  }
}

extension PostingsList {
  /// Writes the first `count` words of a dense list to `words`.
  fileprivate func copyBits(to words: UnsafeMutablePointer<UInt64>, _ count: Int) {
    for i in 0..<count { unsafe words[i] = word(i) }
  }

  /// Adds the first `count` words of a dense list to `words`.
  fileprivate func addBits(to words: UnsafeMutablePointer<UInt64>, _ count: Int) {
    for i in 0..<count { unsafe words[i] |= word(i) }
  }
}

extension [QueryPlan] {
  /// The lists in a segment if all are terms; terms that it lacks are left out.
  func lists(segment: Int) -> [PostingsList]? {
    var lists: [PostingsList] = []
    for plan in self {
      guard case .term(let term) = plan else { return nil }
      if let list = term.lists[segment] { lists.append(list) }
    }
    return lists
  }
}
