import Testing

@testable import Analysis

@Suite("LuceneTokenizer") struct LuceneTokenizerTests {
  private func terms(_ text: String) throws -> [String] {
    let analyzer = try #require(Analyzer(named: "lucene"))
    let stemmer = try #require(analyzer.makeStemmer())
    var tokens = TokenBuffer()
    analyzer.tokenize(text, into: &tokens)
    #expect(tokens.tokens.map(\.position) == (0..<UInt32(tokens.tokens.count)).map { $0 })
    return tokens.tokens.map {
      String(decoding: stemmer.stem(Array(tokens.term(of: $0))), as: UTF8.self)
    }
  }

  @Test(
    "makes the terms of Lucene's English analyzer",
    arguments: [
      ("The President's plans weren't to be ignored", "presid plan weren't ignor"),
      ("U.S. troops in South Viet Nam\u{2019}s north", "u. troop south viet nam north"),
      ("a peace-keeping force of 3,000.50 men", "peac keep forc 3,000.50 men"),
      ("Straße ÉCOLE news", "straße école new"), ("", ""), ("the of and", ""),
    ])
  func english(text: String, terms: String) throws {
    #expect(try self.terms(text).joined(separator: " ") == terms)
  }

  @Test("cuts words that are too long for a term, at a scalar")
  func longWords() throws {
    let word = String(repeating: "é", count: 400)
    var tokens = TokenBuffer()
    try #require(Analyzer(named: "lucene")).tokenize(word, into: &tokens)
    #expect(tokens.tokens.map(\.termLength) == [254])
  }
}
