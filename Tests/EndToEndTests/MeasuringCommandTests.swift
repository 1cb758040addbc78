import Foundation
import JSON
import TestSupport
import Testing

@Suite("lede bench and eval")
struct MeasuringCommandTests {
  private let folder: TemporaryFolder
  private let index: String

  init() throws {
    folder = TemporaryFolder()
    index = try SampleIndex.path()
    try folder.write(
      "queries.tsv",
      "# a comment\nterm\triver\nphrase\t\"the river\"\nand\t+river +dam\nnull\txyzzyx\n")
  }

  @Test("times every query in every mode and writes the results as JSON")
  func bench() throws {
    let out = folder.url("out.json").path
    let run = try CommandRun(
      "bench", folder.url("queries.tsv").path, "--index", index, "--repeat", "4", "--warmup", "0",
      "--out", out)
    #expect(run.status == 0 && run.output.contains("COUNT"))
    try check(out, modes: 4, rounds: 4)
  }

  @Test("takes its rounds from standard input, started as the other engines' programs are")
  func steps() throws {
    let out = folder.url("out.json").path
    let run = try CommandRun(
      "bench", "query", index, folder.url("queries.tsv").path, "--step", "--modes",
      "TOP_10,COUNT", "--warmup", "0", "--budget-ms", "100", "--out", out,
      input: "WARM TOP_10\nROUND TOP_10\nROUND TOP_10\nWARM COUNT\nROUND COUNT\nROUND COUNT\nEND\n")
    #expect(run.lines == ["OPEN"] + Array(repeating: "DONE", count: 6) + ["WROTE \(out)"])
    try check(out, modes: 2, rounds: 2)
  }

  private func check(_ path: String, modes: Int, rounds: Int) throws {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    try JSONParser().parse(text) { root in
      #expect(root["engine"]?.string == "lede" && root["command"]?.string == "query")
      #expect(root["overhead_us"]?.number ?? 0 > 0)
      let results = root["results"]?.items ?? []
      #expect(results.count == 4 * modes)
      for result in results {
        #expect(result["rounds"]?.integer == rounds)
        let least = result["min_us"]?.number ?? -1
        #expect(least >= 0 && least <= result["median_us"]?.number ?? -1)
        let isCounted = result["mode"]?.string?.contains("COUNT") ?? false
        #expect((result["count"]?.integer != nil) == isCounted)
        let isFound = result["class"]?.string != "null" && result["mode"]?.string != "COUNT"
        #expect((result["top"]?.items.isEmpty ?? true) != isFound)
      }
    }
  }

  @Test("names the line of a file of queries that is none")
  func badQueries() throws {
    try folder.write("bad.tsv", "term\triver\nriver\n")
    #expect(
      try CommandRun("bench", folder.url("bad.tsv").path, "--index", index)
        .isError(naming: "bad.tsv, line 2"))
    #expect(try CommandRun("bench", "/none.tsv", "--index", index).isError(naming: "/none.tsv"))
  }

  @Test("evaluates the sample topics and writes a run")
  func eval() throws {
    let corpus = CommandRun.package.appendingPathComponent("Corpus").path
    let run = try CommandRun(
      "eval", corpus + "/topics.tsv", corpus + "/qrels.txt", "--index", index, "--json", "--run",
      folder.url("run.txt").path)
    let objects = try run.objects()
    #expect(objects.count == 26)
    // A sound ranking of these easy topics is well above this.
    #expect(objects.last?["nDCG@10"].flatMap { Double($0) } ?? 0 > 0.85)
    let written = try String(contentsOf: folder.url("run.txt"), encoding: .utf8)
    #expect(written.split(separator: "\n").allSatisfy { $0.split(separator: " ").count == 6 })
  }

  @Test("reports topics without judgments, and errors with file and line")
  func evalErrors() throws {
    try folder.write("topics.tsv", "1\triver\n2\tdam\n")
    try folder.write("qrels.txt", "1 0 MW320509-0003 1\n")
    let topics = folder.url("topics.tsv").path
    let run = try CommandRun("eval", topics, folder.url("qrels.txt").path, "--index", index)
    #expect(run.status == 0 && run.errors.contains("without judgments, left out: 2"))
    try folder.write("bad.txt", "1 0 MW320509-0003 1\n1 0 x good\n")
    #expect(
      try CommandRun("eval", topics, folder.url("bad.txt").path, "--index", index)
        .isError(naming: "bad.txt, line 2"))
    #expect(try CommandRun("eval", "/none", topics, "--index", index).isError(naming: "/none"))
  }
}
