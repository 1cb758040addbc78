/// A number that says how good one ranked list is, 0 to 1, higher is better.
///
/// A measure is one file: a struct with its parameters that conforms to this protocol, and a line in
/// `MeasureParser`.
public protocol Measure: Sendable {
  /// The name in the notation of the field, such as `nDCG@10`.
  var name: String { get }
  /// The value for one topic; 0 for an empty list and for a topic without relevant documents.
  func value(of ranking: JudgedRanking) -> Double
}

/// The measures that are reported where none are asked for: nDCG@10, AP, P@10, RR, R@100, R@1000.
public let standardMeasures: [any Measure] = [
  NDCG(cutoff: 10), AveragePrecision(), Precision(cutoff: 10), ReciprocalRank(),
  Recall(cutoff: 100), Recall(cutoff: 1000),
]

extension String {
  /// The name of a measure with its cutoff behind it, if it has one.
  func within(_ cutoff: Int?) -> String { cutoff.map { "\(self)@\($0)" } ?? self }
}
