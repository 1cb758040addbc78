internal import InvertedIndex

/// The documents that pass a filter.
struct FilterSet {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The documents of the segment `i` that are live and pass all `filters`, or nil if all do.
  func accepted(
    segment i: Int, _ filters: [DocumentFilter]
  ) throws(IndexError) -> AcceptedDocuments? {
    let view = snapshot.segments[i]
    guard view.deleted != nil || !filters.isEmpty else { return nil }
    let zones = filters.isEmpty ? nil : try view.segment.dateZones()
    var range = 0..<DocID(view.segment.documentCount)
    for filter in filters {
      guard let (from, to) = filter.dates else { continue }
      range = zones?.range(from: from, to: to).clamped(to: range) ?? range
    }
    let first = Int(range.lowerBound) / 64
    var words = [UInt64](repeating: .max, count: (range.count + 63) / 64)
    if range.count % 64 != 0 { words[words.count - 1] = 1 << UInt64(range.count % 64) - 1 }
    for filter in filters {
      guard let (from, to) = filter.dates else { continue }
      zones?.keep(&words, of: range, from: from, to: to)
    }
    if let deleted = view.deleted {
      for index in words.indices { words[index] &= ~deleted.words[first + index] }
    }
    return AcceptedDocuments(words, of: range)
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

extension DocumentFilter {
  /// The dates that pass, both included; nil if all documents do.
  fileprivate var dates: (from: Int64, to: Int64)? {
    switch self {
    case .published(nil, nil): nil
    case .published(let from, let to): (from ?? .min, to.map { $0 &- 1 } ?? .max)
    }
  }
}
