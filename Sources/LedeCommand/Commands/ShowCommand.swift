internal import ArgumentParser
internal import Lede

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print an article of the index.",
    discussion: """
      If several articles have the identifier, all are printed. Exit status: 0 found, 1 nothing found, \
      2 error.
      """)

  @Argument(help: "The identifier, as search results print it.")
  var id: String
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let searcher = try NewsSearcher(path: index.path)
    let found = try searcher.articles(withID: id)
    guard !found.isEmpty else {
      if !printing.quiet {
        StandardError.print("No article of \(index.path) has the identifier '\(id)'")
      }
      throw ExitStatus.nothingFound
    }
    var output = StandardOutput()
    for (article, path) in found {
      let printer = ArticlePrinter(article: article, path: path)
      if printing.json {
        try output.print(printer.json)
      } else {
        for line in printer.lines(style: printing.style) { try output.print(line) }
      }
    }
    try output.flush()
  }
}
