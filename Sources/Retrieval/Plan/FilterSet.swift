internal import InvertedIndex

/// The documents that pass a filter.
struct FilterSet {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// The live documents of each segment, or nil if all are.
  ///
  /// - Complexity: linear in the documents of segments where some are not live, 64 at a time.
  var live: [AcceptedDocuments?] {
    snapshot.segments.map { view in
      view.excluded.map { excluded in
        AcceptedDocuments([0..<DocID(view.segment.documentCount)]) {
          Self.remove(excluded, from: &$0, first: $1)
        }
      }
    }
  }

  /// The documents of the segment `i` that are live and pass all `filters`.
  func accepted(
    segment i: Int, _ filters: [DocumentFilter]
  ) throws(IndexError) -> AcceptedDocuments {
    let view = snapshot.segments[i]
    return try documents(of: view.segment, filters, excluded: view.excluded)
  }

  /// A filter as a set that does not score; documents that are not live may be in it.
  func plan(_ filter: DocumentFilter) throws(IndexError) -> SetPlan {
    var postings: [MaterializedPostings] = []
    for view in snapshot.segments {
      let accepted = try documents(of: view.segment, [filter], excluded: nil)
      var list = MaterializedPostings()
      for document in accepted.range where accepted.contains(document) {
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
    of segment: Segment, _ filters: [DocumentFilter], excluded: DocumentSet?
  ) throws(IndexError) -> AcceptedDocuments {
    let periods = filters.compactMap(\.dates)
    guard let (from, to) = periods.first else {
      return AcceptedDocuments([0..<DocID(segment.documentCount)]) {
        Self.remove(excluded, from: &$0, first: $1)
      }
    }
    let zones = try segment.dateZones()
    // Other periods take some of these away.
    let ranges = zones.stretches(from: from, to: to)
    return AcceptedDocuments(ranges) { words, first in
      for range in ranges {
        for (from, to) in periods {
          zones.keep(&words, from: first, of: range, dates: from, to)
        }
      }
      Self.remove(excluded, from: &words, first: first)
    }
  }

  /// Clears the bits of what is excluded in `words`, the first of which has the documents from `first` on.
  private static func remove(
    _ excluded: DocumentSet?, from words: inout [UInt64], first: DocID
  ) {
    guard let excluded else { return }
    for i in words.indices { words[i] &= ~excluded.words[Int(first) / 64 + i] }
  }
}

extension DocumentFilter {
  /// The dates that pass, both included; nil if all documents do.
  fileprivate var dates: (from: Int64, to: Int64)? {
    switch self {
    case .published(nil, nil): nil
    case .published(_, .min): (.max, .min)  // none
    case .published(let from, let to): (from ?? .min, to.map { $0 - 1 } ?? .max)
    }
  }
}
