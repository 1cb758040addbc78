import Analysis
import Foundation
import Retrieval
import TestSupport
import Testing

@Suite("QueryParser")
struct QueryParserTests {
  /// A section of `Fixtures/queries.tsv`: what is typed and what is understood.
  struct Section: CustomTestStringConvertible {
    let title: String
    var cases: [(typed: String, understood: String)] = []
    var testDescription: String { title }
  }

  static func sections() throws -> [Section] {
    let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/queries.tsv")
    var sections: [Section] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("@ ") {
        sections.append(Section(title: String(line.dropFirst(2))))
      } else if let tab = line.firstIndex(of: "\t"), !sections.isEmpty {
        sections[sections.count - 1].cases.append(
          (String(line[..<tab]), String(line[line.index(after: tab)...])))
      }
    }
    return sections
  }

  /// The analyzer and the options that the title of a section names before its colon.
  static func setting(_ title: String) throws -> (QueryParser, QueryParser.Options) {
    var options = QueryParser.Options()
    var analysis = "english"
    switch title.prefix(while: { $0 != ":" }) {
    case "plain": analysis = "plain"
    case "none": analysis = "none"
    case "all": options.requiresAll = true
    case "words": options = .topics
    case "stop": options.dropsStopWords = false
    default: break
    }
    return (QueryParser(analyzer: try #require(Analyzer(named: analysis))), options)
  }

  @Test("what is typed is understood as the table says")
  func table() throws {
    let sections = try Self.sections()
    #expect(sections.reduce(0) { $0 + $1.cases.count } > 300)
    for section in sections {
      let (parser, options) = try Self.setting(section.title)
      for (typed, understood) in section.cases {
        let query = try parser.parse(typed, options: options)
        #expect(query.description == understood, "\(section.title): \(typed)")
      }
    }
  }

  @Test(
    "text that looks like an operator and is none is named",
    arguments: [
      ("oil gas", nil), ("oil date:2007-13", "date:2007-13 is no date"), ("oil date:2007-12", nil),
      ("oil NEAR gas", "NEAR is searched as a word"),
      ("oil NEAR/x gas", "NEAR/x is searched as a word"),
      ("oil NEAR/5 gas", nil), ("near misses", nil), ("!oil gas", "! means nothing here"),
      ("oil! gas", nil),
      ("\"oil price*\"", "* means nothing inside"), ("\"2 * 3\"", nil), ("oil*", nil),
      ("covid-1*", "covid-1* is more"),
      ("covid-19~1", "covid-19~1 is more"), ("**", nil),
      ("oil NEAR/5 (a AND b)", "only words and phrases"),
      ("oil NEAR/5 (gas NEAR/2 coal)", "only words and phrases"), ("oil NEAR/5 (gas OR coal)", nil),
      ("oil NEAR/5 title:gas", "only words and phrases"), ("oil^2 NEAR/5 gas", nil),
    ])
  func notes(_ typed: String, _ note: String?) throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    let understood = try parser.understand(typed)
    #expect(understood.query == (try parser.parse(typed)))
    #expect(understood.notes.count == (note == nil ? 0 : 1))
    if let note { #expect(understood.notes.first?.hasPrefix(note) == true) }
    #expect(try parser.understand(typed, options: .topics).notes.isEmpty)
  }

  @Test("groups inside each other beyond the deepest mean nothing, at any depth")
  func depth() throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    for depth in [1, 63, 64, 65, 1_000, 20_000] {
      let open = String(repeating: "(", count: depth)
      let close = String(repeating: ")", count: depth)
      #expect(
        try parser.parse(open + "missile test" + close).description == "any(stem:missil stem:test)")
      #expect(try parser.parse(open + "missile").description == "stem:missil")
      #expect(
        try parser.parse(open + "missile AND test" + close + " AND seoul").description
          == "all(stem:missil stem:test stem:seoul)")
    }
    let alternating = String(repeating: "a OR (b AND (", count: 400)
    #expect(try parser.parse(alternating + "c").termCountForTests <= 801)
  }

  @Test("a text that is too long or has too many words is a sentence, one that just fits is not")
  func size() throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    let words = (0..<QueryParser.mostTerms).map { "w\($0)" }.joined(separator: " ")
    #expect(throws: Never.self) { try parser.parse(words) }
    let tooMany = #expect(throws: QueryError.self) { try parser.parse(words + " one") }
    #expect(tooMany?.code == .tooManyTerms)
    #expect(
      tooMany?.description
        == "the query has 1025 words, more than 1024; search for its main words")
    let phrase = #expect(throws: QueryError.self) { try parser.parse("\"\(words) one\"") }
    #expect(phrase?.code == .tooManyTerms)

    let longest = String(repeating: "x", count: QueryParser.longestText)
    #expect(throws: Never.self) { try parser.parse(longest) }
    let tooLong = #expect(throws: QueryError.self) { try parser.parse(longest + "x") }
    #expect(tooLong?.code == .tooLong)
  }

  @Test("ranked words carry their stem and their exact form, and only in text and title")
  func terms() throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    #expect(
      try parser.parse("Missiles")
        == .word(QueryTerm(exact: Array("missiles".utf8), stem: Array("missil".utf8))))
    #expect(
      try parser.parse("byline:Missiles")
        == .word(QueryTerm(field: .byline, exact: Array("missiles".utf8))))
    #expect(
      try parser.parse("\"Tests in Seoul\"")
        == .phrase(
          Phrase(words: [
            .init(exact: Array("tests".utf8), offset: 0), .init(exact: Array("in".utf8), offset: 1),
            .init(exact: Array("seoul".utf8), offset: 2),
          ])))
  }

  @Test("whatever is typed gives a query, at once, and the same one every time")
  func random() throws {
    let pieces = [
      "missile", "the", "US", "U.S.", "Tae-yul", "foo/bar", "朝鲜导弹", "朝", "3,000", " ", "  ", "\t",
      "\"", "\u{201C}", "\u{201D}", "\u{AB}", "(", ")", "(", ")", "+", "-", "AND", "OR", "NOT",
      " AND ", " OR ", " NOT ", " NEAR/5 ", " PRE/3 ", "NEAR/", "title:", "source:", "lang:", "id:",
      "date:", "date:2025-01..", "date:2025", "*", "~", "~1", "~2", "^", "^2", "^0.5", ":", "/",
      "\\",
      "'", "\u{2019}", ".", "..", ",", "&", "\u{0}", "\u{301}", "\u{200D}", "👩‍🚀", "\u{FEFF}",
      "\u{202E}",
    ]
    for analysis in ["english", "plain"] {
      let parser = QueryParser(analyzer: try #require(Analyzer(named: analysis)))
      var random = SeededGenerator(state: 42)
      for round in 0..<2_000 {
        let count = Int.random(in: 0...(round % 40 == 0 ? 300 : 16), using: &random)
        let text = (0..<count).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
        for options in [
          QueryParser.Options(), QueryParser.Options(requiresAll: true),
          QueryParser.Options(knowsOperators: false),
        ] {
          let query = try parser.parse(text, options: options)
          let again = try parser.parse(text, options: options)
          #expect(query == again)
          #expect(query.isWellFormed, "\(text.debugDescription): \(query)")
          #expect(!query.description.isEmpty)
        }
      }
    }
  }

  @Test("random scalars give a query")
  func randomScalars() throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    var random = SeededGenerator(state: 7)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...40, using: &random)
      var text = String.UnicodeScalarView()
      for _ in 0..<count {
        let limit: UInt32 = Bool.random(using: &random) ? 0x80 : 0x3000
        text.append(
          Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? " ")
      }
      #expect(try parser.parse(String(text)).isWellFormed)
    }
  }

  @Test("the longest text is understood without delay, whatever it holds")
  func time() throws {
    let parser = QueryParser(analyzer: try #require(Analyzer(named: "english")))
    for piece in [
      "(", ")", "\"", "\u{201C}", "+", "-", "a:", "title:", "title:\"", "NOT ", "AND ", "~", "^",
      "*",
      "a AND ", "(a ", "((a) ", "朝", "' ", "\"\u{201C}", "date:", "NEAR/5 ", "!", "a*", "a~1", "-(",
      "a/", "a-",
    ] {
      let count = QueryParser.longestText / piece.utf8.count
      let text = String(repeating: piece, count: count)
      let start = ContinuousClock.now
      _ = try? parser.parse(text)
      #expect(ContinuousClock.now - start < .seconds(20), "\(piece)")
    }
  }
}

