import Articles
import Testing

@testable import Ingestion

@Suite("PageMetadata, bylines") struct PageBylineTests {
  private static let text = """
    <p>The council of Norwell voted on Monday to rebuild the old harbour wall before the storms.</p>
    <p>Engineers had warned since the spring that its foundations were washed out in places.</p>
    """

  private func byline(_ content: String, head: String = "") throws -> String {
    try HTMLFixture.article(
      "<html><head><title>Wall</title>\(head)</head><body>\(content)\(Self.text)</body></html>"
    ).byline
  }

  @Test("names are read to where a date begins, and those beside each other together")
  func lines() throws {
    #expect(
      try byline("<h1>A</h1><p class=\"byline\">Ada Quill - Apr 16, 2031 8:02 pm UTC</p>")
        == "Ada Quill")
    #expect(
      try byline("<h1>A</h1><p class=\"byline\">by Ada Quill22 Dec 2031</p>") == "Ada Quill")
    let several = ["Ada Quill", "Tomas Brandt", "Mia Noor"].map {
      "<a rel=\"author\" href=\"/\($0)\">\($0)</a>"
    }
    #expect(
      try byline("<p>\(several.joined(separator: ", "))</p>") == "Ada Quill, Tomas Brandt, Mia Noor"
    )
  }

  @Test("of names on the page those nearest to the headline count")
  func nearest() throws {
    let box = "<div><p>The best of the week</p><p class=\"byline\">Tomas Brandt</p>"
    let rest = String(repeating: "<p>Some other line of the box</p>", count: 9) + "</div>"
    let line = "<h1>Wall</h1><p class=\"byline\">Ada Quill</p>"
    #expect(try byline(box + rest + line) == "Ada Quill")
    #expect(try byline(line + box + rest) == "Ada Quill")
  }

  @Test(
    "only names are left: no roles, addresses, or stars",
    arguments: [
      ("Ada Quill, Harbour Editor", "Ada Quill"), ("Mia Noor, Korrespondentin", "Mia Noor"),
      ("Ada Quill (https://a.example/quill)", "Ada Quill"),
      ("Ada Quill (quill@a.example)", "Ada Quill"), ("*** Notes ***", ""),
      ("Staff Writer", "Staff Writer"), ("Analysis by Ada Quill", "Ada Quill"),
      ("Story By", ""), ("Текст: Ада Квилл", "Ада Квилл"), ("By: Ada Quill", "Ada Quill"),
      ("Ada Quill, and Mia Noor", "Ada Quill, Mia Noor"), ("Ada Quill @quill", "Ada Quill"),
      ("Print", ""), ("View More Articles", ""), ("Shop now >", ""),
    ])
  func names(_ stated: String, _ expected: String) {
    #expect(Byline.names(in: [stated]).joined(separator: ", ") == expected)
  }

  @Test("one attribute may hold several properties, and Dublin Core has several spellings")
  func properties() throws {
    let head = """
      <meta property="x:who dc:creator" content="Ada Quill"><meta name="author" content="admin">
      """
    #expect(try byline("", head: head) == "Ada Quill")
    #expect(
      try byline("", head: "<meta name=\"DCTERMS.creator\" content=\"Mia Noor\">") == "Mia Noor")
  }
}

@Suite("PageMetadata, marked names") struct PageMarkedNameTests {
  private static let text = """
    <p>The council of Norwell voted on Monday to rebuild the old harbour wall before the storms.</p>
    <p>Engineers had warned since the spring that its foundations were washed out in places.</p>
    """

  private func byline(_ content: String, head: String = "") throws -> String {
    try HTMLFixture.article(
      "<html><head><title>Wall</title>\(head)</head><body>\(content)\(Self.text)</body></html>"
    ).byline
  }

  @Test("a link in a byline is a name, and what touches it is none of it")
  func links() throws {
    let role = """
      <h1>Wall</h1><div class="byline">By <a href="/people/quill">Ada Quill</a><span>Staff Writer</span></div>
      """
    #expect(try byline(role) == "Ada Quill")
    let buttons = """
      <h1>Wall</h1><div class="author"><h4><a href="/quill">Ada Quill</a><a href="/quill">View More Articles</a>
      <a href="/feed">RSS</a> <a href="https://net.example/quill">@adaquill</a></h4></div>
      """
    #expect(try byline(buttons) == "Ada Quill")
    let category = """
      <h1>Wall</h1><p class="byline">by <a href="/quill">Ada Quill</a> in <a href="/town">Town Life</a></p>
      """
    #expect(try byline(category) == "Ada Quill")
  }

  @Test("of marks inside each other the innermost is the name")
  func nested() throws {
    let markup = """
      <h1>Wall</h1><div class="byline"><span class="author">Ada Quill</span><span class="author-role">Harbour \
      Editor</span> and <span class="author">Tomas Brandt</span></div>
      """
    #expect(try byline(markup) == "Ada Quill, Tomas Brandt")
  }

