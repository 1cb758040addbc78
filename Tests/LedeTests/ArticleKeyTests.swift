import Analysis
import Articles
import Testing

@testable import Lede

@Suite("ArticleKey") struct ArticleKeyTests {
  private func key(
    _ title: String, _ url: String, id: String = "17", analysis: String = "english"
  ) throws -> UInt64 {
    var tokens = TokenBuffer()
    try #require(Analyzer(named: analysis)).tokenize(title, into: &tokens)
    let titleTokens = tokens.tokens.count
    try #require(Analyzer(named: analysis)).tokenize("and a body", into: &tokens)
    return ArticleKey.key(
      of: Article(id: try #require(ArticleID(id)), title: title, url: url),
      titleTokens: titleTokens, in: tokens)
  }

  @Test("an item of a feed and its page have the same key, however they spell title and address")
  func same() throws {
    let page = try key("Tae-yul’s ferry: “No café” at sea", "https://a.example/x/ferry")
    #expect(page != 0)
    #expect(
      try key(
        "  TAE-YUL'S FERRY – \"No cafe\u{301}\"\nat sea!",
        "http://www.a.example/x/ferry/?utm_source=rss#top")
        == page)
    #expect(try key("Tae yul's ferry, no cafe at sea", "https://m.a.example/x/ferry") == page)
    #expect(
      try key("Tae-yul’s ferry: “No café” at sea", "", id: "https://a.example/x/ferry") == page)
  }

  @Test("another title or another address is another article")
  func different() throws {
    let keys = try [
      key("Ferry sinks", "https://a.example/live"), key("Ferry raised", "https://a.example/live"),
      key("Ferry sinks", "https://a.example/live?page=2"),
      key("Ferry sinks", "https://b.example/live"),
      key("Ferry sinks", "", id: "tag:a.example,2031:1"),
      key("Ferry sinks", "", id: "tag:a.example,2031:2"),
      key("浮かぶ船", "https://a.example/live"), key("沈む船", "https://a.example/live"),
    ]
    #expect(Set(keys).count == keys.count && !keys.contains(0))
  }

  @Test("the address of a site, a number, or an empty title give no key")
  func none() throws {
    #expect(try key("Ferry sinks", "https://a.example/") == 0)
    #expect(try key("Ferry sinks", "") == 0)
    #expect(try key("—", "https://a.example/live") == 0)
    #expect(try key("", "https://a.example/live") == 0)
  }

  @Test("every analysis tells copies", arguments: ["plain", "none", "lucene", "german"])
  func analyses(name: String) throws {
    #expect(
      try key("Ferry sinks.", "https://a.example/live", analysis: name)
        == key("FERRY: Sinks", "https://www.a.example/live", analysis: name))
  }
}
