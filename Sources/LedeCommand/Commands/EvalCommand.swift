internal import ArgumentParser
internal import Lede
internal import RankingEvaluation

struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure how well the index ranks, against judgments.",
    discussion: """
      TOPICS: lines of number, tab, words; TREC <top> elements; or JSON Lines. QRELS: lines of topic, \
      iteration, document, grade (TREC). Topics are searched as plain words. The means are over all \
      judged topics, those without results counting 0.

      lede eval topics.tsv qrels.txt                      the index under its ranking model
      lede eval topics.tsv qrels.txt --compare other.run  against a run of another engine
      lede eval topics.tsv qrels.txt --models \
      bm25,lm-dirichlet,pl2  models against the first
      lede eval topics.tsv qrels.txt --tune k1,b          parameters by cross-validation
      lede eval --known-item 500                          your own headlines as topics
      lede eval qrels.txt --no-search --compare a.run,b.run  runs alone

      The baseline is the first run of --compare, or without it the first of --models.

      Exit status: 0 done, 1 an evaluation done again is not equal, 2 error.
      """)

  @Argument(help: "The file of topics, then that of judgments.")
  var files: [String] = []
  @OptionGroup var options: EvaluationOptions
  @OptionGroup var results: EvaluationResults
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func validate() throws {
    if results.reproduce != nil || options.knownItem != nil || options.demo {
      guard files.isEmpty else {
        throw ValidationError("--reproduce, --known-item and --demo take no files of topics")
      }
    } else if options.noSearch {
      guard files.count == 1, !options.compare.isEmpty else {
        throw ValidationError("--no-search takes one file, of judgments, and --compare with runs")
      }
    } else if files.count != 2 {
      throw ValidationError("name the file of topics and that of judgments")
    }
    if options.tune != nil, options.models != nil {
      throw ValidationError("--tune tunes one model; name it with --model")
    }
    if results.run != nil, options.models != nil || options.noSearch {
      throw ValidationError("--run writes the lists of one model; name it with --model")
    }
    if results.record != nil, options.demo || options.noSearch || options.tune != nil {
      throw ValidationError("--record keeps what models found for files of topics or headlines")
    }
    if results.record != nil, options.ranking.recency != nil {
      throw ValidationError("--record keeps no --recency, which depends on the time")
    }
  }

  func run() throws {
    if let path = results.reproduce { return try reproduce(path) }
    if options.demo { return try demo() }
    let setup = try options.setup(systems: options.noSearch ? [] : options.systems(on: index.path))
    if let count = options.knownItem {
      let (collection, hidden) = try EvaluatedCollection.knownItems(
        count, of: index.path, seed: options.seed)
      defer { withExtendedLifetime(hidden) {} }
      let subject = "\(collection.topics.count.of("headline")) looked for in \(index.path)"
      return try evaluate(setup, collection, on: hidden.path, subject)
    }
    let collection = try EvaluatedCollection(
      topics: options.noSearch ? nil : files[0], judgments: files[options.noSearch ? 0 : 1])
    let names = files.map { $0.split(separator: "/").last ?? $0[...] }
    try evaluate(setup, collection, on: index.path, names.joined(separator: ", "))
  }

  private func evaluate(
    _ setup: EvaluationSetup, _ collection: EvaluatedCollection, on path: String,
    _ subject: String
  ) throws {
    let asked =
      collection.topics.isEmpty ? collection.judgments.topics : collection.topics.map(\.id)
    let others = try options.comparedPaths.map { try EvaluatedRun(path: $0, topics: asked) }
    var own = options.noSearch ? [] : try setup.runs(on: path, collection.topics)
    var tuning: ParameterTuning?
    if let names = options.tune, let system = setup.systems.first {
      let made = try ParameterTuning(
        names.split(separator: ",").map(String.init), of: system, measure: setup.measures[0],
        folds: options.folds, seed: setup.seed, collection: collection,
        relevanceLevel: setup.relevanceLevel,
        rank: { try setup.run(of: $0, on: path, collection.topics) })
      own.append(try EvaluatedRun(name: "tuned, held out", run: made.heldOut))
      tuning = made
    }
    let evaluation = try Evaluation(
      subject: subject, runs: others + own, collection: collection, measures: setup.measures,
      relevanceLevel: setup.relevanceLevel, top: setup.top, seed: setup.seed)
    if let file = results.run { try own.last?.run.write(to: file) }
    if let file = results.html {
      try results.write(EvaluationPage(evaluation: evaluation).html, to: file)
    }
    if let file = results.record {
      let record = try RecordedEvaluation(
        setup, evaluation, skipping: others.count, index: index.path, source: collection.source)
      try results.write(record.json + "\n", to: file)
    }
    try print(evaluation, tuning)
  }

  private func print(_ evaluation: Evaluation, _ tuning: ParameterTuning?) throws {
    var output = StandardOutput()
    let lines =
      printing.json
      ? EvaluationJSON(evaluation: evaluation).lines
      : EvaluationTable(evaluation: evaluation, style: printing.style)
        .lines(perTopic: results.perTopic, quiet: printing.quiet)
    for line in lines { try output.print(line) }
    if let tuning, !printing.json {
      try output.print()
      for line in tuning.lines { try output.print(line) }
    }
    try output.flush()
    guard !printing.json, !printing.quiet else { return }
    for remark in evaluation.remarkLines {
      for line in StyledText(remark).lines(width: Terminal.width, match: { $0 }) {
        StandardError.print(line)
      }
    }
  }

  /// Indexes and evaluates the sample articles.
  private func demo() throws {
    let folder = "Corpus"
    let collection: EvaluatedCollection
    do {
      collection = try EvaluatedCollection(
        topics: folder + "/topics.tsv", judgments: folder + "/qrels.txt")
    } catch {
      throw CommandError("\(error); --demo wants to be called in the folder of lede's sources")
    }
    let scratch = try ScratchIndex()
    _ = try NewsIndexer(IndexingOptions(indexPath: scratch.path, jobs: options.jobs))
      .run([folder + "/articles"])
    try evaluate(
      try options.setup(systems: options.systems(on: scratch.path)), collection, on: scratch.path,
      "the sample articles in \(folder)")
    withExtendedLifetime(scratch) {}
  }

  /// Does a recorded evaluation again and says whether all is equal.
  private func reproduce(_ path: String) throws {
    let record = try RecordedEvaluation(path: path)
    let setup = try record.setup(jobs: options.jobs)
    let indexPath = index.given ?? record.indexPath
    let again: RecordedEvaluation
    switch record.source {
    case .files(let topics, let judgments):
      let collection = try EvaluatedCollection(topics: topics?.path, judgments: judgments.path)
      again = try repeated(setup, collection, on: indexPath, index: indexPath)
    case .knownItems(let count):
      let (collection, hidden) = try EvaluatedCollection.knownItems(
        count, of: indexPath, seed: record.seed)
      again = try repeated(setup, collection, on: hidden.path, index: indexPath)
      withExtendedLifetime(hidden) {}
    }
    let differences = record.differences(from: again)
    var output = StandardOutput()
    try output.print(
      differences.isEmpty
        ? "equal: \(record.runs.count.of("run")), every document of every topic, every mean"
        : "not equal")
    for line in differences + record.remarks(on: again) { try output.print("  " + line) }
    try output.flush()
    if !differences.isEmpty { throw ExitStatus.nothingFound }
  }

  private func repeated(
    _ setup: EvaluationSetup, _ collection: EvaluatedCollection, on path: String, index: String
  ) throws -> RecordedEvaluation {
    let evaluation = try Evaluation(
      subject: "", runs: try setup.runs(on: path, collection.topics), collection: collection,
      measures: setup.measures, relevanceLevel: setup.relevanceLevel, top: setup.top,
      seed: setup.seed)
    return try RecordedEvaluation(
      setup, evaluation, skipping: 0, index: index, source: collection.source)
  }
}
