public import InvertedIndex

/// What ranking needs to know of all documents of a snapshot that can be found.
///
/// All are sums over live documents, so they do not depend on how documents are spread over
/// segments, nor on what was deleted or hidden before.
public struct CollectionStatistics: Sendable, Equatable {
  /// The number of documents.
  public let documents: Int
  /// The sum of their lengths.
  public let lengthSum: Int
  /// The sum of their weighted lengths.
  public let weightedLengthSum: Int

  /// The mean length, or 0.
  public var averageLength: Double { mean(lengthSum) }

  /// The mean of the weighted lengths, or 0.
  var averageWeightedLength: Double { mean(weightedLengthSum) }

  private func mean(_ sum: Int) -> Double { documents > 0 ? Double(sum) / Double(documents) : 0 }

  /// The mean length by `weights` in `snapshot`, whose statistics these are, or 0.
  ///
  /// - Complexity: constant for weights of none and those of the index, else linear in the documents.
  func averageLength(_ weights: FieldWeights, of snapshot: IndexSnapshot) -> Double {
    if weights == .none { return averageLength }
    if weights == .indexed { return averageWeightedLength }
    var sum = 0
    for view in snapshot.segments {
      for document in 0..<DocID(view.segment.documentCount) where view.isLive(document) {
        sum += view.segment.length(of: document, weights)
      }
    }
    return mean(sum)
  }

  /// The statistics of `snapshot`; linear in the documents of segments where some are not live.
  public init(_ snapshot: IndexSnapshot) {
    documents = snapshot.documentCount
    var lengthSum = 0
    var weightedLengthSum = 0
    for view in snapshot.segments {
      let segment = view.segment
      lengthSum += segment.summary.lengthSum
      weightedLengthSum += segment.summary.weightedLengthSum
      for document in view.excludedDocuments {
        lengthSum -= Int(unsafe segment.lengths[Int(document)])
        weightedLengthSum -= Int(unsafe segment.weightedLengths[Int(document)])
      }
    }
    self.lengthSum = lengthSum
    self.weightedLengthSum = weightedLengthSum
  }
}
