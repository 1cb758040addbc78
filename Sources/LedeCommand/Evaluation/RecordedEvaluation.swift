internal import InvertedIndex
internal import RankingEvaluation

/// An evaluation on record: all that it takes to do it again, and what came of it.
struct RecordedEvaluation: Equatable {
  /// What one model gave.
  struct Run: Equatable {
    let model: String
    /// The digest SHA-256 of the run file.
    let digest: String
    let means: [String: Double]
  }

  static let format = "lede evaluation 1"

  let version: String
  let indexPath: String
  /// The checksum of the index, in hexadecimal.
  let indexChecksum: String
  let source: EvaluatedCollection.Source
  let measures: [String]
  let top: Int
  let seed: UInt64
  let relevanceLevel: Int
  let parts: [String]
  let runs: [Run]

  init(
    _ setup: EvaluationSetup, _ evaluation: Evaluation, skipping others: Int, index path: String,
    source: EvaluatedCollection.Source
  ) throws {
    version = LedeCommand.version
    indexPath = path
    indexChecksum = String(try IndexSnapshot(path: path).checksum, radix: 16)
    self.source = source
    measures = evaluation.measures
    top = setup.top
    seed = setup.seed
    relevanceLevel = setup.relevanceLevel
    parts = setup.parts.map(\.rawValue)
    let own = zip(evaluation.runs, evaluation.reports).dropFirst(others)
    runs = zip(own, setup.systems).map { made, system in
      let (run, report) = made
      return Run(
        model: system.description, digest: run.digest,
        means: Dictionary(zip(report.measures, report.means), uniquingKeysWith: { a, _ in a }))
    }
  }

  /// How to do it again, on so many threads.
  func setup(jobs: Int) throws -> EvaluationSetup {
    EvaluationSetup(
      systems: try runs.map { try RankingSystem($0.model) },
      measures: try measures.map { name throws(EvaluationError) in try MeasureParser.parse(name) },
      top: top, seed: seed, relevanceLevel: relevanceLevel,
      parts: parts.compactMap(Topic.Part.init(rawValue:)), jobs: jobs, rounds: 0)
  }

  /// A sentence for each result in which `other`, done again, differs; none if all are equal.
  func differences(from other: RecordedEvaluation) -> [String] {
    var differences: [String] = []
    if source != other.source { differences.append("topics or judgments are not those recorded") }
    for (then, now) in zip(runs, other.runs) {
      if then.digest != now.digest { differences.append("\(then.model): the ranked lists differ") }
      for measure in measures where then.means[measure] != now.means[measure] {
        differences.append(
          "\(then.model): \(measure) was \((then.means[measure] ?? 0).fixed(4)) and is "
            + (now.means[measure] ?? 0).fixed(4))
      }
    }
    return differences
  }

  /// What is not as recorded and yet need not change a result.
  func remarks(on other: RecordedEvaluation) -> [String] {
    var remarks: [String] = []
    if indexChecksum != other.indexChecksum { remarks.append("the index is another than recorded") }
    if version != other.version { remarks.append("recorded by lede \(version)") }
    return remarks
  }
}
