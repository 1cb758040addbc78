internal import Glibc

/// Expected reciprocal rank (gdeval: `err`): one divided by the rank at which a user who reads from
/// the top is satisfied, on average.
///
/// A document of grade g satisfies with probability (2 to the g, less 1) / 2 to the highest grade,
/// and the user stops there. The highest grade is that of the scale, 4 in gdeval, not of the
/// collection; grades above it count as it, those below 0 as 0.
/// Source: Chapelle, Metzler, Zhang and Grinspan, "Expected reciprocal rank for graded relevance",
/// CIKM 2009.
public struct ExpectedReciprocalRank: Measure {
  /// The highest grade of the scale that gdeval assumes.
  public static let usualHighestGrade = 4

  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// The highest grade of the scale, 1 to 60.
  public let highestGrade: Int
  /// The name in the notation of the field.
  public var name: String {
    (highestGrade == Self.usualHighestGrade ? "ERR" : "ERR(max=\(highestGrade))").within(cutoff)
  }

  /// Expected reciprocal rank within the first `cutoff` ranks, or over the whole list.
  public init(cutoff: Int? = nil, highestGrade: Int = usualHighestGrade) {
    self.cutoff = cutoff.map { max(1, $0) }
    self.highestGrade = min(max(highestGrade, 1), 60)
  }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    var (sum, isReading) = (0.0, 1.0)
    for (index, grade) in ranking.grades.prefix(cutoff ?? .max).enumerated() {
      guard let grade, grade > 0 else { continue }
      let satisfies =
        (exp2(Double(min(grade, highestGrade))) - 1) / exp2(Double(highestGrade))
      sum += isReading * satisfies / Double(index + 1)
      isReading *= 1 - satisfies
    }
    return sum
  }
}
