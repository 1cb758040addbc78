/// A term of a segment as its dictionary has it: how frequent it is, and where its postings are.
///
/// It is for the segment that it came from alone.
public struct SegmentTerm: Sendable, BitwiseCopyable {
  /// Never an alias.
  let info: TermInfo
  /// Whether its postings, or those that it shares, are stored with positions.
  let arePositionsStored: Bool
  /// Whether its postings are stored as those of another term, whose positions are none of its own.
  let isShared: Bool

  /// Whether positions can be read.
  public var hasPositions: Bool { arePositionsStored && !isShared }
  /// The number of documents.
  public var documentFrequency: Int { info.documentFrequency }
  /// The sum of the frequencies.
  public var totalFrequency: Int { info.totalFrequency }
}
