public import InvertedIndex

/// What ranking needs to know of all documents of a snapshot, deleted ones left out.
///
/// All are sums over live documents, so they do not depend on how documents are spread over
/// segments, nor on what was deleted before.
public struct CollectionStatistics: Sendable, Equatable {
  /// The number of documents.
  public let documents: Int
  /// The sum of their lengths.
  public let lengthSum: Int

  /// The mean length, or 0.
  public var averageLength: Double { documents == 0 ? 0 : Double(lengthSum) / Double(documents) }

  /// The statistics of `snapshot`; linear in the deleted documents.
  public init(_ snapshot: IndexSnapshot) {
    documents = snapshot.documentCount
    lengthSum = snapshot.segments.reduce(0) { sum, view in
      var deleted = 0
      if let set = view.deleted {
        for document in 0..<DocID(set.capacity) where set.contains(document) {
          deleted += Int(unsafe view.segment.lengths[Int(document)])
        }
      }
      return sum + view.segment.summary.lengthSum - deleted
    }
  }
}

extension SegmentView {
  /// The number of live documents in `list`.
  ///
  /// - Complexity: constant, or linear in the list where documents were deleted.
  func liveDocumentFrequency(of list: PostingsList) -> Int {
    deleted == nil ? list.documentFrequency : sum(over: list) { _ in 1 }
  }

  /// The occurrences in live documents that `list` states.
  ///
  /// - Complexity: constant, or linear in the list where documents were deleted.
  func liveTotalFrequency(of list: PostingsList) -> Int {
    deleted == nil ? list.totalFrequency : sum(over: list) { Int($0.frequency()) }
  }

  /// The sum over the live postings of `list`.
  private func sum(over list: PostingsList, _ value: (inout PostingsCursor) -> Int) -> Int {
    var sum = 0
    var cursor = PostingsCursor(list)
    while cursor.document != .end {
      if isLive(cursor.document) { sum += value(&cursor) }
      cursor.advance()
    }
    return sum
  }
}
