import Articles
import TestSupport
import Testing

@testable import Ingestion

@Suite("HTML robustness") struct HTMLRobustnessTests {
  private func nested(_ tag: String, _ count: Int) -> String {
    String(repeating: "<\(tag)>", count: count) + "<p>The text at the bottom of it all, whole.</p>"
      + String(repeating: "</\(tag)>", count: count)
  }

  @Test(
    "a hundred thousand nested elements, of whatever kind, are flattened and keep their text",
    arguments: [
      "div", "b", "i><div", "table><tr><td", "ul><li", "blockquote", "x-unknown", "section", "a",
    ])
  func depth(_ tag: String) throws {
    let clock = ContinuousClock()
    let took = clock.measure {
      let article = try? HTMLFixture.article(nested(tag, tag == "div" ? 100_000 : 10_000))
      #expect(article?.body.contains("The text at the bottom of it all, whole.") == true)
    }
    #expect(took < .seconds(20))
  }

  @Test("end tags that close nothing cost nothing")
  func endTags() throws {
    let deep = String(repeating: "<i>", count: 400)
    let markup =
      "<b>" + deep + String(repeating: "</b><b>", count: 50_000) + "<p>Still here, as text.</p>"
    let clock = ContinuousClock()
    let took = clock.measure {
      #expect((try? HTMLFixture.article(markup))?.body.contains("Still here") == true)
    }
    #expect(took < .seconds(20))
  }

  @Test("forty thousand attributes and endless values")
  func attributes() throws {
    let many = (0..<40_000).map { "a\($0)=\"\($0)\" class=c\($0)" }.joined(separator: " ")
    #expect(
      try HTMLFixture.article("<p \(many)>Text after many attributes.</p>").body
        == "Text after many attributes.")
    let long = String(repeating: "word ", count: 200_000)
    #expect(
      try HTMLFixture.article("<p class=\"\(long)\">Text after a long attribute.</p>").body
        == "Text after a long attribute.")
  }

  @Test(
    "marks without an end leave the rest of the page readable",
    arguments: [
      "<!-- ", "<script>", "<style>", "<svg>", "<textarea>", "<![CDATA[", "<iframe>",
      "<!doctype ", "<p class='", "&", "<", "</", "<?",
    ])
  func unclosed(_ mark: String) throws {
    let article = try HTMLFixture.article(
      "<h1>A title of some length</h1><p>One sentence before the mark.</p>\(mark)"
        + "<p>One sentence after the mark.</p><p>And another one to end with.</p>")
    #expect(article.body.contains("One sentence before the mark."))
    #expect(article.body.contains("And another one to end with."))
  }

  @Test(
    "many marks without an end take linear time",
    arguments: [
      "<!--", "<script>", "<a href=\"", "<![CDATA[", "<!", "</", "<svg", "<svg>", "&amp", "<p a='",
      "]]>", "&#", "<b><i>", "</p>", "<td>", "<br>", "<a name=x>y",
    ])
  func manyMarks(_ mark: String) throws {
    let markup = "<p>Text.</p>" + String(repeating: mark, count: 60_000 / mark.utf8.count)
    let clock = ContinuousClock()
    let took = clock.measure { _ = try? HTMLFixture.article(markup) }
    #expect(took < .seconds(20), "\(mark)")
  }

  @Test(
    "of a page with more tags than any has, the tags are dropped and the text is kept",
    arguments: ["<p>x", "<p>", "<b>x</b>", "<div>x</div>", "<br>x"])
  func tooManyTags(_ piece: String) throws {
    let markup =
      "<h1>A title</h1>" + String(repeating: piece, count: 2_000)
      + "<p>The last paragraph of all.</p>"
    var prepass = HTMLPrepass(Array(markup.utf8), tagLimit: 100)
    prepass.run()
    let events = try #require(HTMLEventParser.events(of: prepass.output))
    #expect(events.events.count < 500)
    #expect(String(decoding: events.bytes.suffix(30), as: UTF8.self).contains("last paragraph"))
  }

  @Test("bytes of every kind are read without a crash")
  func anyBytes() {
    var random = SplitMix64(seed: 3)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? HTMLFixture.article(bytes)
      _ = HTMLFragment.paragraphs(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("three thousand mutated pages give valid articles or a sentence, each in bounded time")
  func mutations() throws {
    let names = ["clutter", "tables", "arabic", "japanese", "xhtml", "frameset"]
    let pages = try names.map { try HTMLFixture.bytes("html/\($0).html") }
    let pieces = [
      "<", ">", "\"", "'", "&", "<!--", "-->", "<script>", "</script>", "<table>", "</table>",
      "<p>",
      "</div>", "\u{0}", "<![CDATA[", "]]>", "<h1>", "{", "}", "<html>", "</body>", "&#55296;",
    ].map { Array($0.utf8) }
    var random = SplitMix64(seed: 11)
    let clock = ContinuousClock()
    var slowest = Duration.zero
    for round in 0..<3_000 {
      var bytes = pages[round % pages.count]
      for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, index + Int.random(in: 1...80, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(index..<end)
        case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
        case 3:
          bytes.insert(
            contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: index)
        default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      let took = clock.measure {
        if let article = try? HTMLFixture.article(bytes) {
          #expect(!article.title.isEmpty || !article.body.isEmpty)
        }
      }
      slowest = max(slowest, took)
    }
    #expect(slowest < .seconds(5))
  }

  @Test("pages read on eight threads at once are the same as read alone")
  func threads() async throws {
    let page = try HTMLFixture.bytes("html/clutter.html")
    let alone = try HTMLFixture.article(page)
    try await withThrowingTaskGroup(of: Article.self) { group in
      for _ in 0..<64 { group.addTask { try HTMLFixture.article(page) } }
      for try await article in group { #expect(article == alone) }
    }
  }
}
