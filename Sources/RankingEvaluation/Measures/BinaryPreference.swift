/// Binary preference (trec_eval: `bpref`): how seldom a document judged not relevant stands before a
/// relevant one.
///
/// Documents without a judgment, and those with a negative grade, are passed over, so the value
/// changes little when judgments are incomplete. Of R relevant and N documents judged not relevant,
/// each relevant document retrieved adds 1 − min(n, R) / min(N, R) with n of the N before it; the sum
/// is divided by R.
/// Source: Buckley and Voorhees, "Retrieval evaluation with incomplete information", SIGIR 2004.
public struct BinaryPreference: Measure {
  /// The name in the notation of the field.
  public var name: String { "Bpref" }

  /// Binary preference.
  public init() {}

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    let relevant = ranking.relevantCount
    guard relevant > 0 else { return 0 }
    let most = min(ranking.nonrelevantCount, relevant)
    var (before, sum) = (0, 0.0)
    for case .some(let grade) in ranking.grades where grade >= 0 {
      if grade < ranking.relevanceLevel {
        before += 1
      } else {
        sum += before == 0 ? 1 : 1 - Double(min(before, relevant)) / Double(most)
      }
    }
    return sum / Double(relevant)
  }
}
