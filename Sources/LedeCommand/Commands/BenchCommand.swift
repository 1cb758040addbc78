internal import ArgumentParser
internal import Glibc
internal import Lede

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time queries, each alone, in this process and one thread.",
    discussion: """
      QUERIES.tsv has a query a line: its class, a tab, the query. Timed is from the parsed query to the \
      ranked documents, looking up the terms included. --step takes lines on standard input, 'WARM mode', \
      'ROUND mode' and 'END', and answers 'OPEN' once and then 'DONE', so that several engines can be \
      measured in turn; for such programs the arguments may also be 'query INDEX QUERIES.tsv'.
      """)

  @Argument(help: ArgumentHelp("A file of queries.", valueName: "queries.tsv"))
  var arguments: [String]
  @Option(help: "What to time, with commas between.")
  var modes = BenchmarkModes(BenchmarkMode.usual)
  @Option(help: "How often to ask each query.")
  var `repeat` = 10
  @Option(help: "Seconds to warm up each mode, after one complete pass.")
  var warmup = 1.0
  @Option(help: "Milliseconds after which a query is asked no more, but for its first three times.")
  var budgetMs = 3_000.0
  @Option(help: "The most hits to write for each query.")
  var top = 10
  @Flag(help: "Wait for a line on standard input before each round.")
  var step = false
  @Option(help: "Write all results to this file as JSON.")
  var out: String?
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  private var isPeer: Bool { arguments.count == 3 && arguments[0] == "query" }

  func validate() throws {
    guard arguments.count == 1 || isPeer else {
      throw ValidationError("give one file of queries, or 'query INDEX QUERIES.tsv'")
    }
    guard (1...1_000_000).contains(`repeat`) else {
      throw ValidationError("--repeat \(`repeat`) is not from 1 to 1000000")
    }
    for (name, value) in [("--warmup", warmup), ("--budget-ms", budgetMs)]
    where !(0...1e7).contains(value) {
      throw ValidationError("\(name) \(value) is not from 0 to 10000000")
    }
    guard (0...1_000).contains(top) else { throw ValidationError("--top is not from 0 to 1000") }
    guard !step || out != nil else { throw ValidationError("--step needs --out FILE") }
  }

  func run() throws {
    let path = isPeer ? arguments[1] : index.path
    let queries = try BenchmarkQuery.read(arguments[arguments.count - 1])
    let start = ContinuousClock.now
    let searcher = try ranking.applied(to: NewsSearcher(path: path))
    let openSeconds = (ContinuousClock.now - start).inSeconds
    var benchmark = try Benchmark(
      queries, searcher: searcher, modes: modes.modes, budgetMilliseconds: budgetMs,
      warmUpSeconds: warmup)
    if step { try runSteps(&benchmark) } else { try runAll(&benchmark) }
    let report = BenchmarkReport(
      benchmark: benchmark, modes: modes.modes, indexPath: path, openSeconds: openSeconds, top: top)
    if let out {
      if let problem = FileDescriptor.replace(out, with: Array((try report.json() + "\n").utf8)) {
        throw CommandError("\(out): cannot be written: \(problem)")
      }
    }
    var output = StandardOutput()
    if step {
      try output.print("WROTE \(out ?? "")")
    } else if printing.json {
      try output.print(try report.json())
    } else if !printing.quiet {
      for line in report.lines(style: printing.style) { try output.print(line) }
    }
    try output.flush()
  }

  private func runAll(_ benchmark: inout Benchmark) throws {
    for mode in modes.modes {
      try benchmark.warm(mode)
      for _ in 0..<`repeat` { try benchmark.round(mode) }
    }
  }

  /// Does what the lines of standard input say.
  private func runSteps(_ benchmark: inout Benchmark) throws {
    var output = StandardOutput()
    try output.print("OPEN")
    try output.flush()
    while let line = readLine() {
      let words = line.split(separator: " ")
      if words.first == "END" { break }
      if words.count == 2, let mode = BenchmarkMode(rawValue: String(words[1])) {
        if words[0] == "WARM" { try benchmark.warm(mode) } else { try benchmark.round(mode) }
      }
      try output.print("DONE")
      try output.flush()
    }
  }
}
