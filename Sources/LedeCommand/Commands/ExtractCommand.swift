internal import ArgumentParser
internal import Ingestion

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Print the articles that files hold, as indexing sees them.",
    discussion: """
      Folders and archives are read as 'lede index' does. Exit status: 0 if articles were found and \
      nothing failed, 1 if there are none, 2 if something could not be read.
      """)

  @Argument(help: "Files and folders, or - for a list of them on standard input, one a line.")
  var file: [String]
  @Option(help: "The format of all files (default: found out for each).")
  var format: String?
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let reader = try ArticleReader(format: format)
    let discovery = FileDiscovery(try PathList(file).paths)
    var failures = discovery.failures
    var articles = 0
    var problem: (any Error)?
    var output = StandardOutput()
    for file in discovery.files {
      let outcome = reader.read(ReadingUnit(file: file)) { article in
        guard problem == nil else { return }
        let printer = ArticlePrinter(article: article, path: file.path)
        do {
          let lines = printing.json ? [printer.json] : printer.lines(style: printing.style)
          for line in lines { try output.print(line) }
        } catch { problem = error }
      }
      if let problem { throw problem }
      articles += outcome.articles
      failures += outcome.failures
      if let skipped = outcome.skipped, !printing.quiet {
        StandardError.print("skipped \(file.path): \(skipped)")
      }
    }
    try output.flush()
    for failure in failures { StandardError.print("lede: \(failure)") }
    if !failures.isEmpty { throw ExitStatus.error }
    if articles == 0 { throw ExitStatus.nothingFound }
  }
}
