/// How a run differs from a baseline under one measure, and whether that can be chance.
public struct MeasureComparison: Sendable {
  /// The name of the measure.
  public let measure: String
  /// The differences, topic by topic: run less baseline.
  public let sample: PairedSample
  /// Where the mean difference lies with 95 % confidence.
  public let interval: BootstrapInterval
  /// The p-value of the randomisation test.
  public let p: Double
  /// Whether that test tried all swaps.
  public let isExact: Bool
  /// `p` after Holm's correction for all runs that are compared with this baseline.
  public internal(set) var correctedP: Double
  /// The p-value of the t-test.
  public let tTestP: Double
  /// What so many topics can show.
  public let power: DetectableDifference

  /// Whether the run differs from the baseline at the level of 5 %, all comparisons considered.
  public var isSignificant: Bool { correctedP < DetectableDifference.level }
}

/// A run against a baseline, measure by measure.
public struct RunComparison: Sendable {
  /// The index of the baseline and of the run among the reports.
  public let baseline: Int
  /// The index of the run among the reports.
  public let run: Int
  /// One for each measure, in their order.
  public internal(set) var measures: [MeasureComparison]

  /// Compares each of `reports` but the first with the first, which is the baseline.
  ///
  /// - Parameters:
  ///   - reports: of the same topics and measures.
  ///   - seed: of the random swaps and draws.
  public static func all(_ reports: [EvaluationReport], seed: UInt64) -> [RunComparison] {
    guard let baseline = reports.first else { return [] }
    var comparisons = reports.indices.dropFirst().map { index in
      RunComparison(
        baseline: 0, run: index,
        measures: baseline.measures.indices.map { measure in
          MeasureComparison(
            baseline.measures[measure],
            PairedSample(
              reports[index].values(ofMeasure: measure),
              against: baseline.values(ofMeasure: measure)), seed: seed)
        })
    }
    for measure in baseline.measures.indices {
      let corrected = HolmCorrection.corrected(comparisons.map { $0.measures[measure].p })
      for (index, p) in corrected.enumerated() {
        comparisons[index].measures[measure].correctedP = p
      }
    }
    return comparisons
  }
}

extension MeasureComparison {
  fileprivate init(_ measure: String, _ sample: PairedSample, seed: UInt64) {
    let test = RandomizationTest(sample, seed: seed)
    self.measure = measure
    self.sample = sample
    interval = BootstrapInterval(meanOf: sample.differences, seed: seed)
    p = test.p
    isExact = test.isExact
    correctedP = test.p
    tTestP = PairedTTest.p(sample)
    power = DetectableDifference(sample)
  }
}

extension EvaluationReport {
  /// The values of the measure at `index`, in the order of the topics.
  public func values(ofMeasure index: Int) -> [Double] { topics.map { $0.values[index] } }

  /// Where the mean of each measure lies with 95 % confidence.
  public func intervals(seed: UInt64) -> [BootstrapInterval] {
    measures.indices.map { BootstrapInterval(meanOf: values(ofMeasure: $0), seed: seed) }
  }
}
