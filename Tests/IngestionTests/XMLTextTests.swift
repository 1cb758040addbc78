import Articles
import Testing

@testable import Ingestion

@Suite("Text in XML") struct XMLTextTests {
  private func title(_ markup: String) throws -> String? {
    try Reading.of("<rss><item><title>\(markup)</title></item></rss>", name: "a.xml")
      .articles.first?.title
  }

  @Test(
    "brackets, references and sections come out as they are meant",
    arguments: [
      ("a ]]> b", "a ]]> b"), ("a ]]&gt; b", "a ]]> b"),
      ("<![CDATA[a ]] > ]>]]> b", "a ]] > ]> b"),
      ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"), ("<![CDATA[]]>x", "x"), ("]]", "]]"),
      ("1 &lt; 2 & 3 > 2", "1 < 2 & 3 > 2"), ("a&#13;b &#x1F600; &nope;", "ab 😀 &nope;"),
      ("<![CDATA[&amp;amp;]]>", "&amp;"), ("a\r\nb\rc", "a b c"),
      ("<![CDATA[a\r\nb]]>\rc", "a b c"),
    ])
  func text(_ markup: String, _ expected: String) throws {
    #expect(try title(markup) == expected)
  }

  @Test("text of every length around the size of a piece arrives whole")
  func lengths() throws {
    for length in (32 << 10) - 4...(32 << 10) + 4 {
      let text = String(repeating: "x", count: length) + "]]" + "> &lt; é]"
      #expect(try title(text) == text.replacing("&lt;", with: "<"))
    }
  }
}
