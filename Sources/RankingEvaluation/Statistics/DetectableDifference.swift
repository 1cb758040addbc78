internal import Glibc

/// What a comparison on so many topics can see at all: its power.
///
/// The differences are taken as normal with the deviation observed; two-sided at a level of 5 %,
/// found with a probability of 80 %.
/// Source: Sakai, "Statistical reform in information retrieval?", SIGIR Forum 48(1), 2014.
public struct DetectableDifference: Sendable {
  /// The probability of an error of the first kind that is accepted.
  public static let level = 0.05
  /// The probability of finding a difference that is there.
  public static let power = 0.8
  /// With fewer topics than this, conclusions are of little worth whatever the test says.
  public static let fewTopics = 25

  /// The number of topics.
  public let topics: Int
  /// The least mean difference that is found four times out of five; infinite for one topic.
  public let least: Double
  /// The topics that it would take to find the difference observed; nil where there is none.
  public let topicsNeeded: Int?

  /// What `sample` can see.
  public init(_ sample: PairedSample) {
    topics = sample.differences.count
    let size =
      NormalDistribution.quantile(1 - Self.level / 2) + NormalDistribution.quantile(Self.power)
    if topics > 1 {
      let student = StudentDistribution(freedom: Double(topics - 1))
      let reach = student.quantile(1 - Self.level / 2) + student.quantile(Self.power)
      least = reach * sample.deviation / Double(topics).squareRoot()
    } else {
      least = .infinity
    }
    let ratio = sample.mean == 0 ? .infinity : size * sample.deviation / abs(sample.mean)
    topicsNeeded = ratio < 1e6 ? max(2, Int((ratio * ratio).rounded(.up))) : nil
  }

  /// Whether the topics are too few for the difference observed, or for any.
  public var isWeak: Bool {
    topics < Self.fewTopics || (topicsNeeded.map { $0 > topics } ?? false)
  }
}
