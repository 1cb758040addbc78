internal import Glibc

/// Normalised discounted cumulative gain among the first documents (trec_eval: `ndcg_cut`).
///
/// The gain is the grade itself, discounted by log2(rank + 1); the sum is divided by that of the
/// best possible list. Negative grades gain nothing.
/// Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002.
public struct NDCG: Measure {
  /// The number of ranks looked at, at least 1.
  public let cutoff: Int
  /// The name in the notation of the field.
  public var name: String { "nDCG@\(cutoff)" }

  /// nDCG over the first `cutoff` ranks.
  public init(cutoff: Int) { self.cutoff = max(1, cutoff) }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    let ideal = Self.gain(ranking.judged.prefix(cutoff))
    return ideal > 0 ? Self.gain(ranking.grades.prefix(cutoff).map { $0 ?? 0 }) / ideal : 0
  }

  private static func gain(_ grades: some Sequence<Int>) -> Double {
    grades.enumerated().reduce(0) { sum, item in
      sum + Double(max(0, item.element)) / log2(Double(item.offset + 2))
    }
  }
}
