/// Topics dealt into folds, so that parameters are judged by topics that did not choose them.
///
/// Each fold in turn is held out: parameters are chosen on the others and used on it. What is then
/// reported of all topics together is what tuning promises for topics to come; the value of the best
/// parameters on the topics that chose them always promises too much.
/// Source: Stone, "Cross-validatory choice and assessment of statistical predictions", Journal of the
/// Royal Statistical Society B 36(2), 1974.
public struct CrossValidation: Sendable {
  /// For each fold, the indices of its topics, ascending; folds differ by one topic at most.
  public let folds: [[Int]]

  /// Deals `topics` topics into `count` folds by chance.
  ///
  /// - Parameter count: brought into the range from 2 to the number of topics.
  public init(topics: Int, folds count: Int, seed: UInt64) {
    var order = Array(0..<topics)
    var random = SeededRandom(seed: seed)
    for last in stride(from: topics - 1, to: 0, by: -1) {
      order.swapAt(last, random.index(below: last + 1))
    }
    let count = max(1, min(max(count, 2), topics))
    folds = (0..<count).map { fold in
      stride(from: fold, to: topics, by: count).map { order[$0] }.sorted()
    }
  }

  /// The topics that are not in the fold `index`, ascending.
  public func others(than index: Int) -> [Int] {
    folds.indices.filter { $0 != index }.flatMap { folds[$0] }.sorted()
  }
}
