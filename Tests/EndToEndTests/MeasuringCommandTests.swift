import Foundation
import JSON
import TestSupport
import Testing

@Suite("lede bench")
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
}
