import Foundation
import TestSupport
import Testing

/// The same evaluation in other circumstances: the same bytes.
@Suite("Runs of lede eval")
struct EvaluationRunTests {
  private let folder = TemporaryFolder()

  /// Articles of few different words and lengths, so that many score the same.
  private func articles(_ range: Range<Int>) -> String {
    var random = SplitMix64(seed: 1)
    let words = ["harbour", "strike", "grain", "river", "dam", "toll", "vote", "quarry"]
    return (0..<range.upperBound).map { number in
      let text = (0..<6).map { _ in words[Int(random.next() % 8)] }.joined(separator: " ")
      return "{\"id\":\"a\(number)\",\"title\":\"\(text.prefix(7))\",\"body\":\"\(text)\"}\n"
    }[range].joined()
  }

  @Test("the run is the same on one segment and on eight, at one thread and at two")
  func segments() throws {
    // Each file has less than half the articles of the one before, so that none are merged.
    let ends = [0, 500, 720, 820, 865, 885, 894, 898, 899]
    try folder.write("all.jsonl", articles(0..<899))
    for (number, start) in ends.dropLast().enumerated() {
      try folder.write("part\(number).jsonl", articles(start..<ends[number + 1]))
      let run = try CommandRun(
        "index", folder.url("part\(number).jsonl").path, "--index", folder.url("eight").path,
        "--quiet")
      #expect(run.status == 0, "\(run.errors)")
    }
    let whole = try CommandRun(
      "index", folder.url("all.jsonl").path, "--index", folder.url("one").path, "--quiet")
    #expect(whole.status == 0)
    #expect(try folder.segments("eight").count == 8)
    #expect(try folder.segments("one").count == 1)
    try folder.write(
      "topics.tsv", "1\tharbour strike\n2\tgrain\n3\triver dam toll vote\n4\tquarry strike\n")
    try folder.write("qrels.txt", "1 0 a3 1\n2 0 a5 1\n3 0 a7 1\n4 0 a9 1\n")
    var runs: Set<String> = []
    for index in ["one", "eight"] {
      for jobs in ["1", "2"] {
        let run = try CommandRun(
          "eval", folder.url("topics.tsv").path, folder.url("qrels.txt").path, "--index",
          folder.url(index).path, "--jobs", jobs, "--top", "100", "--rounds", "0", "--run",
          folder.url("run").path)
        #expect(run.status == 0, "\(run.errors)")
        runs.insert(try String(contentsOf: folder.url("run"), encoding: .utf8))
      }
    }
    #expect(runs.count == 1)
    #expect(runs.first?.split(separator: "\n").count == 400)
  }
}
