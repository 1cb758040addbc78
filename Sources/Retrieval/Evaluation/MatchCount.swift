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
    let range = context.accepted?.range ?? 0..<DocID(context.segment.documentCount)
    guard let last = range.last else { return 0 }
    let first = Int(range.lowerBound) / 64
    let count = Int(last) / 64 - first + 1
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    let words = unsafe memory.takeWords(count)
    let documents = unsafe memory.take(PostingsList.blockCount)
    unsafe words.update(repeating: 0, count: count)
    for list in lists where list.isDense {
      for i in 0..<count { unsafe words[i] |= list.word(first &+ i) }
    }
    for list in lists where !list.isDense {
      for block in list.blocks(holding: range) {
        let decoded = unsafe list.decode(block: block, documents: documents)
        for i in 0..<decoded {
          let document = unsafe documents[i]
          let word = Int(document &>> 6) &- first
          // Where there is no filter, all documents are in the range.
          guard context.accepted == nil || (word >= 0 && word < count) else { continue }
          unsafe words[word] |= 1 &<< UInt64(document & 63)
        }
      }
    }
    var total = 0
    if let accepted = context.accepted {
      for i in 0..<count {
        total &+= unsafe (words[i] & accepted.word(first &+ i)).nonzeroBitCount
      }
    } else {
      for i in 0..<count { total &+= unsafe words[i].nonzeroBitCount }
    }
    return total
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
