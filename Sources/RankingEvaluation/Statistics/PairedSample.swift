/// The differences between two systems, topic by topic: what all paired tests are about.
public struct PairedSample: Sendable {
  /// Value of the system less value of the baseline, one for each topic.
  public let differences: [Double]
  /// The mean of the differences; 0 without topics.
  public let mean: Double
  /// Their standard deviation, with the number of topics less one below the sum; 0 for one topic.
  public let deviation: Double

  /// A sample of these differences.
  public init(differences: [Double]) {
    self.differences = differences
    mean = differences.mean
    deviation = differences.deviation
  }

  /// The sample of `values` against `baseline`, topic by topic in one order.
  public init(_ values: [Double], against baseline: [Double]) {
    precondition(values.count == baseline.count, "the two systems have the same topics")
    self.init(differences: zip(values, baseline).map { $0 - $1 })
  }

  /// The least difference that is one: less is what single precision rounds off.
  private static let least = 1e-9

  /// Topics in which the system is better.
  public var wins: Int { differences.count { $0 > Self.least } }
  /// Topics in which it is worse.
  public var losses: Int { differences.count { $0 < -Self.least } }
  /// Topics in which the two are equal.
  public var ties: Int { differences.count - wins - losses }

  /// The mean difference in units of the deviation of the differences (Cohen's d of paired samples);
  /// 0 where all differences are 0, infinite where they are all the same.
  ///
  /// 0.2 is called small, 0.5 medium, 0.8 large.
  /// Source: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988.
  public var effectSize: Double {
    if abs(mean) <= Self.least { return 0 }
    return deviation > Self.least ? mean / deviation : mean > 0 ? .infinity : -.infinity
  }
}

extension [Double] {
  /// The mean, or 0.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The standard deviation of a sample, or 0 of fewer than two numbers.
  var deviation: Double {
    guard count > 1 else { return 0 }
    let mean = mean
    let squares = reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(count - 1)).squareRoot()
  }
}
