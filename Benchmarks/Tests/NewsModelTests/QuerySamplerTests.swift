import CorpusStatistics
import Testing

@testable import NewsModel

@Suite("QuerySampler")
struct QuerySamplerTests {
  static func queries(seed: UInt64) throws -> [QuerySampler.Query] {
    try withTemporaryFile(NewsModelTests.lines(0..<300, seed: 7)) { path in
      var random = SeededRandom(seed: seed)
      let sample = try CorpusSample(path, random: &random)
      var sampler = QuerySampler(sample, random: random)
      return sampler.sampled(scale: 0.5)
    }
  }

  @Test("The same seed gives the same queries, another seed others")
  func deterministic() throws {
    let texts = try Self.queries(seed: 1).map(\.text)
    #expect(try texts == Self.queries(seed: 1).map(\.text))
    #expect(try texts != Self.queries(seed: 2).map(\.text))
  }

  @Test("There are queries of every class, and all but one find something")
  func classes() throws {
    let queries = try Self.queries(seed: 1)
    let groups = Set(queries.map(\.group))
    // All 20 but term_rare: in 300 articles no word is in less than 0.05 % of them.
    #expect(groups.count == 19)
    let articles = NewsModelTests.lines(0..<300, seed: 7).split(separator: UInt8(ascii: "\n"))
      .map {
        " "
          + String(decoding: $0, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }
          .joined(separator: " ") + " "
      }
    for query in queries where query.group != "null" {
      let isUnion = query.group.hasPrefix("or")
      let parts =
        query.text.contains("\"")
        ? query.text.split(separator: "\"").map { $0.filter { $0 != "+" } }
        : query.text.split(separator: " ").map { $0.filter { $0 != "+" } }
      let wanted = parts.map { $0.split(separator: " ").joined(separator: " ") }.filter {
        !$0.isEmpty
      }
      let found = articles.contains { article in
        isUnion
          ? wanted.contains { article.contains(" \($0) ") }
          : wanted.allSatisfy { article.contains(" \($0) ") }
      }
      #expect(found, "\(query)")
    }
  }
}
