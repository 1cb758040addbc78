/// Inferred average precision (trec_eval: `infAP`): what average precision would be if all of the
/// pool were judged, estimated from a random part that was.
///
/// A negative grade marks a document that was pooled and not judged; one without a grade was not
/// pooled and counts as not relevant. At each relevant document the precision above it is estimated
/// from the judged documents there, which stand for the unjudged ones of the pool.
/// Source: Yilmaz and Aslam, "Estimating average precision with incomplete and imperfect judgments",
/// CIKM 2006.
public struct InferredAveragePrecision: Measure {
  /// Keeps the share of relevant among judged documents defined where nothing was judged.
  private static let smoothing = 0.00001

  /// The name in the notation of the field.
  public var name: String { "infAP" }

  /// Inferred average precision.
  public init() {}

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    guard ranking.relevantCount > 0 else { return 0 }
    var (relevant, nonrelevant, unjudged) = (0, 0, 0)
    var sum = 0.0
    for (above, grade) in ranking.grades.enumerated() {
      guard let grade else { continue }
      if grade < 0 {
        unjudged += 1
      } else if grade < ranking.relevanceLevel {
        nonrelevant += 1
      } else {
        let pooled = Double(relevant + nonrelevant + unjudged)
        let share =
          (Double(relevant) + Self.smoothing)
          / (Double(relevant + nonrelevant) + 2 * Self.smoothing)
        sum += (1 + pooled * share) / Double(above + 1)
        relevant += 1
      }
    }
    return sum / Double(ranking.relevantCount)
  }
}
