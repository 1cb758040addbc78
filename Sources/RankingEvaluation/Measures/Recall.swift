/// The part of the relevant documents that stands among the first (trec_eval: `recall`).
public struct Recall: Measure {
  /// The number of ranks looked at, at least 1.
  public let cutoff: Int
  /// The name in the notation of the field.
  public var name: String { "R@\(cutoff)" }

  /// Recall over the first `cutoff` ranks.
  public init(cutoff: Int) { self.cutoff = max(1, cutoff) }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    guard ranking.relevantCount > 0 else { return 0 }
    return Double(ranking.relevantCount(in: cutoff)) / Double(ranking.relevantCount)
  }
}
