import Articles
import Testing

@Suite("MergedArticles") struct MergedArticlesTests {
  private func article(
    _ id: String, url: String = "", title: String = "", body: String = "", topics: [String] = []
  ) throws -> Article {
    Article(
      id: try #require(ArticleID(id)), title: title, url: url, topics: topics, body: body)
  }

  @Test("an item of a feed and its page are one: the longer text, and the fields of both")
  func feedAndPage() throws {
    var item = try article(
      "post-17", url: "http://www.a.example/ferry?utm_source=rss", title: "Ferry",
      body: "In short.",
      topics: ["Sea", "Ports"])
    item.byline = "Ada Quill"
    item.published = PublicationDate(year: 2031, month: 2, day: 3)
    var page = try article(
      "https://a.example/ferry", url: "https://a.example/ferry/", body: "The ferry sails again.",
      topics: ["Ports"])
    page.published = PublicationDate(
      year: 2031, month: 2, day: 3, hour: 8, minute: 0, second: 0)
    for readings in [
      [(item, "feed.xml"), (page, "page.html")], [(page, "page.html"), (item, "feed.xml")],
    ] {
      var merged = MergedArticles()
      for (article, path) in readings { merged.add(article, from: path) }
      try #require(merged.entries.count == 1)
      let entry = merged.entries[0]
      #expect(entry.path == "page.html" && entry.article.id == page.id)
      #expect(entry.article.body == page.body && entry.article.title == "Ferry")
      #expect(entry.article.byline == "Ada Quill" && entry.article.published == page.published)
      #expect(entry.article.topics == ["Ports", "Sea"])
    }
  }

  @Test("identifiers of the whole world join, numbers of a feed do not")
  func identifiers() throws {
    var merged = MergedArticles()
    merged.add(try article("tag:a.example,2031:1", title: "A"), from: "a.atom")
    merged.add(try article("tag:a.example,2031:1", title: "A", body: "Text."), from: "b.atom")
    merged.add(try article("1001", title: "B"), from: "a.xml")
    merged.add(try article("1001", title: "C"), from: "b.xml")
    // Nor does the address of a site.
    merged.add(try article("https://a.example/", title: "D"), from: "d.html")
    merged.add(try article("https://a.example", title: "E"), from: "e.html")
    #expect(merged.entries.map(\.article.title) == ["A", "B", "C", "D", "E"])
    #expect(merged.entries.map(\.path) == ["b.atom", "a.xml", "b.xml", "d.html", "e.html"])
  }
}

@Suite("ArticleAddress") struct ArticleAddressTests {
  @Test(
    "spellings of one address fold to one",
    arguments: [
      "https://a.example/x/y", "HTTP://www.A.example:80/x/y/", "https://m.a.example/x/y#top",
      "https://amp.a.example/x/y/amp", "https://a.example/x/y/index.html?utm_medium=rss&fbclid=1",
    ])
  func same(_ address: String) {
    #expect(ArticleAddress(address)?.folded == "a.example/x/y")
  }

  @Test("what chooses the article stays apart")
  func different() {
    #expect(ArticleAddress("https://a.example/?p=17&utm_id=2")?.folded == "a.example?p=17")
    #expect(ArticleAddress("https://a.example/X") != ArticleAddress("https://a.example/x"))
    #expect(ArticleAddress("https://b.example/x") != ArticleAddress("https://a.example/x"))
    #expect(ArticleAddress("https://m.example/x")?.folded == "m.example/x")
    #expect(ArticleAddress("/x/y") == nil && ArticleAddress("tag:a,1") == nil)
    #expect(ArticleAddress("https://localhost/x") == nil)
  }
}
