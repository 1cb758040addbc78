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
    var matched = [UInt64](repeating: 0, count: (context.segment.documentCount + 63) / 64)
    var documents = [DocID](repeating: 0, count: PostingsList.blockCount)
    unsafe matched.withUnsafeMutableBufferPointer { words in
      unsafe documents.withUnsafeMutableBufferPointer { documents in
        guard let base = documents.baseAddress else { return }
        for list in lists {
          for block in 0..<list.blocks {
            let count = unsafe list.decode(block: block, documents: base, frequencies: nil)
            for i in 0..<count {
              let document = unsafe base[i]
              unsafe words[Int(document &>> 6)] |= 1 &<< UInt64(document & 63)
            }
          }
        }
      }
    }
    guard let accepted = context.accepted else {
      return matched.reduce(0) { $0 &+ $1.nonzeroBitCount }
    }
    return zip(matched, accepted.words).reduce(0) { $0 &+ ($1.0 & $1.1).nonzeroBitCount }
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
