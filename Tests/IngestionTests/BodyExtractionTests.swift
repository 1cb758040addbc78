import Articles
import Foundation
import Testing

@testable import Ingestion

/// One page for each rule by which paragraphs are told from what stands around them.
@Suite("BodyExtraction, rule by rule") struct BodyExtractionRuleTests {
  private static let sentences = [
    "The council of Norwell voted on Monday to rebuild the old harbour wall before the winter storms.",
    "Engineers had warned since the spring that its foundations were washed out in eleven places.",
    "The work will cost nine million and is to be finished by October, the mayor told reporters.",
    "Fishermen asked for a second gate, so that boats can leave while the northern one is closed.",
    "A study of the seabed, which the ministry pays for, is expected to be published next month.",
    "Opponents said that the money would be better spent on pumps for the streets near the river.",
  ]

  private func paragraphs(_ indices: Int...) -> String {
    indices.map { "<p>\(Self.sentences[$0])</p>" }.joined()
  }

  private func body(_ indices: Int...) -> String {
    indices.map { Self.sentences[$0] }.joined(separator: "\n")
  }

  private func article(_ content: String, head: String = "") throws -> Article {
    try HTMLFixture.article(
      "<html><head><title>Norwell rebuilds its wall</title>\(head)</head><body>\(content)</body></html>"
    )
  }

  @Test("an article that is on the page twice is given once, its short lines too")
  func repeatedArticle() throws {
    let text = paragraphs(0, 1) + "<p>For the boats…</p>" + paragraphs(2, 3)
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div><div>\(text)</div><section>\(text)</section></div>")
    #expect(page.body == body(0, 1) + "\nFor the boats…\n" + body(2, 3))
  }

