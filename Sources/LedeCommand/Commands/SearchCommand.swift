internal import ArgumentParser
internal import Articles
internal import Ingestion
internal import Lede
internal import Retrieval

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find articles.",
    discussion: """
      Several words are one query: any of them matches, articles with more and rarer ones come first.

        "exact phrase"   "two words"~3   +must -mustnot   AND OR NOT ( )
        title: byline: section: source: lang: id:
        date:2025-01   date:2025-01-04..2025-01-09
        word*   word~1   a NEAR/5 b   a PRE/5 b   word^2

      Words are found in every form that has the same stem, words in quotation marks only as they stand. word~1 and \
      word~2 find words with so many letters wrong. What cannot be an operator is searched as words; --show-query \
      prints what was understood. Put -- before a query that begins with a hyphen. Exit status: 0 found, 1 nothing found, 2 error.
      """)

  @Argument(help: "What to look for.")
  var query: [String]
  @Option(name: [.customShort("n"), .long], help: "The number of hits.")
  var top = 10
  @Option(help: "The number of hits to leave out first.")
  var offset = 0
  @Option(help: "The order: relevance, newest, oldest.")
  var sort = SearchOrder.relevance
  @Option(
    help: "Only articles of this day, month or year, or later: 2025-01-06, 2025-01, 2025.",
    transform: DateArgument.read)
  var since: PublicationDate?
  @Option(
    help: "Only articles of this day, month or year, or earlier.", transform: DateArgument.read)
  var until: PublicationDate?
  @Option(
    help: "The language of the query: lede, or nexis for searches written for Nexis and Factiva.")
  var language = QueryLanguage.lede
  @OptionGroup var feedback: FeedbackOption
  @Flag(help: "Every word must match.")
  var all = false
  @Flag(help: "Print only the exact number of matches.")
  var count = false
  @Flag(help: "Print only the identifiers of the hits.")
  var ids = false
  @Flag(help: "Print how each score comes about.")
  var explain = false
  @Flag(help: "Print what was understood of the query.")
  var showQuery = false
  @Flag(help: "Print no pieces of the text.")
  var noSnippets = false
  @Flag(help: "Count the matches by day, month or year instead of listing them.")
  var timeline = false
  @Option(help: "Count the matches by source, section or language instead of listing them.")
  var facet: FacetField?
  @OptionGroup var ranking: RankingOptions
  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func validate() throws {
    let range = 0...1_000_000
    if !range.contains(top) { throw ValidationError("--top \(top) is not from 0 to 1000000") }
    if !range.contains(offset) {
      throw ValidationError("--offset \(offset) is not from 0 to 1000000")
    }
    if let since, let until, since.seconds >= until.end {
      throw ValidationError(
        "--since is later than --until, so nothing can be found; change them round")
    }
    let forms = [count, ids, timeline, facet != nil].count { $0 }
    if forms > 1 {
      throw ValidationError("--count, --ids, --timeline and --facet exclude each other; give one")
    }
    if feedback.model != nil, count || timeline || facet != nil || sort != .relevance {
      throw ValidationError(
        "--feedback ranks by relevance; leave out --count, --timeline, --facet and --sort")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let searcher = try ranking.applied(to: NewsSearcher(path: index.path))
    let options = searchOptions
    let (query, notes) = try searcher.query(query.joined(separator: " "), options)
    if !printing.quiet {
      for note in notes + (try spellingNotes(of: query, searcher)) {
        StandardError.print("note: \(note)")
      }
    }
    var report = SearchReport(
      printing: printing, query: query, start: start, showsIDsOnly: ids)
    if showQuery, feedback.model == nil { try report.print(query) }
    if count {
      try report.printCount(try searcher.searcher.count(searcher.searcher.prepare(query)))
    } else if timeline {
      try report.print(try searcher.timeline(query))
    } else if let facet {
      try report.print(try searcher.facet(facet, query), of: facet)
    } else {
      let results = try searcher.search(query, options: options)
      if showQuery, feedback.model != nil { try report.print(results.query) }
      try report.print(results, explained: explain ? searcher : nil)
    }
    try report.output.flush()
    if report.isEmpty { throw ExitStatus.nothingFound }
  }

  /// What is to be said of words that no article has.
  private func spellingNotes(of query: Query, _ searcher: NewsSearcher) throws -> [String] {
    try searcher.searcher.unknownWords(in: query).map { unknown in
      let alike = unknown.alike.joined(separator: ", ")
      return "no article has '\(unknown.word)'" + (alike.isEmpty ? "" : "; words like it: \(alike)")
    }
  }

  private var searchOptions: SearchOptions {
    var options = SearchOptions()
    options.top = top
    options.offset = offset
    options.order = sort
    options.since = since?.seconds
    options.until = until?.end
    options.requiresAll = all
    options.language = language
    options.feedback = feedback.model
    options.counts = true
    options.hasSnippets = !noSnippets && !ids
    return options
  }
}

/// A day, month, year or instant as typed.
enum DateArgument {
  static func read(_ text: String) throws -> PublicationDate {
    guard let date = NewsDate.parse(text) else {
      throw ValidationError("'\(text)' is no date; write it as 2025-01-31, 2025-01 or 2025")
    }
    return date
  }
}