extension Query {
  /// The number of words, counted in the description.
  fileprivate var termCountForTests: Int { description.split(separator: " ").count }

  /// Whether the query keeps what `Query` promises about its parts.
  fileprivate var isWellFormed: Bool {
    switch self {
    case .word(let term): !term.exact.isEmpty
    case .phrase(let phrase):
      phrase.words.first?.offset == 0 && phrase.slop >= 0
        && zip(phrase.words, phrase.words.dropFirst()).allSatisfy { $0.offset <= $1.offset }
        && phrase.words.allSatisfy { !$0.exact.isEmpty }
    case .prefix(let prefix): !prefix.bytes.isEmpty
    case .fuzzy(let term): !term.exact.isEmpty && (1...2).contains(term.distance)
    case .near(let queries, let distance, _):
      (2...4).contains(queries.count) && (1...1_000).contains(distance)
        && queries.allSatisfy(\.isWellFormed)
    case .any(let queries), .all(let queries):
      queries.count > 1 && queries.allSatisfy { $0 != .nothing && $0.isWellFormed }
    case .except(let query, let excluded):
      query != .nothing && excluded != .nothing && query.isWellFormed && excluded.isWellFormed
    case .required(let queries, let optional):
      !queries.isEmpty && !optional.isEmpty
        && (queries + optional).allSatisfy { $0 != .nothing && $0.isWellFormed }
    case .filter(let query, _): query != .nothing && query.isWellFormed
    case .boosted(let query, let weight):
      weight.isFinite && weight > 0 && query != .nothing && query.isWellFormed
    case .everything, .nothing: true
    }
  }
}

/// SplitMix64, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
