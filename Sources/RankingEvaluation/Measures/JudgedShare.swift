/// The part of the first documents that has a judgment, whatever it is (ir-measures: `Judged`).
///
/// It does not say how good a list is but how far the other measures can be believed: documents
/// without a judgment count as not relevant. Of a list shorter than the cutoff, all is looked at; a
/// negative grade is a judgment, since the document was at least considered.
public struct JudgedShare: Measure {
  /// The number of ranks looked at, or nil for the whole list.
  public let cutoff: Int?
  /// The name in the notation of the field.
  public var name: String { "Judged".within(cutoff) }

  /// The judged part of the first `cutoff` ranks, or of the whole list.
  public init(cutoff: Int? = nil) { self.cutoff = cutoff.map { max(1, $0) } }

  /// The value for one topic, 0 to 1; linear in the length of the list.
  public func value(of ranking: JudgedRanking) -> Double {
    let seen = ranking.grades.prefix(cutoff ?? .max)
    return seen.isEmpty ? 0 : Double(seen.count { $0 != nil }) / Double(seen.count)
  }
}
