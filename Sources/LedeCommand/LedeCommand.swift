internal import ArgumentParser

/// The root of the command line.
struct LedeCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "lede",
    abstract: "Full-text search for news.",
    discussion: """
      lede index ~/articles                   build or update ./Index from a folder
      lede search '"hypersonic missile" seoul'  ranked hits with highlighted snippets
      lede search --json --top 100 trade talks  JSON Lines for programs

      Exit status: 0 found or done, 1 nothing found, 2 error.
      """,
    version: "lede \(version)",
    subcommands: [
      IndexCommand.self, SearchCommand.self, ShowCommand.self, StatsCommand.self,
      VerifyCommand.self, MergeCommand.self, ExtractCommand.self, AnalyzeCommand.self,
      BenchCommand.self, EvalCommand.self,
    ])
}
