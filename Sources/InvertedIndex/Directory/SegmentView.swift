/// A segment as a snapshot sees it: with the documents that are deleted from it.
public struct SegmentView: Sendable {
  /// The segment.
  public let segment: Segment
  /// Its number, which names its file.
  public let number: Int
  /// The documents deleted from it, or nil if none is.
  public let deleted: DocumentSet?
  /// The generation that wrote `deleted`.
  let deletedGeneration: Int

  /// The number of documents that are not deleted.
  public var liveCount: Int { segment.documentCount - (deleted?.count ?? 0) }

  /// Whether `document`, which must be in range, is not deleted.
  public func isLive(_ document: DocID) -> Bool { !(deleted?.contains(document) ?? false) }
}
