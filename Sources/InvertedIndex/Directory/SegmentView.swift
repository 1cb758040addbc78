/// A segment as a snapshot sees it: with the documents that are deleted from it, and those that are
/// hidden because a better copy of them is in the index.
///
/// A class, so that passing it on counts one reference, and not one for each of its parts.
public final class SegmentView: Sendable {
  /// The segment.
  public let segment: Segment
  /// Its number, which names its file.
  public let number: Int
  /// The documents deleted from it, or nil if none is: gone for good.
  public let deleted: DocumentSet?
  /// The generation that wrote `deleted`.
  let deletedGeneration: Int
  /// The documents of which there is a better copy, or nil if there are none: kept, and found again
  /// once that copy goes.
  public let hidden: DocumentSet?
  /// The generation that wrote `hidden`.
  let hiddenGeneration: Int
  /// The documents that cannot be found, deleted or hidden, or nil if all can.
  public let excluded: DocumentSet?
  /// The same, ascending.
  public let excludedDocuments: [DocID]

  init(
    segment: Segment, number: Int, deleted: DocumentSet?, deletedGeneration: Int,
    hidden: DocumentSet? = nil, hiddenGeneration: Int = 0
  ) {
    self.segment = segment
    self.number = number
    self.deleted = deleted
    self.deletedGeneration = deletedGeneration
    self.hidden = hidden
    self.hiddenGeneration = hiddenGeneration
    excluded = DocumentSet.union(deleted, hidden)
    excludedDocuments = excluded?.documents ?? []
  }

  /// The number of documents that cannot be found.
  public var excludedCount: Int { excludedDocuments.count }

  /// The number of documents that can be found.
  public var liveCount: Int { segment.documentCount - excludedCount }

  /// The number of documents that are not deleted, hidden ones included.
  public var keptCount: Int { segment.documentCount - (deleted?.count ?? 0) }

  /// Whether `document`, which must be in range, can be found.
  public func isLive(_ document: DocID) -> Bool { !(excluded?.contains(document) ?? false) }

  /// Whether `document`, which must be in range, is not deleted, though it may be hidden.
  public func isKept(_ document: DocID) -> Bool { !(deleted?.contains(document) ?? false) }

  /// The documents that a file beside the segment names.
  func documents(_ kind: DocumentSet.Kind) -> DocumentSet? {
    switch kind {
    case .deleted: deleted
    case .hidden: hidden
    }
  }

  /// The same segment with `documents` hidden from `generation` on, or since they were if they are
  /// hidden already.
  func hiding(_ documents: DocumentSet?, generation: Int) -> SegmentView {
    guard documents != hidden else { return self }
    return SegmentView(
      segment: segment, number: number, deleted: deleted, deletedGeneration: deletedGeneration,
      hidden: documents, hiddenGeneration: documents == nil ? 0 : generation)
  }
}
