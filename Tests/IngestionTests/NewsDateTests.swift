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