  @Test("links of a page whose class names an author are no names")
  func wholePage() throws {
    let menu = (0..<40).map { "<a href=\"/\($0)\">Section Number</a>" }.joined(separator: " ")
    #expect(
      try byline("<div class=\"post author-quill\">\(menu)<h1>Wall</h1>\(Self.text)</div>") == "")
  }

  @Test("who comments on an article is not its author")
  func comments() throws {
    let comment =
      "<div class=\"comments\"><p class=\"comment-author\">Tomas Brandt</p><p>No.</p></div>"
    #expect(try byline("<h1>Wall</h1>\(Self.text)\(comment)") == "")
    let inside =
      "<div class=\"comments\"><span class=\"author\">Tomas Brandt</span><p>No.</p></div>"
    #expect(try byline("<h1>Wall</h1>\(Self.text)\(inside)") == "")
    // But a class name of the whole page hides nothing.
    let page =
      "<div class=\"comments\"><h1>Wall</h1><span class=\"author\">Ada Quill</span>\(Self.text)</div>"
    #expect(try byline(page) == "Ada Quill")
  }

  @Test("a link to a page about an author, near the headline")
  func addresses() throws {
    let link =
      "<p>Norwell, <a href=\"https://a.example/author/ada-quill/\">Ada Quill</a> | 3 May</p>"
    #expect(try byline("<h1>Wall</h1>\(link)") == "Ada Quill")
    let lines = String(repeating: "<p>Some other line of the box</p>", count: 12)
    #expect(try byline("<h1>Wall</h1>\(lines)\(link)") == "")
    #expect(try byline("<h1>Wall</h1><p><a href=\"/authors\">All Authors</a></p>") == "")
  }

  @Test(
    "a line near the headline that says whose the article is",
    arguments: [
      ("By Ada Quill, Wednesday, 20 November 2030 08:05 GMT", "Ada Quill"),
      ("by Ada Quill, Staff Writer | November 20, 2030", "Ada Quill"),
      ("Written by Ada Quill and Tomas Brandt", "Ada Quill, Tomas Brandt"),
      ("Von Ada Quill", "Ada Quill"), ("By Region", ""),
      ("By the Numbers", ""), ("By the time the storm came it was over", ""),
    ])
  func lines(_ line: String, _ expected: String) throws {
    #expect(try byline("<h1>Wall</h1><p>\(line)</p>") == expected)
  }

  @Test("who holds the copyright of a page is its author only if nobody else is")
  func outlets() throws {
    let head = "<meta name=\"author\" content=\"Norwell House\">"
    let foot = "<footer><p>© 2031 Norwell House. All rights reserved.</p></footer>"
    let line = "<h1>Wall</h1><p class=\"byline\">By Ada Quill</p>"
    #expect(try byline(line + Self.text + foot, head: head) == "Ada Quill")
    #expect(try byline("<h1>Wall</h1>" + Self.text + foot, head: head) == "Norwell House")
    let magazine = "<meta name=\"author\" content=\"Harbour Magazine\">"
    #expect(try byline(line, head: magazine) == "Ada Quill")
    #expect(try byline("<h1>Wall</h1>", head: magazine) == "Harbour Magazine")
  }
}

@Suite("PageMetadata, dates on the page") struct PageDateTests {
  private func date(_ content: String) throws -> String? {
    let text = """
      <p>The council of Norwell voted on Monday to rebuild the old harbour wall before the storms of 1 May 2029.</p>
      <p>Engineers had warned since the spring that its foundations were washed out in places.</p>
      """
    let markup = "<html><head><title>Wall</title></head><body>\(content)\(text)</body></html>"
    return try HTMLFixture.article(markup).published?.description
  }

  @Test(
    "a date among other words in a line near the headline",
    arguments: [
      ("By Ada Quill | May 12, 2031 8:02 pm", "2031-05-12T20:02Z"),
      ("Norwell, Ada Quill | Updated : 19 November 2030, 09:01 AM", "2030-11-19T09:01Z"),
      ("Von Ada Quill publiziert am 25. September 2030", "2030-09-25"),
      ("By admin - 2030-09-16", "2030-09-16"), ("By Ada Quill, room 2031", nil),
    ])
  func lines(_ line: String, _ expected: String?) throws {
    #expect(try date("<h1>Wall</h1><p>\(line)</p>") == expected)
    #expect(try date("<p>\(line)</p><h1>Wall</h1>") == expected)
  }

  @Test("what stands behind the headline counts before what stands in front of it")
  func sides() throws {
    #expect(
      try date("<p>Said on 1 June 2030</p><h1>Wall</h1><p>By Ada Quill on 2 July 2030</p>")
        == "2030-07-02")
  }

  @Test("a mark near the headline counts before others, and a more exact one of that day before it")
  func marks() throws {
    let box = "<div><time>3 March 2028</time> Something else</div>"
    let rest = String(repeating: "<p>Some other line of the box</p>", count: 12)
    let near = "<h1>Wall</h1><span class=\"date\">4 April 2030</span>"
    #expect(try date(box + rest + near) == "2030-04-04")
    let exact = "<time datetime=\"2030-04-04T10:11:12Z\">today</time>"
    #expect(try date(near + rest + exact) == "2030-04-04T10:11:12Z")
  }

  @Test("the date of a comment is not that of the article")
  func comments() throws {
    let lines = String(repeating: "<p>Some other line of the page</p>", count: 12)
    let comment =
      "<div class=\"comments\"><span class=\"date\">5 October 2030</span><p>No.</p></div>"
    #expect(try date("<h1>Wall</h1>\(lines)\(comment)") == nil)
  }
}

@Suite("PageMetadata, marks around a whole page") struct WholePageMarkTests {
  @Test(
    "hundreds of them take no longer than the page",
    arguments: ["class=\"author\"", "itemprop=\"author\"", "class=\"date\"", "rel=\"author\""])
  func nested(_ attribute: String) throws {
    let paragraph = "<p>\(String(repeating: "The council of Norwell met again. ", count: 30))</p>\n"
    let markup =
      String(repeating: "<div \(attribute)>", count: 390) + "<h1>Wall</h1>"
      + String(repeating: paragraph, count: 1_000) + String(repeating: "</div>", count: 390)
    let start = ContinuousClock.now
    let article = try HTMLFixture.article("<html><body>\(markup)</body></html>")
    #expect(article.title == "Wall" && article.published == nil)
    // Each mark read to its end took a hundred times as long.
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
