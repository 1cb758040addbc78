internal import ArgumentParser
internal import CMalloc
internal import Glibc
internal import JSON
internal import Lede

struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Build an index from files, or bring it up to date with them.",
    discussion: """
      Folders are read recursively, archives (.gz, .zip, .tar) as if unpacked. New files are added, \
      changed ones replaced, unchanged ones skipped without parsing; articles of files that are gone \
      from a folder are removed. A bad file never stops the run. Of an article that several files hold, such \
      as a feed and the saved page, a search finds the longest copy.

      Exit status: 0 if the index agrees with what could be read, also where single files failed; 2 if \
      nothing could be read, a PATH does not exist, or the index cannot be written.
      """)

  @Argument(help: "Folders and files, or - for a list of them on standard input, one a line.")
  var path: [String]
  @Option(help: "The format of all files (default: found out for each).")
  var format: String?
  @Option(
    help: ArgumentHelp(
      "How the words of a new index are made (default: english).",
      discussion: """
        english, french, german and two dozen other languages: stems and function words of that language, for all articles of \
        the index. none: words of any language as they are. lucene: as Lucene's English. plain: only a to z and 0 to 9, \
        to compare engines; text in other scripts has no words.
        """))
  var analysis: String?
  @Option(name: [.short, .long], help: "The number of threads (default: one for each processor).")
  var jobs: Int?
  @Option(
    help: ArgumentHelp(
      "The most memory to take, such as 512M or 2G; at least 64M.",
      discussion: """
        Pages of files that the system can take back at any time do not count. A single text of \
        many megabytes needs nine times its size, whatever the most is.
        """))
  var memory = ByteCount(bytes: 1 << 30)
  @Flag(
    inversion: .prefixedNo,
    help: "Whether a new index keeps positions, which phrases need (default: it does).")
  var positions: Bool?
  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether a new index keeps vectors of its articles (default: it does if it stems).",
      discussion: "They say which words an article has, which --feedback needs."))
  var vectors: Bool?
  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether of several copies of an article a new index shows only the best (default: it does).",
      discussion: "Without, everything that was read is found: for collections with judgments."))
  var hideCopies: Bool?
  @Option(help: "What is stored to be shown: text, fields (all but the body), id.")
  var stored = StoredLevel.text
  @Flag(help: "Only say what would be done.")
  var dryRun = false
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func validate() throws {
    if let jobs, !(1...1_024).contains(jobs) {
      throw ValidationError("--jobs \(jobs) is not a number from 1 to 1024")
    }
    guard memory.bytes >= IndexingOptions.leastMemoryBytes else {
      throw ValidationError("--memory is less than 64M, which indexing needs")
    }
  }

  func run() throws {
    let paths = try PathList(path).paths
    Self.giveMemoryBack(inPiecesOf: memory.bytes / 64)
    let options = IndexingOptions(
      indexPath: index.path, format: format, analysis: analysis, positions: positions,
      vectors: vectors, hidesCopies: hideCopies, stored: stored,
      jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memoryBytes: memory.bytes, dryRun: dryRun)
    let progress = ProgressLine(isShown: Terminal.showsProgress && !printing.quiet)
    let report: IndexingReport
    do {
      report = try NewsIndexer(options).run(paths) { progress.show($0) }
      progress.clear()
    } catch {
      progress.clear()
      throw error
    }
    try IndexingAccount(report: report, options: options, printing: printing).print()
    if report.seen > 0, report.indexed + report.unchanged + report.skipped == 0 {
      throw ExitStatus.error
    }
  }
}

extension IndexCommand {
  /// Has memory of that size, once it is free, go back to the system at once.
  ///
  /// Else the allocator keeps the more the larger the pieces are that it has seen, and what one step of
  /// indexing has freed is too scattered for the next.
  private static func giveMemoryBack(inPiecesOf bytes: Int) {
    // The C library takes no larger number.
    let size = Int32(min(bytes, 32 << 20))
    _ = mallopt(M_MMAP_THRESHOLD, size)
    _ = mallopt(M_TRIM_THRESHOLD, size)
  }
}

/// A number of bytes as typed: "512M", "2G", "1048576".
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    var digits = argument.uppercased()[...]
    for suffix in ["IB", "B"] where digits.hasSuffix(suffix) {
      digits = digits.dropLast(suffix.count)
      break
    }
    var shift = 0
    for (unit, bits) in [("K", 10), ("M", 20), ("G", 30), ("T", 40)] where digits.hasSuffix(unit) {
      digits = digits.dropLast()
      shift = bits
    }
    guard let number = Int(digits), number >= 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    bytes % (1 << 30) == 0 ? "\(bytes >> 30)G" : "\(bytes)"
  }
}
