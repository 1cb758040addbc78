/// Average precision (trec_eval: `map`, which is its mean over topics, and `map_cut`): the precision
/// at the rank of each relevant document, 0 for those not retrieved, averaged over all relevant ones.
///
/// A cutoff shortens the list and not the number of relevant documents that the sum is divided by.
/// Source: Buckley and Voorhees, "Evaluating evaluation measure stability", 2000.
public struct AveragePrecision: Measure {
  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// The name in the notation of the field.
  public var name: String { "AP".within(cutoff) }

  /// Average precision within the first `cutoff` ranks, or over the whole list.
  public init(cutoff: Int? = nil) { self.cutoff = cutoff.map { max(1, $0) } }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    guard ranking.relevantCount > 0 else { return 0 }
    var (found, sum) = (0, 0.0)
    for index in ranking.grades.indices.prefix(cutoff ?? .max)
    where ranking.isRelevant(at: index) {
      found += 1
      sum += Double(found) / Double(index + 1)
    }
    return sum / Double(ranking.relevantCount)
  }
}
