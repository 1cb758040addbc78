/// Precision at the rank that equals the number of relevant documents (trec_eval: `Rprec`): a list
/// that is perfect down to there has 1.
public struct RPrecision: Measure {
  /// The name in the notation of the field.
  public var name: String { "Rprec" }

  /// R-precision.
  public init() {}

  /// The value for one topic, 0 to 1; linear in the number of relevant documents.
  public func value(of ranking: JudgedRanking) -> Double {
    let count = ranking.relevantCount
    return count > 0 ? Double(ranking.relevantCount(in: count)) / Double(count) : 0
  }
}
