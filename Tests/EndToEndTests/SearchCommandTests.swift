import Foundation
import JSON
import TestSupport
import Testing

@Suite("lede search")
struct SearchCommandTests {
  private let index: String

  init() throws { index = try SampleIndex.path() }

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(CommandRun.binary, ["search", "--index", index] + arguments, input: "")
  }

  private func count(_ arguments: String...) throws -> Int? {
    try Int(
      CommandRun(CommandRun.binary, ["search", "--index", index, "--count"] + arguments, input: "")
        .lines.first ?? "")
  }

  @Test("what cannot be searched as it is typed is said, with what to do")
  func remedies() throws {
    let reversed = try run("Ardane", "--since", "2033", "--until", "2032")
    #expect(reversed.status == 2 && reversed.errors.contains("--since is later than --until"))
    let hyphen = try run("-Ardane", "--count")
    #expect(hyphen.status == 2 && hyphen.errors.contains("put -- before the query"))
    let note = try run("Ardane date:2032-13", "--count")
    #expect(note.status == 0 && note.errors.contains("note: date:2032-13 is no date"))
    #expect(try run("Ardane date:2032-13", "--count", "--quiet").errors.isEmpty)
    let unknown = try run("Ardame", "--count")
    #expect(
      unknown.status == 1
        && unknown.errors.contains("no article has 'ardame'; words like it: ardane"))
    let file = try CommandRun(
      CommandRun.binary, ["search", "--index", #filePath, "Ardane"], input: "")
    #expect(file.status == 2 && file.errors.contains("this is a file and no index"))
  }

  @Test("finds the loss of the satellite by its words")
  func ranked() throws {
    let titles = try run("why did the Heron-2 satellite fail", "--json").objects()
      .compactMap { $0["title"] }
    #expect(titles.prefix(4).contains { $0.contains("inquiry") })
    #expect(titles.prefix(4).contains { $0.contains("anatomy") })
  }

  @Test("finds exactly the six articles with the slogan")
  func phrase() throws { #expect(try count("\"the river is not for sale\"") == 6) }

  @Test("finds the articles of one month, written as days or as a month")
  func dates() throws {
    #expect(try count("Mount Ardane", "--since", "2032-05-01", "--until", "2032-05-31") == 5)
    #expect(try count("Mount Ardane", "--since", "2032-05", "--until", "2032-05") == 5)
    #expect(try count("Mount Ardane date:2032-05") == 5)
  }

  @Test("finds words of every script", arguments: ["гроссмейстера", "噴火", "起重机"])
  func scripts(query: String) throws { #expect(try count(query) ?? 0 > 0) }

  @Test("prints JSON Lines: the hits with what matched, then the summary")
  func json() throws {
    let objects = try run("volcano", "--json", "--top", "2").objects()
    #expect(objects.map { $0["type"] } == ["hit", "hit", "summary"])
    for (i, hit) in objects.dropLast().enumerated() {
      #expect(hit["rank"] == String(i + 1))
      for name in ["score", "id", "title", "source", "path", "snippet"] {
        #expect(hit[name] != nil)
      }
    }
    #expect(objects.last?["exact"] == "true")
    #expect(objects.last?["hits"].flatMap { Int($0) } ?? 0 > 2)
  }

  @Test("gives highlights in code points, which show what matched")
  func highlights() throws {
    var places = [0, 0]
    for line in try run("volcano", "--json").lines.dropLast() {
      try JSONParser().parse(line) { hit in
        for (i, names) in [("title", "titleHighlights"), ("snippet", "highlights")].enumerated() {
          let text = hit[names.0]?.string
          let highlights = hit[names.1]
          #expect(text != nil && highlights?.isArray == true)
          for range in highlights?.items ?? [] {
            let ends = range.items.compactMap(\.integer)
            var word = String.UnicodeScalarView()
            word.append(contentsOf: Array((text ?? "").unicodeScalars)[ends[0]..<ends[1]])
            #expect(String(word).lowercased().hasPrefix("volcano"))
            places[i] += 1
          }
        }
      }
    }
    #expect(places.allSatisfy { $0 > 0 })
  }

  @Test("searches once more with the terms of the best articles, and shows which")
  func feedback() throws {
    for model in [["--feedback"], ["--feedback", "rm3"], ["--feedback=rocchio"]] {
      let run = try CommandRun(
        CommandRun.binary,
        ["search", "--index", index] + model + ["volcano", "ash", "--show-query", "--explain"],
        input: "")
      #expect(run.status == 0)
      #expect(run.lines.first?.hasPrefix("query: any(stem:volcano^") == true)
      #expect(run.lines.first?.split(separator: " ").count ?? 0 > 12)
      #expect(run.output.contains("       stem:volcano^"))
    }
    #expect(try self.run("volcano", "--feedback", "--count").status == 2)
    #expect(try self.run("xyzzyx", "--feedback").status == 1)
  }

  @Test("says how to get vectors if there are none for feedback")
  func withoutVectors() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try folder.write("articles/a.txt", "Ash fell on the town.")
    let indexed = try CommandRun(
      "index", folder.url("articles").path, "--index", path, "--no-vectors", "--quiet")
    #expect(indexed.status == 0)
    let run = try CommandRun("search", "ash", "--feedback", "--index", path)
    #expect(run.status == 2 && run.errors.contains("--vectors"))
    #expect(try CommandRun("search", "ash", "--index", path).status == 0)
    let mixed = try CommandRun("index", folder.url("articles").path, "--index", path, "--vectors")
    #expect(mixed.status == 2 && mixed.errors.contains("vectors 'no'"))
    #expect(try CommandRun("index", folder.url("articles").path, "--index", path).status == 0)
  }

  @Test("ends with 0 if something is found, 1 if nothing, 2 if the index is missing")
  func statuses() throws {
    #expect(try run("volcano").status == 0)
    #expect(try run("xyzzyx").status == 1)
    #expect(try run("xyzzyx", "--count").lines == ["0"])
    #expect(try CommandRun("search", "a", "--index", "/nonexistent/x").isError(naming: "no index"))
    #expect(
      try CommandRun("search", "a", "--index", CommandRun.articles).isError(naming: "no index"))
  }

  @Test("continues where the last page ended")
  func offset() throws {
    let all = try run("river", "--ids", "--top", "6").lines
    let page = try run("river", "--ids", "--top", "3", "--offset", "3").lines
    #expect(all.count == 6 && page == Array(all.suffix(3)))
  }

  @Test("sorts by date")
  func sorted() throws {
    for (order, precedes) in [("newest", ">="), ("oldest", "<=")] {
      let dates = try run("river", "--json", "--sort", order).objects().compactMap { $0["date"] }
      #expect(dates.count > 2)
      for (a, b) in zip(dates, dates.dropFirst()) {
        #expect(precedes == ">=" ? a.prefix(10) >= b.prefix(10) : a.prefix(10) <= b.prefix(10))
      }
    }
  }

  @Test(
    "explains scores by parts that sum up to them",
    arguments: ["news", "bm25", "news:title=2,pairs=0.5"])
  func explained(model: String) throws {
    for query in ["Mount Ardane", "\"Mount Ardane\" ash^2", "+river sale* -dam"] {
      for line in try run(query, "--json", "--explain", "--model", model).lines.dropLast() {
        try JSONParser().parse(line) { hit in
          let parts = hit["explanation"]?.items ?? []
          let sum = parts.reduce(0) { $0 + ($1["score"]?.number ?? 0) }
          #expect(!parts.isEmpty)
          #expect(sum == hit["score"]?.number)
        }
      }
    }
  }

  @Test("counts by period and by source, and the counts sum up")
  func counts() throws {
    for arguments in [["--timeline"], ["--facet", "source"], ["--facet", "language"]] {
      let run = try CommandRun(
        CommandRun.binary, ["search", "river", "--json", "--index", index] + arguments, input: "")
      let objects = try run.objects()
      let sum = objects.dropLast().reduce(0) { $0 + (Int($1["count"] ?? "") ?? 0) }
      #expect(sum > 0 && String(sum) == objects.last?["hits"])
    }
  }

  @Test("requires every word with --all, understands Nexis, shows what was understood")
  func languages() throws {
    let any = try count("river dam") ?? 0
    let all = try count("river dam", "--all") ?? 0
    #expect(all > 0 && all < any)
    #expect(try count("river w/50 dam", "--language", "nexis") ?? 0 > 0)
    #expect(try run("river dam", "--show-query").lines.first == "query: any(stem:river stem:dam)")
  }

  @Test(
    "never takes typed text for a syntax error",
    arguments: ["(((", "\"", "AND", "a~", "^", "date:x", ":"])
  func noSyntaxErrors(query: String) throws { #expect(try run("--", query).status < 2) }

  @Test("says that a query is far too long")
  func tooLong() throws {
    let words = (0..<2_000).map { "w\($0)" }.joined(separator: " ")
    #expect(try run(words).isError(naming: "2000 words"))
  }

  @Test("says that standard output cannot be written")
  func fullOutput() throws {
    let run = try CommandRun(shell: "$LEDE search river --index '\(index)' -q > /dev/full")
    #expect(run.isError(naming: "standard output", "No space left"))
  }

  @Test("colours only where it is asked to")
  func color() throws {
    #expect(try !run("river").output.contains("\u{1B}"))
    #expect(try run("river", "--color", "always").output.contains("\u{1B}[1;33m"))
  }
}
