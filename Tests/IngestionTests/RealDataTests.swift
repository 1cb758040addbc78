import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Real files", .enabled(if: RealData.folder != nil)) struct RealDataTests {
  private func read(_ folder: String) throws -> (
    files: Int, articles: [Article], failures: [IngestionError], skipped: Int
  ) {
    let root = try #require(RealData.folder)
    let discovery = FileDiscovery([root + "/" + folder])
    #expect(discovery.failures.isEmpty)
    let reader = try ArticleReader()
    var articles: [Article] = []
    var failures: [IngestionError] = []
    var skipped = 0
    for file in discovery.files {
      let outcome = reader.read(ReadingUnit(file: file)) { articles.append($0) }
      // Every file is accounted for: articles, a failure or a reason.
      #expect(
        outcome.articles > 0 || outcome.failureCount > 0 || outcome.skipped != nil, "\(file.path)")
      failures += outcome.failures
      if outcome.skipped != nil { skipped += 1 }
    }
    #expect(failures.allSatisfy { $0.isSentence })
    return (discovery.files.count, articles, failures, skipped)
  }

  @Test("every file of feeds, xml and multi is read without a crash, failures in sentences")
  func everything() throws {
    for folder in ["feeds", "xml", "multi"] {
      let found = try read(folder)
      print(
        "\(folder): \(found.files) files, \(found.articles.count) articles, "
          + "\(found.failures.count) failures, \(found.skipped) skipped")
      #expect(found.articles.count > 300)
      #expect(found.failures.count < 10)
    }
  }

  @Test("the 22 files of Reuters-21578 give 21,578 articles without a failure")
  func reuters() throws {
    let found = try read("news/reuters-21578-sgml")
    #expect(found.failures.isEmpty)
    #expect(found.articles.count == 21_578)
    #expect(Set(found.articles.map(\.id.text)) == Set((1...21_578).map { String($0) }))
    #expect(found.articles.allSatisfy { $0.published != nil })
    let byID = Dictionary(uniqueKeysWithValues: found.articles.map { ($0.id.text, $0) })
    let table = String(decoding: try Fixture.bytes("reuters-21578.tsv"), as: UTF8.self)
    for row in table.split(separator: "\n") {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      try #require(columns.count == 4)
      let article = try #require(byID[columns[0]])
      #expect(article.title.hasPrefix(columns[1]), "\(columns[0])")
      #expect(article.published?.description == columns[2], "\(columns[0])")
      #expect(article.topics.joined(separator: " ") == columns[3], "\(columns[0])")
    }
  }
}
