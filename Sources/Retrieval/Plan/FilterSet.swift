internal import InvertedIndex

/// The documents that pass a filter.
struct FilterSet {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The documents of the segment `i` that are live and pass all `filters`, or nil if all do.
  func accepted(segment i: Int, _ filters: [DocumentFilter]) throws(IndexError) -> DocumentSet? {
    let view = snapshot.segments[i]
    guard view.deleted != nil || !filters.isEmpty else { return nil }
    var accepted = DocumentSet(capacity: view.segment.documentCount, full: true)
    if let deleted = view.deleted { accepted.subtract(deleted) }
    for filter in filters { accepted.formIntersection(try documents(of: view.segment, filter)) }
    return accepted
  }

  /// A filter as a set that does not score.
  func plan(_ filter: DocumentFilter) throws(IndexError) -> SetPlan {
    var postings: [MaterializedPostings] = []
    for view in snapshot.segments {
      let set = try documents(of: view.segment, filter)
      var list = MaterializedPostings()
      for document in 0..<DocID(set.capacity) where set.contains(document) {
        list.append(document, 1)
      }
      postings.append(list)
    }
    return SetPlan(postings: postings, weight: 0)
  }

  /// The documents with that identifier as a set that does not score.
  func plan(identifier: [UInt8]) throws(IndexError) -> SetPlan {
    var postings: [MaterializedPostings] = []
    for view in snapshot.segments {
      var list = MaterializedPostings()
      let text = String(decoding: identifier, as: UTF8.self)
      for document in try view.segment.documents(identifier: text) { list.append(document, 1) }
      postings.append(list)
    }
    return SetPlan(postings: postings, weight: 0)
  }

  private func documents(
    of segment: Segment, _ filter: DocumentFilter
  ) throws(IndexError) -> DocumentSet {
    switch filter {
    case .published(let from, let to):
      if from == nil, to == nil { return DocumentSet(capacity: segment.documentCount, full: true) }
      let dates = try segment.dates()
      var set = DocumentSet(capacity: segment.documentCount)
      for document in 0..<DocID(segment.documentCount) {
        guard let date = dates[document] else { continue }
        if date >= from ?? .min, date < to ?? .max { set.insert(document) }
      }
      return set
    }
  }
}
