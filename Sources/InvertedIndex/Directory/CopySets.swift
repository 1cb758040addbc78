/// Which documents of an index are hidden: of several copies of an article all but the best.
///
/// Documents with the same key are copies of one another (`DocumentRecord.copyKey`). The best is the one with the most
/// words, but one with a date before one without if it has at least half of the most words: what has no date is found by
/// no search for a time. Of equally long ones the latest is best, of those the first. So the choice depends on the documents and their order, not on how they are spread over
/// segments. Complexity: linear in the documents, and those of which there are copies are sorted.
/// Memory: 16 bytes for each of about a million documents at a time.
struct CopySets {
  /// A document that has a key.
  private struct Candidate {
    let key: UInt64
    let segment: UInt32
    let document: DocID
  }

  /// What makes a copy better than another.
  private struct Worth: Comparable {
    /// Whether it has a date and at least half of the most words that a copy has.
    let isDatedInFull: Bool
    let length: UInt16
    let date: Int64

    static func < (a: Worth, b: Worth) -> Bool {
      if a.isDatedInFull != b.isDatedInFull { return b.isDatedInFull }
      return (a.length, a.date) < (b.length, b.date)
    }
  }

  /// The hidden documents of each segment, or nil where none are.
  private(set) var hidden: [DocumentSet?]
  private let views: [SegmentView]
  private var keys: [CopyKeys?] = []
  private var dates: [DocumentNumbers?] = []

  /// The copies among the documents of `views` that are not deleted.
  ///
  /// - Parameter atOnce: about how many keys are sorted at a time; tests choose few.
  init(_ views: [SegmentView], atOnce: Int = 1 << 20) throws(IndexError) {
    self.views = views
    hidden = views.map { _ in nil }
    var count = 0
    for view in views {
      let keys = try view.segment.copyKeys()
      self.keys.append(keys)
      dates.append(keys == nil ? nil : try view.segment.dates())
      count += keys?.count ?? 0
    }
    guard count > 0 else { return }
    // Copies have the same key, so keys can be looked at in parts.
    let parts = UInt64(count / atOnce + 1)
    for part in 0..<parts { hide(candidates { $0 % parts == part }) }
  }

  /// The documents with a key that `isWanted`, by their keys, equal ones in their order.
  private func candidates(_ isWanted: (UInt64) -> Bool) -> [Candidate] {
    var candidates: [Candidate] = []
    for (i, view) in views.enumerated() {
      guard let keys = keys[i] else { continue }
      for document in 0..<DocID(view.segment.documentCount) {
        let key = keys[document]
        if key != 0, isWanted(key), view.isKept(document) {
          candidates.append(Candidate(key: key, segment: UInt32(i), document: document))
        }
      }
    }
    candidates.sort { ($0.key, $0.segment, $0.document) < ($1.key, $1.segment, $1.document) }
    return candidates
  }

  /// Hides all but the best of each run of equal keys.
  private mutating func hide(_ candidates: [Candidate]) {
    var start = 0
    while start < candidates.count {
      var end = start + 1
      while end < candidates.count, candidates[end].key == candidates[start].key { end += 1 }
      if end > start + 1 { hide(copies: candidates[start..<end]) }
      start = end
    }
  }

  private mutating func hide(copies: ArraySlice<Candidate>) {
    let longest = copies.map { length(of: $0) }.max() ?? 0
    var best = copies.startIndex
    for i in copies.indices
    where worth(of: copies[best], longest) < worth(of: copies[i], longest) { best = i }
    for i in copies.indices where i != best {
      let segment = Int(copies[i].segment)
      if hidden[segment] == nil {
        hidden[segment] = DocumentSet(capacity: views[segment].segment.documentCount)
      }
      hidden[segment]?.insert(copies[i].document)
    }
  }

  private func length(of candidate: Candidate) -> UInt16 {
    unsafe views[Int(candidate.segment)].segment.lengths[Int(candidate.document)]
  }

  private func worth(of candidate: Candidate, _ longest: UInt16) -> Worth {
    let length = length(of: candidate)
    let date = dates[Int(candidate.segment)]?[candidate.document]
    return Worth(
      isDatedInFull: date != nil && 2 * Int(length) >= Int(longest), length: length,
      date: date ?? .min)
  }
}
