internal import ArgumentParser
internal import InvertedIndex
internal import Retrieval

/// What is asked of a query when it is timed.
enum BenchmarkMode: String, CaseIterable {
  case top10 = "TOP_10"
  case top100 = "TOP_100"
  case top10AndCount = "TOP_10_COUNT"
  case count = "COUNT"
  /// The ten best of the query expanded by `FeedbackModel()`, what that takes included.
  case top10WithFeedback = "TOP_10_FEEDBACK"
  /// The ten newest matches.
  case newest10 = "NEWEST_10"

  /// Those that every index can answer.
  static let usual: [BenchmarkMode] = [.top10, .top100, .top10AndCount, .count]

  /// What came of a query.
  struct Answer {
    var top: [ScoredDocument] = []
    var count: Int?
  }

  /// Looks up the terms of `query` and answers it: what is timed.
  func answer(_ query: Query, _ searcher: Searcher) throws(IndexError) -> Answer {
    let asked =
      self == .top10WithFeedback
      ? try searcher.expand(query, by: FeedbackModel()) : ExpandedQuery(query)
    let prepared = try searcher.prepare(asked)
    switch self {
    case .top10, .top10WithFeedback: return Answer(top: try searcher.top(10, prepared))
    case .newest10: return Answer(top: try searcher.first(10, by: .newest, prepared))
    case .top100: return Answer(top: try searcher.top(100, prepared))
    case .top10AndCount:
      let (top, count) = try searcher.topAndCount(10, prepared)
      return Answer(top: top, count: count)
    case .count: return Answer(count: try searcher.count(prepared))
    }
  }
}

/// Modes as typed, with commas between.
struct BenchmarkModes: ExpressibleByArgument {
  let modes: [BenchmarkMode]

  init(_ modes: [BenchmarkMode]) { self.modes = modes }

  init?(argument: String) {
    let modes = argument.split(separator: ",").map { BenchmarkMode(rawValue: String($0)) }
    let known = modes.compactMap { $0 }
    guard !known.isEmpty, known.count == modes.count, Set(known).count == known.count else {
      return nil
    }
    self.modes = known
  }

  var defaultValueDescription: String { modes.map(\.rawValue).joined(separator: ",") }
}
