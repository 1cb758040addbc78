import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("NewsDate") struct NewsDateTests {
  @Test("every spelling of the table has the date beside it, and nonsense has none")
  func table() throws {
    let table = try HTMLFixture.text("dates.tsv")
    var count = 0
    for line in table.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      try #require(columns.count == 2, "\(line)")
      let expected = columns[1] == "-" ? nil : String(columns[1])
      let found = NewsDate.parse(columns[0])?.description
      if found != expected {
        Issue.record("\(columns[0]): \(found ?? "no date") instead of \(expected ?? "none")")
      }
      count += 1
    }
    #expect(count > 300)
  }

  @Test("with slashes and no hint the day comes first, and the caller can say otherwise")
  func slashes() {
    #expect(NewsDate.parse("01/06/2025")?.description == "2025-06-01")
    #expect(NewsDate.parse("01/06/2025", monthFirst: true)?.description == "2025-01-06")
    #expect(NewsDate.parse("13/06/2025", monthFirst: true)?.description == "2025-06-13")
    #expect(NewsDate.parse("01.06.2025", monthFirst: true)?.description == "2025-06-01")
  }

  @Test("a row of digits is a date only in years of news, and so is whatever a file calls its date")
  func plausible() {
    #expect(NewsDate.parse("2019137")?.description == "2019-05-17")
    #expect(NewsDate.parse("4419111") == nil && NewsDate.parse("55501234") == nil)
    for filler in ["0001-01-01", "9999-12-31T23:59:59Z", "3013-07-07"] {
      #expect(NewsDate.parse(filler) != nil && ArticleFields.date(filler) == nil)
      #expect(JSONDate.parse(filler) == nil)
    }
    #expect(JSONDate.parse("99991231") == nil && JSONDate.parse("20310512") != nil)
    #expect(ArticleFields.date("9999-12-31", "2031-05-12")?.description == "2031-05-12")
  }

  @Test("the first date of a line is found among its other words")
  func inLine() {
    #expect(
      NewsDate.first(in: "Page 12 of 30 | 3 May 2031, updated 4 May")?.description == "2031-05-03")
    #expect(NewsDate.first(in: "Text: Ada Quill·24 сентября 2030")?.description == "2030-09-24")
    #expect(NewsDate.first(in: "Seit Mai 2030 in 40 Orten") == nil)
    #expect(NewsDate.first(in: "") == nil)
    #expect(NewsDate.first(in: String(repeating: "1 May ", count: 1_000)) == nil)
  }

  @Test("an empty or endless text is no date")
  func extremes() {
    #expect(NewsDate.parse("") == nil)
    #expect(NewsDate.parse(" \n\t ") == nil)
    #expect(NewsDate.parse(String(repeating: "1", count: 100_000)) == nil)
    #expect(NewsDate.parse(String(repeating: "1/", count: 120)) == nil)
  }

  @Test("ten thousand mutated dates never stop the parser")
  func mutations() throws {
    let lines = try HTMLFixture.text("dates.tsv").split(separator: "\n")
    var random = SplitMix64(seed: 7)
    for _ in 0..<10_000 {
      var bytes = Array(lines[Int.random(in: 0..<lines.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: index)
        }
      }
      _ = NewsDate.parse(String(decoding: bytes, as: UTF8.self))
    }
  }
}
