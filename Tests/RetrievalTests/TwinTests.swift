import Foundation
import TestSupport
import Testing

@testable import Retrieval

/// Every evaluation against its slow twins, on random queries over five random corpora.
///
/// 2,000 queries are asked, which takes about 20 s of a debug build. `LEDE_QUERIES=100000` in the
/// environment asks so many, a fifth of each corpus, which takes some minutes of a release build:
/// `swift build -c release --build-tests -Xswiftc -enable-testing`, then `swift test -c release
/// -Xswiftc -enable-testing --skip-build --filter TwinTests`. Everything follows from seeds, so a
/// failure comes again.
@Suite("Evaluations and their twins") struct TwinTests {
  /// A corpus, and how many queries are asked of it unless `LEDE_QUERIES` is set.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var law: RandomCorpus.Law
    var queries: Int
  }

  /// The slowest first.
  static let cases = [
    Case(
      testDescription: "60,000 short documents of many words",
      law: .init(documents: 60_000, vocabulary: .zipf(40_000), lengths: 2...20), queries: 40),
    Case(
      testDescription: "20,000 documents whose words come and go, with function words",
      law: .init(
        documents: 20_000, vocabulary: .functionWords(frequent: 25, all: 3_000), lengths: 5...30,
        drifts: true), queries: 60),
    Case(
      testDescription: "9,000 documents of very different lengths with bursts",
      law: .init(
        documents: 9_000, vocabulary: .zipf(900), lengths: 1...40, longest: 400, burst: 0.15,
        doubled: 0.04),
      queries: 60),
    Case(
      testDescription: "6,000 documents of equal length and 40 words, full of ties",
      law: .init(documents: 6_000, vocabulary: .even(40), lengths: 6...6), queries: 100),
    Case(
      testDescription: "4,000 documents long enough for coarse cells",
      law: .init(documents: 4_000, vocabulary: .zipf(3_000), lengths: 60...200), queries: 60),
    Case(
      testDescription: "300 documents of 30 words",
      law: .init(
        documents: 300, vocabulary: .zipf(30), lengths: 0...30, longest: 200, burst: 0.1,
        doubled: 0.1),
      queries: 1_740),
  ]

  private static let asked = ProcessInfo.processInfo.environment["LEDE_QUERIES"].flatMap {
    Int($0)
  }

  @Test("every top equals scoring every match, and every count is their number", arguments: cases)
  func top(of asked: Case) throws {
    let twins = try TwinCase(asked.law, seed: UInt64(asked.law.documents))
    let count = Self.asked.map { $0 / Self.cases.count } ?? asked.queries
    var queries = RandomQueries(twins.corpus, seed: 1, extreme: true)
    var random = SplitMix64(seed: 2)
    var faults = 0
    for i in 0..<count {
      let query = queries.next()
      let form = twins.forms[Int.random(in: twins.forms.indices, using: &random)]
      guard let fault = try twins.fault(query, form) else { continue }
      let state = form.deleting ? "some deleted" : "none deleted"
      Issue.record("query \(i): \(fault), \(state), \(form.model): \(query)")
      faults += 1
      if faults == 5 { return }
    }
  }

  /// Windows are larger in large segments, and what is needed is asked of memory beforehand.
  @Test("every top of a large segment equals scoring every match")
  func topOfMany() throws {
    let law = RandomCorpus.Law(
      documents: Self.asked == nil ? 800_000 : 1_600_000, vocabulary: .zipf(20_000),
      lengths: 1...3)
    let twins = try TwinCase(law, seed: 5, models: [.bm25(k1: 0.9, b: 0.4)], segments: [1])
    var queries = RandomQueries(twins.corpus, seed: 6, extreme: false)
    for i in 0..<(Self.asked.map { $0 / 100 } ?? 24) {
      let query = queries.next()
      guard let fault = try twins.fault(query, twins.forms[i % 2]) else { continue }
      Issue.record("query \(i): \(fault): \(query)")
      return
    }
  }

  @Test("scoring every match equals the definition over the words of documents", arguments: cases)
  func definition(of asked: Case) throws {
    var law = asked.law
    law.documents = min(law.documents, Self.asked == nil ? 200 : 400)
    let twins = try TwinCase(law, seed: 3)
    let definitions = twins.forms.map {
      DefinitionScorer(twins.corpus, deleting: $0.deleting, model: $0.model)
    }
    var queries = RandomQueries(twins.corpus, seed: 4, extreme: false)
    for i in 0..<(Self.asked == nil ? 40 : 3_000) {
      let query = queries.next()
      let form = i % twins.forms.count
      let fault = try twins.fault(query, twins.forms[form], definitions[form])
      if let fault {
        Issue.record("query \(i): \(fault): \(query)")
        return
      }
    }
  }
}
