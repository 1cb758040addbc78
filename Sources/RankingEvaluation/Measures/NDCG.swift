internal import Glibc

/// Normalised discounted cumulative gain (trec_eval: `ndcg`, and `ndcg_cut` within a cutoff).
///
/// The gain of a document, discounted by log2(rank + 1), is summed and divided by the sum of the best
/// possible list. Negative grades gain nothing.
/// Sources: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; Burges
/// and others, "Learning to rank using gradient descent", 2005, for the exponential gain.
public struct NDCG: Measure {
  /// What a grade is worth.
  public enum Gain: String, Sendable {
    /// The grade itself, as in trec_eval.
    case linear = "log2"
    /// 2 to the grade, less 1, as in gdeval.
    case exponential = "exp-log2"
  }

  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// What a grade is worth.
  public let gain: Gain
  /// The name in the notation of the field.
  public var name: String {
    (gain == .linear ? "nDCG" : "nDCG(dcg='\(gain.rawValue)')").within(cutoff)
  }

  /// nDCG over the first `cutoff` ranks, or over the whole list.
  public init(cutoff: Int? = nil, gain: Gain = .linear) {
    self.cutoff = cutoff.map { max(1, $0) }
    self.gain = gain
  }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    let depth = cutoff ?? .max
    let ideal = sum(ranking.judged.prefix(depth))
    return ideal > 0 ? sum(ranking.grades.prefix(depth).map { $0 ?? 0 }) / ideal : 0
  }

  private func sum(_ grades: some Sequence<Int>) -> Double {
    grades.enumerated().reduce(0) { sum, item in
      item.element > 0 ? sum + worth(item.element) / log2(Double(item.offset + 2)) : sum
    }
  }

  private func worth(_ grade: Int) -> Double {
    // Beyond 2 to the 512th, sums would not stay finite.
    gain == .linear ? Double(grade) : exp2(Double(min(grade, 512))) - 1
  }
}
