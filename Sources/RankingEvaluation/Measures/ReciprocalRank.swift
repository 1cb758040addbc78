/// One divided by the rank of the first relevant document, 0 without one (trec_eval: `recip_rank`).
public struct ReciprocalRank: Measure {
  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// The name in the notation of the field.
  public var name: String { "RR".within(cutoff) }

  /// Reciprocal rank within the first `cutoff` ranks, or within the whole list.
  public init(cutoff: Int? = nil) { self.cutoff = cutoff.map { max(1, $0) } }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    let depth = min(cutoff ?? .max, ranking.grades.count)
    return (0..<depth).first(where: ranking.isRelevant(at:)).map { 1 / Double($0 + 1) } ?? 0
  }
}
