import Foundation
import TestSupport
import Testing

@testable import InvertedIndex
@testable import Retrieval

@Suite("RankingModel") struct RankingModelTests {
  @Test("reads what it writes, for every model")
  func descriptions() throws {
    for name in RankingModel.names {
      let model = try RankingModel(name)
      #expect(model.name == name)
      #expect(try RankingModel(model.description) == model)
    }
    let model = try RankingModel("bm25:k1=0.9,b=0.4")
    #expect(model == .bm25(k1: 0.9, b: 0.4))
    #expect(model.label == "bm25:k1=0.9,b=0.4" && RankingModel(.news).label == "news")
    #expect(model.setting("b", to: 0.75)?.description == "bm25:k1=0.9,b=0.75")
  }

  @Test(
    "says what is wrong with a name, a parameter or a value",
    arguments: [
      ("bm52", "no ranking model"), ("bm25:k2=1", "no parameter \"k2\""),
      ("bm25:b=2", "from 0.0 to 1.0"), ("bm25:k1", "not a parameter and a number"),
      ("bm25:", "not a parameter and a number"), ("bm25:b=nan", "from 0.0 to 1.0"),
      ("news:title=2.5", "a whole number from 1.0 to 100.0, not 2.5"),
      ("bm25:lead=2", "no parameter \"lead\""),
    ])
  func errors(text: String, part: String) throws {
    let error = #expect(throws: QueryError.self) { try RankingModel(text) }
    #expect(try #require(error).description.contains(part))
  }

  static let all: [String] =
    RankingModel.names + [
      "news:title=1,idf=1", "news:title=2", "news:title=8,k1=2,b=1", "news:k1=0", "news:pairs=0.3",
      "bm25f:lead=1", "bm25f:title=1,lead=5,b=1", "news:title=9,lead=2,similar=0",
      "lm-dirichlet:mu=5", "pl2:c=10",
      "lm-jm:lambda=0.9", "bm25-lucene:k1=0.9,b=0.4",
    ]

  static let laws = [
    RandomCorpus.Law(
      documents: 3_000, vocabulary: .zipf(700), lengths: 1...60, longest: 900, burst: 0.15,
      doubled: 0.04),
    RandomCorpus.Law(
      documents: 5_000, vocabulary: .functionWords(frequent: 25, all: 2_000), lengths: 5...30,
      drifts: true),
  ]

  /// Queries that are asked by each model of each corpus; `LEDE_QUERIES` are asked of all together.
  private static let queries =
    ProcessInfo.processInfo.environment["LEDE_QUERIES"].flatMap { Int($0) }.map {
      $0 / all.count / laws.count
    } ?? 5

  @Test(
    "finds the same by pruning as by scoring every match, over 1 and 7 segments", arguments: laws)
  func pruning(_ law: RandomCorpus.Law) throws {
    let models = try Self.all.map { try RankingModel($0) }
    let twins = try TwinCase(law, seed: 11, models: models, stems: true)
    try check(twins, RandomQueries(twins.corpus, seed: 12, extreme: true, stems: true))
  }

  @Test("finds the same by pruning as by scoring every match where dates count", arguments: laws)
  func dates(_ law: RandomCorpus.Law) throws {
    let models = try ["news", "bm25", "pl2"].map { try RankingModel($0) }
    let days = Double(RandomCorpus.Law.days)
    for (halfLife, newest) in [(2.0, days), (40, days / 2), (1e6, 0)] {
      let prior = DatePrior(halfLife: halfLife * 86_400, newest: Int64(newest) * 86_400)
      let twins = try TwinCase(law, seed: 13, models: models, stems: true, prior: prior)
      let queries = RandomQueries(twins.corpus, seed: 14, extreme: false, stems: true)
      try check(twins, queries, "half-life \(halfLife)")
    }
  }

