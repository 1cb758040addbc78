import Analysis
import Retrieval
import Testing

@Suite("Snippet") struct SnippetTests {
  private let analyzer: Analyzer

  init() throws { analyzer = try #require(Analyzer(named: "english")) }

  private func snippet(_ typed: String, of body: String) throws -> Snippet {
    let query = try QueryParser(analyzer: analyzer).parse(typed)
    return Snippet(of: body, highlighter: Highlighter(query, analyzer: analyzer))
  }

  private func marked(_ snippet: Snippet) -> [String] {
    let scalars = Array(snippet.text.unicodeScalars)
    return snippet.highlights.map { range in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range])
      return String(text)
    }
  }

  private static let filler = String(
    repeating: "The council of Norwell met again to speak of other things. ", count: 12)

  @Test(
    "what stands near one another is shown where it does, each word marked",
    arguments: [
      ("ferry NEAR/3 strike", ["ferries", "strike"]),
      ("strike PRE/4 ferry", ["strike", "ferries"]),
      ("ferr* NEAR/3 \"a strike\"", ["ferries", "a strike"]),
      ("ferry NEAR/3 (strike OR storm)", ["ferries", "strike"]),
    ])
  func near(_ typed: String, _ expected: [String]) throws {
    let isReversed = typed.hasPrefix("strike")
    let pair = isReversed ? "A strike of all ferries began. " : "All ferries saw a strike. "
    // More of both words elsewhere, but far from each other.
    let apart =
      "The ferry left Norwell and nobody knew of what was to come on this day: a strike. "
      + "Nobody in town had asked. The ferry came back to Norwell and nobody knew what had come that day: a strike. "
    let found = try snippet(typed, of: apart + Self.filler + pair + Self.filler)
    #expect(marked(found) == expected, "\(found.text)")
  }

  @Test("without a query the beginning is shown, and nothing marked")
  func beginning() throws {
    let found = try snippet("*", of: Self.filler)
    #expect(found.text.hasPrefix("The council") && found.highlights.isEmpty)
    #expect(found.text.utf8.count <= Snippet.longest + 3)
  }

  @Test("the stretch with most of the words is shown, forms of a word marked as one")
  func words() throws {
    let body = "A ferry sank. " + Self.filler + "The strike of the ferries ended. " + Self.filler
    #expect(marked(try snippet("ferry strikes", of: body)) == ["strike", "ferries"])
  }
}
