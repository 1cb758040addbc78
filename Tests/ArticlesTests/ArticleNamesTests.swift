import Articles
import Testing

@Suite("Article.worldwideNames") struct ArticleNamesTests {
  private func names(_ id: String, _ url: String = "") throws -> [String] {
    Article(id: try #require(ArticleID(id)), url: url).worldwideNames
  }

  @Test("the address comes first, then an identifier that is one, a tag: or a urn:")
  func order() throws {
    #expect(try names("post-17", "http://www.a.example/x/?utm_source=rss") == ["a.example/x"])
    #expect(
      try names("tag:a.example,2031:1", "https://a.example/x") == [
        "a.example/x", "tag:a.example,2031:1",
      ])
    #expect(try names("urn:uuid:1") == ["urn:uuid:1"])
    #expect(try names("https://a.example/y#top") == ["a.example/y"])
  }

  @Test("numbers of a feed and addresses of a site name nothing in the world")
  func none() throws {
    #expect(try names("1001").isEmpty)
    #expect(try names("1001", "https://www.a.example/").isEmpty)
    #expect(try names("https://a.example", "ferry.html").isEmpty)
  }
}
