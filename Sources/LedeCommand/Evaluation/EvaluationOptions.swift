internal import ArgumentParser
internal import Glibc
internal import Lede
internal import RankingEvaluation
internal import Retrieval

/// What is evaluated and how.
struct EvaluationOptions: ParsableArguments {
  @OptionGroup var ranking: RankingOptions
  @Option(
    help: ArgumentHelp(
      "Several models, side by side, the first as baseline; with +rocchio or +rm3 behind one, with "
        + "feedback.",
      valueName: "model,…"))
  var models: String?
  @OptionGroup var feedback: FeedbackOption
  @Option(
    help: ArgumentHelp(
      "Runs to compare with, the first as baseline; may be repeated.", valueName: "file,…"))
  var compare: [String] = []
  @Flag(help: "Evaluate the runs of --compare alone; no index is opened.")
  var noSearch = false
  @Option(
    help: ArgumentHelp(
      "What is measured, such as nDCG@10,AP,RBP(p=0.8),AP(rel=2).", valueName: "measure,…"))
  var measures: String?
  @Option(help: "The lowest grade that is relevant.")
  var rel = 1
  @Option(
    help: "The parts of topics that are searched, in this order: title, description, narrative.")
  var part: [Topic.Part] = []
  @Option(help: "The number of hits for each topic.")
  var top = 1_000
  @Option(
    help: ArgumentHelp(
      "Choose parameters for the first measure by cross-validation: k1,b or k1=0.4..2,b.",
      valueName: "name,…"))
  var tune: String?
  @Option(help: "The number of folds for --tune.")
  var folds = 5
  @Option(
    help: ArgumentHelp(
      "Look for so many articles of the index by their headlines, which are hidden.",
      valueName: "n"))
  var knownItem: Int?
  @Flag(help: "Index and evaluate the sample articles in Corpus.")
  var demo = false
  @Option(help: "What chance depends on: swaps, draws, folds, the choice of headlines.")
  var seed: UInt64 = 1
  @Option(name: [.short, .long], help: "The number of threads that rank; times are taken on one.")
  var jobs = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  @Option(help: "How often each search is timed, 0 not to.")
  var rounds = 3

  func validate() throws {
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
      guard range.contains(value) else {
        throw ValidationError(
          "--\(name) \(value) is not from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    try check("top", top, 1...1_000_000)
    try check("jobs", jobs, 1...1_024)
    try check("rounds", rounds, 0...1_000)
    try check("folds", folds, 2...1_000)
    try check("rel", rel, 1...1_000_000)
    if let knownItem { try check("known-item", knownItem, 1...1_000_000) }
    guard seed <= UInt64(Int.max) else { throw ValidationError("--seed \(seed) is too large") }
    if ranking.text != nil, models != nil {
      throw ValidationError("give --model or --models, not both")
    }
    let ranks = demo || knownItem != nil || tune != nil || feedback.model != nil
    if noSearch, ranks || ranking.text != nil || models != nil {
      throw ValidationError("--no-search ranks nothing; leave out what asks for ranking")
    }
    if [demo, knownItem != nil].count(where: \.self) > 1 {
      throw ValidationError("give --demo or --known-item, not both")
    }
  }

  /// The models asked for, or the standard one of the index in the folder `path`.
  func systems(on path: String) throws -> [RankingSystem] {
    let standard = try ranking.applied(to: NewsSearcher(path: path)).searcher
    guard let models else {
      return [RankingSystem(standard.model, feedback: feedback.model, prior: standard.prior)]
    }
    var systems: [RankingSystem] = []
    for text in Self.parts(models) {
      var system = try RankingSystem(text, feedback: feedback.model, prior: standard.prior)
      for case (let name, .some(let value)) in [("k1", ranking.k1), ("b", ranking.b)] {
        system = try system.setting(name, to: value)
      }
      guard !systems.contains(where: { $0.description == system.description }) else {
        throw CommandError("the model \(system) is named twice; leave one out")
      }
      systems.append(system)
    }
    return systems
  }

  /// The models in a list: a comma parts them unless a parameter follows.
  private static func parts(_ list: String) -> [String] {
    var parts: [String] = []
    for piece in list.split(separator: ",", omittingEmptySubsequences: false) {
      if let last = parts.last, last.contains(":"), piece.contains("="), !piece.contains(":") {
        parts[parts.count - 1] = last + "," + piece
      } else {
        parts.append(String(piece))
      }
    }
    return parts
  }

  /// The files of --compare.
  var comparedPaths: [String] {
    compare.flatMap { $0.split(separator: ",").map(String.init) }
  }

  func setup(systems: [RankingSystem]) throws(EvaluationError) -> EvaluationSetup {
    let usual: [any Measure] =
      knownItem == nil
      ? standardMeasures
      : [ReciprocalRank(), Success(cutoff: 1), Success(cutoff: 5), Success(cutoff: 10)]
    return EvaluationSetup(
      systems: systems, measures: try measures.map(MeasureParser.parse(list:)) ?? usual, top: top,
      seed: seed, relevanceLevel: rel, parts: part.isEmpty ? [.title] : part, jobs: jobs,
      rounds: rounds)
  }
}

/// Where the results go.
struct EvaluationResults: ParsableArguments {
  @Option(help: ArgumentHelp("Write the ranked lists as a TREC run.", valueName: "file"))
  var run: String?
  @Option(help: ArgumentHelp("Write a page with tables and charts.", valueName: "file"))
  var html: String?
  @Option(
    help: ArgumentHelp("Write what it takes to do the evaluation again.", valueName: "file"))
  var record: String?
  @Option(
    help: ArgumentHelp("Do a recorded evaluation again, and say if it is equal.", valueName: "file")
  )
  var reproduce: String?
  @Flag(help: "Print the values of every topic too.")
  var perTopic = false

  func write(_ text: String, to path: String) throws(CommandError) {
    if let problem = FileDescriptor.replace(path, with: Array(text.utf8)) {
      throw CommandError("\(path): cannot be written (\(problem)); check folder and permissions")
    }
  }
}
