internal import ArgumentParser
internal import Articles
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
  @Flag(
    help: "Print for pages where each field comes from, and why each piece of text is kept or not.")
  var explain = false
  @Flag(help: "Print articles as clean HTML.")
  var html = false
  @Flag(
    name: .customLong("no-structured"),
    help: "Do not believe what pages say of themselves in JSON-LD and microdata.")
  var noStructured = false
  @Flag(
    help: """
      Print each article once: items of feeds and their pages are one, by their addresses and \
      identifiers, with the longest text and the fields of all.
      """)
  var merge = false
  @OptionGroup var printing: PrintingOptions

  func validate() throws {
    guard !html || !explain && !printing.json else {
      throw ValidationError("--html goes with neither --explain nor --json")
    }
    guard !merge || !explain else {
      throw ValidationError("--merge does not go with --explain, which is of one page")
    }
  }

  func run() throws {
    let reader = try ArticleReader(format: format, usesStructuredData: !noStructured)
    let discovery = FileDiscovery(try PathList(file).paths)
    var failures = discovery.failures
    var articles = 0
    var merged = MergedArticles()
    var problem: (any Error)?
    var output = StandardOutput()
    for file in discovery.files {
      func print(_ lines: [String]) {
        guard problem == nil else { return }
        do { for line in lines { try output.print(line) } } catch { problem = error }
      }
      let onPage: ((ExtractedPage) -> Void)? =
        explain || html && !merge
        ? { print(lines(of: $0.article, page: $0, path: file.path)) } : nil
      let outcome = reader.read(ReadingUnit(file: file), onPage: onPage) { article in
        if merge { return merged.add(article, from: file.path) }
        print(lines(of: article, page: nil, path: file.path))
      }
      if let problem { throw problem }
      articles += outcome.articles
      failures += outcome.failures
      if let skipped = outcome.skipped, !printing.quiet {
        StandardError.print("skipped \(file.path): \(skipped)")
      }
    }
    for entry in merged.entries {
      for line in lines(of: entry.article, page: nil, path: entry.path) { try output.print(line) }
    }
    try output.flush()
    for failure in failures { StandardError.print("lede: \(failure)") }
    if !failures.isEmpty { throw ExitStatus.error }
    if articles == 0 { throw ExitStatus.nothingFound }
  }

  private func lines(of article: Article, page: ExtractedPage?, path: String) -> [String] {
    if html { return ArticleMarkup(article: article, blocks: page?.blocks).lines }
    if explain, let page {
      let printer = ExplanationPrinter(page: page, path: path)
      return printing.json ? [printer.json] : printer.lines(style: printing.style)
    }
    let printer = ArticlePrinter(article: article, path: path)
    return printing.json ? [printer.json] : printer.lines(style: printing.style)
  }
}
