/// Whether a relevant document stands among the first (trec_eval: `success`): 1 or 0.
///
/// Its mean is the share of topics that are answered at all, which is what counts where one document
/// is looked for.
public struct Success: Measure {
  /// The number of ranks looked at, at least 1.
  public let cutoff: Int
  /// The name in the notation of the field.
  public var name: String { "Success@\(cutoff)" }

  /// Success within the first `cutoff` ranks.
  public init(cutoff: Int) { self.cutoff = max(1, cutoff) }

  /// The value for one topic, 0 or 1; linear in the cutoff.
  public func value(of ranking: JudgedRanking) -> Double {
    ranking.relevantCount(in: cutoff) > 0 ? 1 : 0
  }
}
