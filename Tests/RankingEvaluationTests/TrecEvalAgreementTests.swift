import Foundation
import RankingEvaluation
import Testing

/// Cases written by `Benchmarks/ranking/compare_with_trec_eval.py`: those kept here, and those in the
/// folder that the script names in `LEDE_TREC_EVAL_CASES`.
@Suite("Agreement with trec_eval")
struct TrecEvalAgreementTests {
  static func folders() -> [URL] {
    let asked = ProcessInfo.processInfo.environment["LEDE_TREC_EVAL_CASES"]
    let roots =
      [Bundle.module.resourceURL?.appendingPathComponent("Fixtures/trec_eval")]
      + [asked.map { URL(fileURLWithPath: $0) }]
    return roots.compactMap { $0 }.flatMap { root in
      (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil))
        ?? []
    }.sorted { $0.path < $1.path }
  }

  @Test(
    "every measure equals trec_eval's to four decimals on every topic and on average",
    arguments: folders())
  func agrees(folder: URL) throws {
    let run = try RankedRun.read(folder.appendingPathComponent("run.txt").path)
    let judgments = try Judgments.read(folder.appendingPathComponent("qrels.txt").path)
    let expected = try String(
      contentsOf: folder.appendingPathComponent("expected.tsv"), encoding: .utf8)
    let lines = expected.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    let names = lines.map { $0[1] }.reduce(into: [String]()) { names, name in
      if names.last != name { names.append(name) }
    }
    let measures = try names.map { try MeasureParser.parse($0) }
    let report = try EvaluationReport(run: run, judgments: judgments, measures: measures)
    #expect(report.measures == names)
    var values: [String: Double] = [:]
    for (measure, name) in report.measures.enumerated() {
      values["all\t\(name)"] = report.means[measure]
      for topic in report.topics { values["\(topic.topic)\t\(name)"] = topic.values[measure] }
    }
    #expect(lines.count == values.count)
    for columns in lines {
      let (key, theirs) = ("\(columns[0])\t\(columns[1])", try #require(Double(columns[2])))
      let ours = try #require(values[key], "\(key)")
      #expect(abs(ours - theirs) < 0.00002, "\(folder.lastPathComponent) \(key)")
    }
  }

  @Test("a run that was written and read again has the same values", arguments: folders())
  func rewritten(folder: URL) throws {
    let run = try RankedRun.read(folder.appendingPathComponent("run.txt").path)
    let judgments = try Judgments.read(folder.appendingPathComponent("qrels.txt").path)
    let again = try RankedRun.parse(try run.text(), path: "again.txt")
    let values = try EvaluationReport(run: run, judgments: judgments)
    let valuesAgain = try EvaluationReport(run: again, judgments: judgments)
    #expect(values.topics == valuesAgain.topics)
  }

  @Test("the cases kept here are found")
  func found() { #expect(Self.folders().count >= 4) }
}
