internal import RankingEvaluation

/// A run and what is known of where it comes from.
struct EvaluatedRun {
  /// How it is called in tables.
  let name: String
  let run: RankedRun
  /// How long each topic took, in seconds; nil for a run that was read from a file.
  var seconds: [Double]?
  /// The digest SHA-256 of the run as a file.
  let digest: String

  init(name: String, run: RankedRun) throws {
    self.name = name
    self.run = run
    digest = SHA256.hexadecimal(of: Array(try run.text().utf8))
  }

  /// The run in the file `path`, which must answer one of `topics` at least.
  init(path: String, topics: [String]) throws {
    run = try RankedRun.read(path)
    name = String(path.split(separator: "/").last ?? path[...])
    digest = try EvaluatedCollection.File(path).digest
    guard topics.contains(where: run.contains) else {
      throw EvaluationError(
        .noOverlap, path: path,
        reason: "answers none of the topics (topic \"\(run.topics.first ?? "")\" against "
          + "\"\(topics.first ?? "")\"); use a run of this collection")
    }
  }

  var latency: LatencySample? {
    seconds.map { LatencySample($0.map { UInt64(max($0, 0) * 1e9) }) }
  }
}

/// All that came of an evaluation.
struct Evaluation {
  /// One line about what was evaluated.
  let subject: String
  let runs: [EvaluatedRun]
  /// One for each of `runs`.
  let reports: [EvaluationReport]
  /// For each of `runs`, where the mean of each measure lies.
  let intervals: [[BootstrapInterval]]
  /// Each run but the first against the first.
  let comparisons: [RunComparison]
  /// The number of hits for each topic.
  let top: Int
  /// Titles of topics by id, as far as they are known.
  let titles: [String: String]
  let seed: UInt64

  init(
    subject: String, runs: [EvaluatedRun], collection: EvaluatedCollection,
    measures: [any Measure], relevanceLevel: Int, top: Int, seed: UInt64
  ) throws {
    let asked = collection.topics.map(\.id)
    self.subject = subject
    self.runs = runs
    self.top = top
    self.seed = seed
    reports = try runs.map { run throws(EvaluationError) in
      try EvaluationReport(
        run: run.run, judgments: collection.judgments,
        topics: asked.isEmpty ? collection.judgments.topics : asked, measures: measures,
        relevanceLevel: relevanceLevel)
    }
    intervals = reports.map { $0.intervals(seed: seed) }
    comparisons = RunComparison.all(reports, seed: seed)
    titles = Dictionary(
      collection.topics.map { ($0.id, $0.query()) }, uniquingKeysWith: { first, _ in first })
  }

  var measures: [String] { reports.first?.measures ?? [] }
  var topicCount: Int { reports.first?.topics.count ?? 0 }

  /// The comparison of the run at `index` with the baseline under a measure, or nil for the baseline.
  func comparison(run index: Int, measure: Int) -> MeasureComparison? {
    comparisons.first { $0.run == index }?.measures[measure]
  }

  /// Topics that were left out or are odd: a key for programs, a meaning, the topics.
  func remarks(ofRun index: Int) -> [(key: String, meaning: String, topics: [String])] {
    let report = reports[index]
    return [
      ("topicsWithoutJudgments", "without judgments, left out", report.topicsWithoutJudgments),
      ("judgmentsWithoutTopic", "judged but not asked, left out", report.judgmentsWithoutTopic),
      ("topicsWithoutResults", "without results, counted 0", report.topicsWithoutResults),
      (
        "topicsWithoutRelevant", "without relevant judgments, counted 0",
        report.topicsWithoutRelevant
      ),
    ]
  }

  /// The topics that a line names; programs are told all.
  private static let mostNamed = 30

  /// A line for each remark, with the run that it is about where it is not about all, and the warning.
  var remarkLines: [String] {
    var lines: [String] = []
    for index in runs.indices {
      for (key, meaning, topics) in remarks(ofRun: index) where !topics.isEmpty {
        let isShared = key == "judgmentsWithoutTopic" || key == "topicsWithoutRelevant"
        let name = runs.count > 1 && !isShared ? runs[index].name + ": " : ""
        let more = topics.count > Self.mostNamed ? ", …" : ""
        let line =
          "\(name)\(topics.count.of("topic")) \(meaning): "
          + topics.prefix(Self.mostNamed).joined(separator: ", ") + more
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines + [powerWarning].compactMap(\.self)
  }

  /// A sentence if there are too few topics for what is compared, or for anything.
  var powerWarning: String? {
    guard let measure = measures.first else { return nil }
    let weak = comparisons.map { $0.measures[0].power }.filter(\.isWeak).max { $0.least < $1.least }
    guard let weak, weak.least.isFinite, weak.least > 0 else {
      return topicCount < DetectableDifference.fewTopics
        ? "\(topicCount.of("topic")) are few: the intervals are wide for a reason" : nil
    }
    let needed = weak.topicsNeeded.map {
      $0 > weak.topics ? "; that found here would take about \($0.of("topic"))" : ""
    }
    return "\(weak.topics.of("topic")) show a difference in \(measure) four times out of five "
      + "only if it is \(weak.least.fixed(3)) or more" + (needed ?? "")
  }
}
