import Foundation
import InvertedIndex
import Retrieval
import TestSupport
import Testing

@testable import Lede

@Suite("KnownItems")
struct KnownItemsTests {
  private let folder = TemporaryFolder()

  private func newsroom(_ name: String, deleting: Bool = false) throws -> TestNewsroom {
    let newsroom = try TestNewsroom(folder.url(name).path)
    try newsroom.writeArticles("first.jsonl", 0..<60)
    try newsroom.writeArticles("second.jsonl", 60..<90)
    try newsroom.update()
    if deleting {
      try newsroom.writeArticles("second.jsonl", 70..<95)
      try newsroom.update()
    }
    return newsroom
  }

  @Test("an index with hidden headlines is that of the same articles without them")
  func hidden() throws {
    let newsroom = try newsroom("with", deleting: true)
    let bare = try TestNewsroom(folder.url("bare").path)
    for name in ["first.jsonl", "second.jsonl"] {
      let text = try String(contentsOfFile: newsroom.articles + "/" + name, encoding: .utf8)
      try bare.write(name, text.replacing(/"title":"[^"]*",/, with: ""))
    }
    try bare.update()
    let target = folder.url("hidden").path
    try NewsIndex.hideTitles(of: newsroom.index, in: target)
    let (expected, found) = (try NewsSearcher(path: bare.index), try NewsSearcher(path: target))
    #expect(found.searcher.statistics == expected.searcher.statistics)
    for query in TestNewsroom.queries where !query.contains("source:") && !query.contains("date:") {
      func answer(_ searcher: NewsSearcher) throws -> Set<String> {
        let query = try QueryParser(analyzer: searcher.analyzer).parse(query)
        return Set(
          try searcher.searcher.top(200, searcher.searcher.prepare(query)).map {
            "\(try searcher.identifier($0)) \($0.score)"
          })
      }
      #expect(try answer(found) == answer(expected), "\(query)")
    }
    #expect(try NewsIndex.verify(path: target).isSound)
  }

  @Test("the same index comes of many small runs")
  func memory() throws {
    let newsroom = try newsroom("with")
    let (whole, pieces) = (folder.url("whole").path, folder.url("pieces").path)
    try NewsIndex.hideTitles(of: newsroom.index, in: whole)
    try NewsIndex.hideTitles(of: newsroom.index, in: pieces, memoryBytes: 20_000)
    let (a, b) = (try NewsSearcher(path: whole), try NewsSearcher(path: pieces))
    for query in TestNewsroom.queries {
      #expect(try TestNewsroom.answer(a, query) == TestNewsroom.answer(b, query), "\(query)")
    }
  }

  @Test("the choice depends on identifiers and seed, not on segments")
  func choice() throws {
    let one = try newsroom("one")
    let two = try TestNewsroom(folder.url("two").path)
    try two.writeArticles("all.jsonl", 0..<90)
    try two.update()
    func items(_ newsroom: TestNewsroom, seed: UInt64) throws -> [String] {
      try KnownItems(try NewsSearcher(path: newsroom.index), count: 25, seed: seed).items.map {
        "\($0.title) \($0.identifiers)"
      }
    }
    #expect(try items(one, seed: 1) == items(two, seed: 1))
    #expect(try items(one, seed: 1) != items(one, seed: 2))
    #expect(try items(one, seed: 1).count == 25)
  }

  @Test("articles with the same headline are all what is looked for; short ones are not asked")
  func sameHeadline() throws {
    let newsroom = try TestNewsroom(folder.url("same").path)
    let body = Array(repeating: "harbour strike vote river", count: 8).joined(separator: " ")
    try newsroom.write(
      "a.jsonl",
      """
      {"id":"a","title":"Strike closes the harbour","body":"\(body)"}
      {"id":"b","title":"STRIKE closes the harbour!","body":"\(body) ferry"}
      {"id":"c","title":"Short","body":"\(body)"}
      {"id":"d","title":"A long headline indeed","body":"few words"}
      """)
    try newsroom.update()
    let items = try KnownItems(try NewsSearcher(path: newsroom.index), count: 10, seed: 1)
    #expect(items.items.count == 1 && items.tooShort == 2)
    #expect(Set(items.items.first?.identifiers ?? []) == ["a", "b"])
  }

  @Test("an index that stores no text is refused with the remedy")
  func notStored() throws {
    let newsroom = try TestNewsroom(folder.url("bare").path)
    try newsroom.writeArticles("a.jsonl", 0..<5)
    _ = try NewsIndexer(IndexingOptions(indexPath: newsroom.index, stored: .fields))
      .run([newsroom.articles])
    let error = #expect(throws: LedeError.self) {
      try NewsIndex.hideTitles(of: newsroom.index, in: folder.url("hidden").path)
    }
    #expect(error?.description.contains("--stored text") == true)
  }
}
