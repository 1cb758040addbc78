internal import ArgumentParser
internal import Retrieval

/// Whether queries are expanded by terms of the best articles.
struct FeedbackOption: ParsableArguments {
  @Option(
    name: .customLong("feedback"), defaultAsFlag: .rocchio, parsing: .next,
    help: ArgumentHelp(
      "Search once more with the terms of the best articles as well: rm3 or rocchio (the default).",
      valueName: "method"))
  var method: FeedbackModel.Method?

  /// What expands queries, if anything.
  var model: FeedbackModel? { method.map { FeedbackModel($0) } }
}