  @Test("a paragraph that the author wrote twice is given twice")
  func repeatedParagraph() throws {
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0, 1, 2, 1, 3) + "</div>")
    #expect(page.body == body(0, 1, 2, 1, 3))
  }

  @Test("a quotation lifted out of the text is dropped")
  func pullQuote() throws {
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0, 1, 2)
        + "<blockquote><p>\(Self.sentences[1])</p></blockquote>" + paragraphs(3) + "</div>")
    #expect(page.body.components(separatedBy: Self.sentences[1]).count == 2)
  }

  @Test("the first paragraphs stay although links to other articles follow them")
  func opening() throws {
    let links = (0..<4).map { "<h4><a href=\"/\($0)\">Another story of the week</a></h4>" }.joined()
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0) + "<p>Further reading</p>" + links
        + paragraphs(1, 2, 3) + "</div>")
    #expect(page.body.hasPrefix(Self.sentences[0]))
    #expect(page.body.hasSuffix(Self.sentences[3]))
    #expect(!page.body.contains("Another story"))
  }

  @Test("a list of links inside the article does not end it")
  func linksInside() throws {
    let links = (0..<9).map { "<p><a href=\"/\($0)\">link \($0)</a></p>" }.joined()
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0) + links + paragraphs(1, 2)
        + "</div>")
    #expect(page.body == body(0, 1, 2))
  }

  @Test("a summary marked as a heading in front of the text belongs to it")
  func standfirst() throws {
    let page = try article(
      "<div><h1>Norwell rebuilds its wall</h1><h2>\(Self.sentences[5])</h2>"
        + paragraphs(0, 1, 2) + "</div>")
    #expect(page.body == body(5, 0, 1, 2))
  }

  @Test(
    "short last paragraphs beside the others belong to the article, up to one that leads elsewhere")
  func shortEnd() throws {
    let end = "<p>So be it, then.</p><p>(Reporting by Ada Quill)</p>"
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0, 1, 2) + end
        + "<p>More from Norwell:</p><p>Who pays for it</p></div><div><p>About the Post</p></div>")
    #expect(page.body == body(0, 1, 2) + "\nSo be it, then.\n(Reporting by Ada Quill)")
    let links = "<p><a href=\"/1\">Who pays for it</a></p><p>So be it, then.</p>"
    #expect(
      try article("<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0, 1) + links + "</div>")
        .body == body(0, 1))
  }

  @Test("of a stub, offers and other stories outside of its element are no part")
  func stub() throws {
    let offer = "<div class=\"subscribe-box\"><h2>Read on</h2>" + paragraphs(1, 2) + "</div>"
    let page = try article(
      "<main><article><h1>Norwell rebuilds its wall</h1>" + paragraphs(0) + "</article>" + offer
        + "<div class=\"related\">" + paragraphs(3, 4) + "</div></main>")
    #expect(page.body == body(0))
  }

  @Test("where the title is two headings, the name of the site is not the headline")
  func twoHeadings() throws {
    let page = try HTMLFixture.article(
      "<html><head><title>Harbour notes: Norwell rebuilds its wall after all</title></head><body>"
        + "<header><h1>Harbour notes</h1></header><div><h3>Norwell rebuilds its wall after all</h3>"
        + paragraphs(0, 1) + "</div></body></html>")
    #expect(page.title == "Norwell rebuilds its wall after all")
    #expect(page.body == body(0, 1))
  }

  @Test("comments are dropped though they are longer than the article")
  func comments() throws {
    let comments = (0..<8).map { "<li><p>\(Self.sentences[$0 % 6]) I said so \($0).</p></li>" }
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div id=\"post\">" + paragraphs(0, 1, 2, 3)
        + "</div><div id=\"comments\"><ul>\(comments.joined())</ul></div>")
    #expect(page.body == body(0, 1, 2, 3))
  }

  @Test("the name of a heading that is linked to says nothing about its section")
  func slug() throws {
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1><div>" + paragraphs(0, 1, 4, 5)
        + "<section id=\"sharing-the-cost-of-the-wall\"><h2>Sharing the cost of the wall</h2>"
        + paragraphs(2, 3) + "</section></div>")
    #expect(page.body == body(0, 1, 4, 5) + "\nSharing the cost of the wall\n" + body(2, 3))
  }

  @Test("where only the foot of the page has text, the description stands for the article")
  func film() throws {
    let description =
      "Watch how divers place the first of forty stones, each of nine tonnes, in the sea."
    let menu = (0..<20).map { "<div><a href=\"/\($0)\">Film \($0)</a></div>" }.joined()
    let page = try article(
      "<h1>Norwell rebuilds its wall</h1>\(menu)<div><p>The Norwell Channel has shown films of the town "
        + "to its people for more than thirty years now.</p></div>",
      head: "<meta name=\"description\" content=\"\(description)\">")
    #expect(page.body == description)
  }

  @Test(
    "the title is without the site: before a colon, behind a dash, and the sign that links to it")
  func titles() throws {
    let site = "<meta property=\"og:site_name\" content=\"Norwell Post\">"
    func title(_ text: String, _ heading: String = "", site: String = "") throws -> String {
      try HTMLFixture.article(
        "<html><head><title>\(text)</title>\(site)</head><body>\(heading)\(paragraphs(0, 1))</body></html>"
      ).title
    }
    #expect(try title("Norwell Post: The wall is rebuilt", site: site) == "The wall is rebuilt")
    #expect(try title("The old wall is rebuilt – My website") == "The old wall is rebuilt")
    #expect(try title("Norwell – My website") == "Norwell – My website")
    #expect(try title("The wall", "<h1>The wall<a href=\"#wall\">¶</a></h1>") == "The wall")
    let heading = "<h1>Norwell Post</h1><h3>The wall is rebuilt</h3>"
    #expect(
      try title("Norwell Post: The wall is rebuilt", heading, site: site) == "The wall is rebuilt")
  }

  @Test("JSON-LD and microdata are not believed where they are not to be")
  func withoutStructuredData() throws {
    let markup = Array(
      """
      <html><head><title>Wall</title><script type="application/ld+json">{"@type": "NewsArticle", \
      "headline": "Wall", "author": "Ada Quill", "datePublished": "2031-02-03"}</script></head><body>\
      <h1>Wall</h1><span itemprop="author">Mia Noor</span>\(paragraphs(0, 1))</body></html>
      """.utf8)
    let trusting = ArticleExtraction(markup).article(path: "p")
    #expect(trusting?.byline == "Ada Quill" && trusting?.published?.description == "2031-02-03")
    let doubting = ArticleExtraction(markup, usesStructuredData: false).article(path: "p")
    #expect(doubting?.byline == "" && doubting?.published == nil)
    #expect(trusting?.body == doubting?.body)
  }

  @Test("says where each field comes from and what became of each piece of text")
  func explained() throws {
    let extraction = ArticleExtraction(
      Array(
        """
        <html lang="en"><head><title>Wall | Norwell Post</title><meta property="og:title" content="Wall">\
        <meta name="author" content="Ada Quill"></head><body><nav><a href="/">Home</a></nav>\
        <h1>Wall</h1>\(paragraphs(0, 1))</body></html>
        """.utf8))
    let article = try #require(extraction.article(path: "p"))
    let page = extraction.explained(article)
    let origins = Dictionary(uniqueKeysWithValues: page.fields.map { ($0.name, $0.origin) })
    #expect(origins["title"] == "h1" && origins["byline"] == "meta author")
    #expect(origins["language"] == "html lang" && origins["body"] == "2 of 4 blocks")
    #expect(
      page.blocks.map(\.reason)
        == ["in an element for other things", "the headline", "", ""])
    #expect(page.blocks.filter(\.isKept).map(\.text).joined(separator: "\n") == article.body)
  }
}
