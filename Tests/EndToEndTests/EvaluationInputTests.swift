import Foundation
import TestSupport
import Testing

/// Bad input is one sentence that names file and line, and status 2; odd topics are reported.
@Suite("Input of lede eval")
struct EvaluationInputTests {
  private let folder = TemporaryFolder()
  private let index: String

  init() throws {
    index = try SampleIndex.path()
    try folder.write("topics.tsv", "1\triver\n2\tdam\n")
    try folder.write("qrels.txt", "1 0 MW320509-0003 1\n")
  }

  private func evaluate(
    topics: String = "topics.tsv", qrels: String = "qrels.txt", _ more: String...
  ) throws -> CommandRun {
    try CommandRun(
      CommandRun.binary,
      ["eval", folder.url(topics).path, folder.url(qrels).path, "--index", index] + more, input: "")
  }

  @Test("topics without judgments and judgments without topics are reported")
  func reports() throws {
    try folder.write("more.txt", "1 0 MW320509-0003 1\n7 0 x 1\n")
    let run = try evaluate(qrels: "more.txt")
    #expect(run.status == 0)
    #expect(run.errors.contains("1 topic without judgments, left out: 2"))
    #expect(run.errors.contains("1 topic judged but not asked, left out: 7"))
  }

  @Test(
    "judgments that are none",
    arguments: [
      ("1 0 x 1\n1 0 y good\n", "line 2", "not a whole number"),
      ("1 0 x\n", "line 1", "four columns"),
      ("1 0 x 1\n2 0 x 1\n1 0 x 0\n", "line 3", "judged twice"),
      ("\n\n", "bad.txt", "holds no judgments"),
    ])
  func judgments(text: String, place: String, reason: String) throws {
    try folder.write("bad.txt", text)
    #expect(try evaluate(qrels: "bad.txt").isError(naming: "bad.txt", place, reason))
  }

  @Test(
    "runs that are none",
    arguments: [
      ("1 Q0 x 1 nan r\n", "line 1", "not a finite number"),
      ("1 Q0 x 1 2 r\n1 Q0 y 2 inf r\n", "line 2", "not a finite number"),
      ("1 Q0 x 1 2 r\n1 Q0 x 2 1 r\n", "line 2", "stands twice"),
      ("1 Q0 x 1 2\n", "line 1", "six columns"),
      ("9 Q0 x 1 2 r\n", "bad.run", "answers none of the topics"),
    ])
  func runs(text: String, place: String, reason: String) throws {
    try folder.write("bad.run", text)
    let run = try evaluate("--compare", folder.url("bad.run").path)
    #expect(run.isError(naming: "bad.run", place, reason), "\(run.errors)")
  }

  @Test("topics that are none or of another collection, and files that are not there")
  func topics() throws {
    try folder.write("bad.tsv", "1\triver\n2 dam\n")
    #expect(try evaluate(topics: "bad.tsv").isError(naming: "bad.tsv, line 2", "no tab"))
    try folder.write("other.tsv", "A1\triver\n")
    #expect(try evaluate(topics: "other.tsv").isError(naming: "\"A1\"", "one collection"))
    #expect(try evaluate(topics: "none").isError(naming: "none", "cannot be read"))
    #expect(try evaluate(qrels: "none").isError(naming: "none", "cannot be read"))
    #expect(
      try evaluate("--compare", "/none.run").isError(naming: "/none.run", "cannot be read"))
  }

  @Test("options that do not fit together")
  func options() throws {
    #expect(try CommandRun("eval", "--index", index).isError(naming: "file of topics"))
    #expect(try evaluate("--top", "0").isError(naming: "--top 0"))
    #expect(try evaluate("--b", "2").isError(naming: "b of the model", "not 2"))
    #expect(try evaluate("--demo").isError(naming: "--demo"))
    #expect(try evaluate("--no-search").isError(naming: "--no-search"))
    #expect(try evaluate("--model", "bm25", "--models", "bm25").isError(naming: "not both"))
    #expect(try evaluate("--tune", "b", "--models", "bm25").isError(naming: "--model"))
    #expect(try evaluate("--tune", "b").isError(naming: "too few to tune"))
    #expect(
      try CommandRun("eval", "--known-item", "5", "--index", "/none").isError(naming: "/none"))
  }
}
