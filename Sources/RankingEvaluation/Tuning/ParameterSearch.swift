/// Looks for the values of parameters under which the mean of a measure is greatest.
///
/// All combinations are tried while they are few, at most `mostCombinations`. Beyond, one parameter
/// after the other is set to its best value with the rest as they are, until nothing gets better
/// (coordinate ascent), which finds a peak that may not be the highest. Each combination is evaluated
/// once, whatever topics ask for it.
/// Source: Metzler and Croft, "Linear feature-based models for information retrieval", Information
/// Retrieval 10, 2007, for the ascent.
public struct ParameterSearch {
  /// The combinations up to which all are tried.
  public static let mostCombinations = 200

  /// For each parameter, the values to choose among.
  public let candidates: [[Double]]
  /// The place of the value that each parameter has at first.
  public let start: [Int]
  private let evaluate: ([Double]) throws -> [Double]
  private var known: [[Int]: [Double]] = [:]

  /// A search among `candidates`.
  ///
  /// - Parameters:
  ///   - candidates: for each parameter at least one value.
  ///   - start: for each parameter, the index of the value it has without tuning.
  ///   - evaluate: gives the value of every topic under a combination, one value for each parameter.
  public init(
    candidates: [[Double]], start: [Int], evaluate: @escaping ([Double]) throws -> [Double]
  ) {
    precondition(candidates.count == start.count, "one start for each parameter")
    precondition(
      zip(candidates, start).allSatisfy { $0.indices.contains($1) }, "starts are candidates")
    self.candidates = candidates
    self.start = start
    self.evaluate = evaluate
  }

  /// The number of combinations evaluated so far.
  public var evaluated: Int { known.count }

  /// The values that are best on average over `topics`, given by index; of equals the one found first,
  /// beginning with the start.
  public mutating func best(over topics: [Int]) throws -> [Double] {
    let combinations = candidates.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).0 }
    let isFew = combinations <= Self.mostCombinations && combinations > 0
    let best = isFew ? try grid(topics) : try ascent(topics)
    return values(best)
  }

  private func values(_ places: [Int]) -> [Double] {
    zip(candidates, places).map { $0[$1] }
  }

  private mutating func mean(_ places: [Int], _ topics: [Int]) throws -> Double {
    let all = try known[places] ?? evaluate(values(places))
    known[places] = all
    return topics.map { all[$0] }.mean
  }

  /// Means that differ by less are equal: what is left of rounding must not choose.
  private static let least = 1e-12

  private mutating func grid(_ topics: [Int]) throws -> [Int] {
    var best = start
    var bestMean = try mean(best, topics)
    var places = candidates.map { _ in 0 }
    while true {
      let mean = try mean(places, topics)
      if mean > bestMean + Self.least { (best, bestMean) = (places, mean) }
      guard let next = places.indices.last(where: { places[$0] + 1 < candidates[$0].count }) else {
        return best
      }
      places[next] += 1
      for later in places.indices where later > next { places[later] = 0 }
    }
  }

  private mutating func ascent(_ topics: [Int]) throws -> [Int] {
    var best = start
    var bestMean = try mean(best, topics)
    var improves = true
    while improves {
      improves = false
      for parameter in best.indices {
        var places = best
        for place in candidates[parameter].indices {
          places[parameter] = place
          let mean = try mean(places, topics)
          if mean > bestMean + Self.least {
            (best, bestMean) = (places, mean)
            improves = true
          }
        }
      }
    }
    return best
  }
}