  /// Records the first query on which a form of `twins` is not equal to its slow twin.
  private func check(_ twins: TwinCase, _ queries: RandomQueries, _ state: String = "") throws {
    var queries = queries
    for form in twins.forms {
      for i in 0..<Self.queries {
        let query = queries.next()
        guard let fault = try twins.fault(query, form) else { continue }
        Issue.record(
          "query \(i): \(fault), deleting \(form.deleting), \(form.model) \(state): \(query)")
        return
      }
    }
  }

  @Test("what a date adds is halved with every half-life, and undated documents get nothing")
  func decay() {
    let prior = DatePrior(halfLife: 86_400, newest: 10 * 86_400, share: 0.5)
    #expect(prior.decay(10 * 86_400) == 1)
    #expect(prior.decay(9 * 86_400) == 0.5)
    #expect(prior.decay(7 * 86_400) == 0.125)
    #expect(prior.decay(99 * 86_400) == 1)
    #expect(prior.decay(nil) == 0)
    #expect(prior.decay(.min) == 0)
  }

  /// Terms of many kinds of frequency, over 100,000 documents of 300 words on average.
  static let curves: [TermCurve.Formula] = [
    .saturation, .plus(delta: 1),
    .jelinekMercer(rate: 1e-3), .jelinekMercer(rate: 10), .jelinekMercer(rate: 1e7),
    .dirichlet(mu: 1_000, rate: 1e-3), .dirichlet(mu: 1_000, rate: 0.5),
    .dirichlet(mu: 1, rate: 1e6), .poisson(mean: 1e-5, reference: 300),
    .poisson(mean: 0.3, reference: 300), .poisson(mean: 4, reference: 3_000),
    .poisson(mean: 0.01, reference: 3), .poisson(mean: 70, reference: 100),
  ]

  @Test("no posting has more than the bound of its level, on any curve", arguments: curves)
  func bounds(_ formula: TermCurve.Formula) {
    let noLengths = UnsafeMutablePointer<UInt16>.allocate(capacity: 1)
    defer { unsafe noLengths.deallocate() }
    let curve = TermCurve(formula)
    var random = SplitMix64(seed: 21)
    for mean in [5, 300, 40_000] {
      let scale = ImpactScale(lengthSum: mean * 10, documents: 10)
      for rounds in [false, true] {
        let tables = unsafe ScoringTables(
          BM25(k1: 1.2, b: 0.6), .init(average: Double(mean), areRounded: rounds), noLengths,
          scale: scale)
        for i in 0..<4_000 {
          let bits = Int.random(in: 0...(i % 3 == 0 ? 16 : 5), using: &random)
          let frequency = max(Int.random(in: 0...1 << bits, using: &random), 1)
          let length = min(
            frequency
              + Int.random(in: 0...1 << Int.random(in: 0...16, using: &random), using: &random),
            65_535)
          let level = scale.level(frequency: UInt32(frequency), length: UInt32(length))
          let share = curve.share(
            frequency: Double(frequency), length: Double(length),
            norm: Double(unsafe tables.norms[length]))
          #expect(share >= 0 && share <= 1.000_001)
          guard share <= tables.mostShare(of: curve, level: Int(level), .plain) + 2e-6 else {
            Issue.record("\(formula): \(frequency) of \(length), level \(level), mean \(mean)")
            return
          }
        }
      }
    }
  }

  @Test(
    "lengths are rounded as Lucene documents it: exact to 40, then four significant bits above 24")
  func roundedLengths() {
    for length in 0..<40 { #expect(RoundedLength(length).value == length) }
    let known = [
      (40, 40), (41, 40), (42, 42), (55, 54), (56, 56), (59, 56), (88, 88), (95, 88), (96, 96),
      (280, 280), (295, 280), (1_048, 1_048),
    ]
    for (length, rounded) in known { #expect(RoundedLength(length).value == rounded) }
    for length in 1...65_535 {
      let rounded = RoundedLength(length).value
      #expect(rounded <= length && Double(rounded) >= RoundedLength.leastShare * Double(length))
    }
  }
}
