/// Average precision (trec_eval: `map`, which is its mean over topics): the precision at the rank of
/// each relevant document, 0 for those not retrieved, averaged over all relevant documents.
///
/// Source: Buckley and Voorhees, "Evaluating evaluation measure stability", 2000.
public struct AveragePrecision: Measure {
  /// The name in the notation of the field.
  public var name: String { "AP" }

  /// Average precision over the whole list.
  public init() {}

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    guard ranking.relevantCount > 0 else { return 0 }
    var (found, sum) = (0, 0.0)
    for index in ranking.grades.indices where ranking.isRelevant(at: index) {
      found += 1
      sum += Double(found) / Double(index + 1)
    }
    return sum / Double(ranking.relevantCount)
  }
}
