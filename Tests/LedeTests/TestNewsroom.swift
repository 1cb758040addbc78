import Articles
import Foundation
import InvertedIndex
import Retrieval
import TestSupport
import Testing

@testable import Lede

/// A folder of made-up articles and an index of it.
struct TestNewsroom {
  let articles: String
  let index: String

  init(_ folder: String) throws {
    articles = folder + "/articles"
    index = folder + "/index"
    try FileManager.default.createDirectory(atPath: articles, withIntermediateDirectories: true)
  }

  /// Writes `text` to the file `name` in the folder of articles.
  func write(_ name: String, _ text: String) throws {
    let path = articles + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: articles + "/" + name)
  }

  /// Writes the articles `range` of a made-up corpus as lines of JSON; `version` changes their words.
  func writeArticles(_ name: String, _ range: Range<Int>, version: Int = 0) throws {
    try write(name, range.map { Self.line($0, version: version) + "\n" }.joined())
  }

  private static let words = [
    "the", "of", "a", "to", "harbour", "strike", "minister", "vote", "river", "storm", "ferry",
    "court", "budget", "goal", "school", "museum", "rail", "bridge", "union", "election", "flood",
    "reported", "reports", "reporting", "said", "says", "council", "mayor", "police", "festival",
  ]

  private static func line(_ number: Int, version: Int) -> String {
    var random = SplitMix64(seed: UInt64(number * 1_000 + version))
    func text(_ count: Int) -> String {
      (0..<count).map { _ in
        let rank = Int(pow(Double(words.count), Double.random(in: 0..<1, using: &random))) - 1
        return Int.random(in: 0..<8, using: &random) == 0
          ? "name\(Int.random(in: 0..<300, using: &random))" : words[rank]
      }.joined(separator: " ")
    }
    return
      #"{"id":"a\#(number)","title":"\#(text(6))","date":"2031-0\#(number % 9 + 1)-1\#(number % 10)","#
      + #""source":"Paper \#(number % 3)","body":"version\#(version) \#(text(20 + number % 90))"}"#
  }

  /// Makes the index agree with the folder.
  @discardableResult
  func update(jobs: Int = 1, memory: Int = 1 << 30, analysis: String? = nil) throws
    -> IndexingReport
  {
    try update([articles], jobs: jobs, memory: memory, analysis: analysis)
  }

  /// Makes the index agree with `paths`.
  @discardableResult
  func update(
    _ paths: [String], jobs: Int = 1, memory: Int = 1 << 30, analysis: String? = nil
  ) throws -> IndexingReport {
    try NewsIndexer(
      IndexingOptions(indexPath: index, analysis: analysis, jobs: jobs, memoryBytes: memory)
    ).run(paths)
  }

  /// The names of the files of the index.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: index).sorted()
  }

  static let queries = [
    "harbour", "strike minister", "\"the harbour\"", "\"of the\"", "\"to a river\"~2",
    "+storm -ferry", "court AND budget", "reported", "\"reported\"", "nam*", "scool~1",
    "title:vote", "source:paper", "date:2031-03", "date:2031-01..2031-05 river",
    "the NEAR/3 bridge", "name17", "absent", "(rail OR bridge) AND NOT union", "version0",
    "version1",
    "election^3 flood",
  ]

  /// All answers to all queries, as text; throws what searching throws.
  func answers() throws -> [String] {
    let searcher = try NewsSearcher(path: index)
    return try Self.queries.map { try Self.answer(searcher, $0) }
  }

  static func answer(_ searcher: NewsSearcher, _ query: String) throws -> String {
    var options = SearchOptions()
    options.top = 20
    options.counts = true
    let results = try searcher.search(query, options: options)
    let hits = results.hits.map {
      "\($0.article.id.text) \($0.score) \($0.path) \($0.title.text) \($0.snippet?.text ?? "")"
    }
    return "\(query): \(results.count ?? -1)\n" + hits.joined(separator: "\n")
  }

  /// The identifiers of all articles with the word `word`.
  func identifiers(_ word: String) throws -> Set<String> {
    var options = SearchOptions()
    options.top = 100_000
    options.hasSnippets = false
    return Set(
      try NewsSearcher(path: index).search(word, options: options).hits.map(\.article.id.text))
  }
}
