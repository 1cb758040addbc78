/// The part of the first documents that is relevant (trec_eval: `P`); ranks behind the end of a
/// short list count as not relevant.
public struct Precision: Measure {
  /// The number of ranks looked at, at least 1.
  public let cutoff: Int
  /// The name in the notation of the field.
  public var name: String { "P@\(cutoff)" }

  /// Precision over the first `cutoff` ranks.
  public init(cutoff: Int) { self.cutoff = max(1, cutoff) }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    Double(ranking.relevantCount(in: cutoff)) / Double(cutoff)
  }
}
