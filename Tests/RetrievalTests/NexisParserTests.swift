import Analysis
import Foundation
import Retrieval
import TestSupport
import Testing

@Suite("NexisParser")
struct NexisParserTests {
  let parser: NexisParser

  init() throws { parser = NexisParser(analyzer: try #require(Analyzer(named: "english"))) }

  @Test("what is typed is understood, and what is not is noted, as the table says")
  func table() throws {
    let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/nexis.tsv")
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(columns.count == 3)
      let reading = try parser.parse(columns[0])
      #expect(reading.query.description == columns[1], "\(columns[0])")
      #expect(reading.notes.joined(separator: "; ") == columns[2], "\(columns[0])")
    }
  }

  @Test("whatever is typed gives a query, at any depth and length")
  func random() throws {
    let pieces = [
      "missile", "test", "U.S.", "Tae-yul", " ", " ", "\"", "\u{201C}", "(", ")", " and ", " or ",
      " not ", " and not ", " w/5 ", " pre/3 ", " w/s ", " not w/5 ", "w/", "hd=", "headline(",
      "by=",
      "date ", "date(", "aft ", "1/31/2025", "2025", "=", "atleast3", "allcaps(", "!", "*", "$",
      "/F50/",
      "朝鲜", "\u{0}", "\u{301}",
    ]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...20, using: &random)
      let text = (0..<count).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      #expect(!(try parser.parse(text).query.description.isEmpty), "\(text)")
    }
    for piece in pieces + ["hd=", "headline(", "(a or ", "a and not (", "not ", "date("] {
      let count = QueryParser.longestText / piece.utf8.count
      let start = ContinuousClock.now
      _ = try? parser.parse(String(repeating: piece, count: count))
      #expect(ContinuousClock.now - start < .seconds(20), "\(piece)")
    }
  }
}
