internal import ArgumentParser
internal import Lede
internal import RankingEvaluation
internal import Retrieval

struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure how well the index ranks, against judgments.",
    discussion: """
      TOPICS: lines of number, tab, words; TREC <top> elements; or JSON Lines. QRELS: lines of topic, \
      iteration, document, grade (TREC). Topics are searched as plain words. The means are over all \
      judged topics, those without results counting 0.
      """)

  @Argument(help: "The file of topics.")
  var topics: String
  @Argument(help: "The file of judgments.")
  var qrels: String
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Write the ranked lists to this file as a TREC run.", valueName: "file"))
  var runFile: String?
  @OptionGroup var ranking: RankingOptions
  @Option(
    defaultAsFlag: .rocchio, parsing: .next,
    help: ArgumentHelp(
      "Search with the terms of the best articles as well: rm3 or rocchio (the default).",
      valueName: "model"))
  var feedback: FeedbackModel.Method?
  @Option(help: "The number of hits for each topic.")
  var top = 1_000
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func validate() throws {
    guard (1...1_000_000).contains(top) else {
      throw ValidationError("--top \(top) is not from 1 to 1000000")
    }
  }

  func run() throws {
    let topics = try TopicReader.read(topics)
    let judgments = try Judgments.read(qrels)
    let searcher = try ranking.applied(to: NewsSearcher(path: index.path))
    var ranked = RankedRun(tag: "lede")
    var times: [Double] = []
    for topic in topics {
      let start = ContinuousClock.now
      var query = try QueryParser(analyzer: searcher.analyzer).parse(
        topic.query(), options: .topics)
      if let feedback { query = try searcher.searcher.expand(query, by: FeedbackModel(feedback)) }
      let found = try searcher.searcher.top(top, searcher.searcher.prepare(query))
      times.append((ContinuousClock.now - start).inSeconds)
      ranked.setRanking(try Self.entries(found, searcher), for: topic.id)
    }
    if let runFile { try ranked.write(to: runFile) }
    let report = try EvaluationReport(
      run: ranked, judgments: judgments, topics: topics.map(\.id))
    let printer = EvaluationPrinter(report: report, seconds: times)
    var output = StandardOutput()
    let lines =
      printing.json ? printer.json : printer.lines(style: printing.style, quiet: printing.quiet)
    for line in lines { try output.print(line) }
    try output.flush()
    if !printing.json, !printing.quiet {
      for line in printer.remarks { StandardError.print(line) }
    }
  }

  /// The hits by identifier; of articles with the same one, the first.
  private static func entries(
    _ documents: [ScoredDocument], _ searcher: NewsSearcher
  ) throws -> [RankedRun.Entry] {
    var seen: Set<String> = []
    var entries: [RankedRun.Entry] = []
    for document in documents {
      let id = try searcher.identifier(document)
      if seen.insert(id).inserted {
        entries.append(RankedRun.Entry(document: id, score: document.score.value))
      }
    }
    return entries
  }
}
