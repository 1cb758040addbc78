/// Rank-biased precision: what a user gains who goes on to the next document with probability p.
///
/// It is (1 − p) times the sum of p to the power of (rank − 1) over the relevant documents retrieved;
/// it knows nothing of documents that were not. Near 1, p is a patient user: 0.8 looks at five
/// documents on average, 0.95 at twenty.
/// Source: Moffat and Zobel, "Rank-biased precision for measurement of retrieval effectiveness", ACM
/// TOIS 27(1), 2008.
public struct RankBiasedPrecision: Measure {
  /// The probability of going on, above 0 and below 1.
  public let persistence: Double
  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// The name in the notation of the field.
  public var name: String { "RBP(p=\(persistence))".within(cutoff) }

  /// Rank-biased precision; a `persistence` outside of 0 to 1 is taken as 0.8.
  public init(persistence: Double = 0.8, cutoff: Int? = nil) {
    self.persistence = persistence > 0 && persistence < 1 ? persistence : 0.8
    self.cutoff = cutoff.map { max(1, $0) }
  }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    var (sum, weight) = (0.0, 1 - persistence)
    for index in ranking.grades.indices.prefix(cutoff ?? .max) {
      if ranking.isRelevant(at: index) { sum += weight }
      weight *= persistence
    }
    return sum
  }
}
