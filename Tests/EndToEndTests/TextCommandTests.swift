import Foundation
import TestSupport
import Testing

@Suite("lede extract, analyze, and usage")
struct TextCommandTests {
  @Test("extracts the article of a page as text and as JSON")
  func extract() throws {
    let page = CommandRun.articles + "/aurelle-courier/2031-09-08-dockers-walk-out.html"
    let text = try CommandRun("extract", page)
    #expect(text.status == 0 && !text.output.contains("cookie"))
    let json = try CommandRun("extract", page, "--json").objects()
    let filled = json.first?.filter { !$0.value.isEmpty }.keys.sorted() ?? []
    #expect(json.count == 1)
    for name in ["path", "id", "title", "byline", "date", "source", "language", "url", "body"] {
      #expect(filled.contains(name))
    }
  }

  @Test("says why, prints clean HTML, and does without structured data")
  func extractWays() throws {
    let page = CommandRun.articles + "/aurelle-courier/2031-09-08-dockers-walk-out.html"
    let article = try #require(try CommandRun("extract", page, "--json").objects().first)
    let why = try CommandRun("extract", page, "--explain")
    #expect(why.status == 0 && why.output.contains("(from "))
    #expect(why.lines.contains { $0.hasPrefix("+ [p] ") })
    #expect(why.lines.contains { $0.hasPrefix("- [") })
    let json = try CommandRun("extract", page, "--explain", "--json")
    #expect(json.output.contains("\"kept\":false,\"reason\":"))
    let markup = try CommandRun("extract", page, "--html")
    #expect(markup.lines.first?.hasPrefix("<article lang=") == true)
    let texts = markup.lines.filter {
      $0.hasPrefix("<p>") && !$0.contains("<time") && !$0.contains("<a ")
    }
    let first = article["body"]?.split(separator: "\n").first.map(String.init) ?? "none"
    #expect(texts.first == "<p>\(first)</p>")
    #expect(try CommandRun("extract", page, "--no-structured").output.contains(first.prefix(20)))
    #expect(try CommandRun("extract", page, "--html", "--json").isError(naming: "--html"))
    // What is no page has no pieces to explain.
    let feed = CommandRun.articles + "/../articles"
    #expect(try CommandRun("extract", feed, "--html").lines.count > markup.lines.count)
  }

  @Test("ends with 2 for files that fail and 1 where there is no article")
  func extractStatuses() throws {
    let folder = TemporaryFolder()
    try folder.write("empty.txt", "")
    try folder.write("picture.png", Data([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]))
    #expect(try CommandRun("extract", folder.url("empty.txt").path).isError(naming: "is empty"))
    #expect(try CommandRun("extract", folder.url("picture.png").path).status == 1)
    #expect(try CommandRun("extract", folder.url("none").path).isError(naming: "No such file"))
    #expect(
      try CommandRun("extract", folder.path, "--format", "odt").isError(naming: "odt", "html"))
  }

  @Test("analyses text: terms, stems, positions and byte ranges")
  func analyze() throws {
    let objects = try CommandRun("analyze", "--json", "Missile tests in Seoul’s").objects()
    #expect(objects.map { $0["term"] } == ["missile", "tests", "in", "seoul"])
    #expect(objects.map { $0["position"] } == ["0", "1", "2", "3"])
    #expect(objects[1]["stem"] == "test")
    #expect(objects[1]["start"] == "8" && objects[1]["end"] == "13")
    #expect(try CommandRun("analyze", "--analysis", "x", "a").isError(naming: "english, plain"))
  }

  @Test("ends with 2 and one sentence for arguments that mean nothing")
  func usage() throws {
    for arguments in [
      ["serach", "x"], ["search"], ["search", "x", "--tpo", "3"], ["search", "x", "--top", "many"],
      ["search", "x", "--top", "-5"], ["search", "x", "--since", "yesterday"],
      ["search", "x", "--count", "--ids"], ["index"], ["index", "/tmp", "--memory", "lots"],
      ["index", "/tmp", "--memory", "1M"], ["index", "/tmp", "--jobs", "0"], ["bench", "a", "b"],
      ["eval", "one"],
    ] {
      let run = try CommandRun(CommandRun.binary, arguments, input: "")
      #expect(run.isError(naming: "lede --help"), "\(arguments): \(run.errors)")
    }
  }

  @Test("prints help and the version on standard output")
  func help() throws {
    for arguments in [["--help"], ["search", "--help"], ["help", "index"], []] {
      let run = try CommandRun(CommandRun.binary, arguments, input: "")
      #expect(run.status == 0 && run.output.contains("USAGE") && run.errors.isEmpty)
    }
    #expect(try CommandRun("--version").lines.count == 1)
  }
}
