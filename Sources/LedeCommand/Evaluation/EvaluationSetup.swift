internal import Lede
internal import RankingEvaluation

/// What is evaluated and how: what the arguments say, and what a recorded evaluation repeats.
struct EvaluationSetup {
  var systems: [RankingSystem]
  var measures: [any Measure]
  var top: Int
  var seed: UInt64
  var relevanceLevel: Int
  var parts: [Topic.Part]
  var jobs: Int
  /// How often each search is timed; 0 not to.
  var rounds: Int

  /// The runs of all systems on the index in the folder `path`, named apart, and timed.
  func runs(on path: String, _ topics: [Topic]) throws -> [EvaluatedRun] {
    var searches: [TopicSearch] = []
    var runs: [EvaluatedRun] = []
    for system in systems {
      let search = try search(by: system, on: path)
      searches.append(search)
      runs.append(
        try EvaluatedRun(name: system.label, run: try search.run(topics, jobs: jobs)))
    }
    if rounds > 0 {
      let timing = try SearchTiming(searches, topics, rounds: rounds)
      for index in runs.indices { runs[index].seconds = timing.seconds[index] }
    }
    return runs
  }

  /// The run of one system, not timed.
  func run(of system: RankingSystem, on path: String, _ topics: [Topic]) throws -> RankedRun {
    try search(by: system, on: path).run(topics, jobs: jobs)
  }

  private func search(by system: RankingSystem, on path: String) throws -> TopicSearch {
    TopicSearch(
      searcher: try system.open(path), feedback: system.feedback, top: top, parts: parts)
  }
}

extension EvaluatedCollection {
  /// Topics from headlines of the index in the folder `path`, and a scratch index without headlines to
  /// search for them.
  static func knownItems(
    _ count: Int, of path: String, seed: UInt64
  ) throws -> (collection: EvaluatedCollection, index: ScratchIndex) {
    let items = try KnownItems(try NewsSearcher(path: path), count: count, seed: seed)
    guard !items.items.isEmpty else {
      throw CommandError(
        "\(path): none of its articles has a headline of \(KnownItems.leastTitleWords) words and a "
          + "body of \(KnownItems.leastBodyWords); build the index with --stored text of articles "
          + "that do")
    }
    var (topics, judgments) = ([Topic](), Judgments())
    for (number, item) in items.items.enumerated() {
      topics.append(Topic(id: "\(number + 1)", title: item.title))
      for id in item.identifiers { judgments.add(topic: "\(number + 1)", document: id, grade: 1) }
    }
    let index = try ScratchIndex()
    try NewsIndex.hideTitles(of: path, in: index.path)
    return (
      EvaluatedCollection(source: .knownItems(count: count), topics: topics, judgments: judgments),
      index
    )
  }
}
