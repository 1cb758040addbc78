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
      ("Staff Writer", "Staff Writer"),
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
