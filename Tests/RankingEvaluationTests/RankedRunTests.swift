import Foundation
import RankingEvaluation
import Testing

@Suite("RankedRun")
struct RankedRunTests {
  func documents(_ run: RankedRun, _ topic: String) -> [String] {
    run.ranking(for: topic).map(\.document)
  }

  @Test("a run that was read stands by score, then by greater name, whatever its ranks say")
  func order() throws {
    let run = try RankedRun.parse(
      """
      2 Q0 a 1 1.0 bm25
      1 Q0 b 9 2 bm25
      1 Q0 Z 1 2.0 bm25
      1 Q0 é 2 2e0 bm25
      1 Q0 c 3 17.5 bm25
      """, path: "run.txt")
    #expect(run.tag == "bm25")
    #expect(run.topics == ["2", "1"])
    #expect(documents(run, "1") == ["c", "é", "b", "Z"])
    #expect(documents(run, "3").isEmpty)
  }

  @Test("scores that differ below single precision are ties")
  func singlePrecision() throws {
    let run = try RankedRun.parse(
      "1 Q0 a 1 17.00000001 x\n1 Q0 b 2 17.0 x\n", path: "run.txt")
    #expect(documents(run, "1") == ["b", "a"])
  }

  @Test(
    "a written run keeps its order through any reader",
    arguments: [
      [3, 3, 3, 2, 2, 0, 0, 0], [0, 0, 0, -1, -1], [1e-9, 1e-9, 0], [1e30, 1e30, 5, 5],
      [4_000_000_000, 4_000_000_000, 3_999_999_999], [1, 2, 3], [1e300, 1e300, -1e300],
      Array(repeating: 12.375, count: 2000),
    ] as [[Double]])
  func survives(scores: [Double]) throws {
    let names = scores.indices.map { String(format: "d%05d", $0) }
    for order in [names, names.reversed(), names.shuffled()] {
      var run = RankedRun(tag: "lede")
      run.setRanking(zip(order, scores).map { .init(document: $0, score: $1) }, for: "q")
      let text = try run.text()
      let written = text.split(separator: "\n").compactMap {
        Double($0.split(separator: " ")[4])
      }
      #expect(written.count == scores.count)
      #expect(zip(written, written.dropFirst()).allSatisfy { $0 > $1 && Float($0) > Float($1) })
      #expect(documents(try RankedRun.parse(text, path: "r"), "q") == order)
    }
  }

  @Test("a run is written in six columns and read back from its file")
  func file() throws {
    var run = RankedRun(tag: "lede")
    run.setRanking([.init(document: "b", score: 2.5), .init(document: "a", score: 2.5)], for: "7")
    #expect(try run.text() == "7 Q0 b 1 2.5 lede\n7 Q0 a 2 2.499999 lede\n")
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try run.write(to: path)
    #expect(documents(try RankedRun.read(path), "7") == ["b", "a"])
  }

  @Test("a name with a space cannot be written, nor a file in a folder that is missing")
  func unwritable() {
    var run = RankedRun(tag: "lede")
    run.setRanking([.init(document: "a b", score: 1)], for: "1")
    let name = #expect(throws: EvaluationError.self) { try run.write(to: "/dev/null") }
    #expect(name?.code == .malformedRun)
    run.setRanking([], for: "1")
    let folder = #expect(throws: EvaluationError.self) { try run.write(to: "/nowhere/run.txt") }
    #expect(folder?.code == .unwritable)
    #expect(folder?.description.contains("No such file") == true)
  }

  @Test(
    "a bad line is an error that names file and line",
    arguments: [
      (
        "1 Q0 a 1 2.0",
        "r.txt, line 1: expected six columns \"topic Q0 document rank score tag\", found 5"
      ),
      (
        "1 Q0 a 1 nan x",
        "r.txt, line 1: the score \"nan\" is not a finite number; correct or remove the line"
      ),
      (
        "1 Q0 a 1 -inf x",
        "r.txt, line 1: the score \"-inf\" is not a finite number; correct or remove the line"
      ),
      (
        "1 Q0 a 1 high x",
        "r.txt, line 1: the score \"high\" is not a finite number; correct or remove the line"
      ),
      (
        "1 Q0 a 1 2 x\n1 Q0 a 2 1 x",
        "r.txt, line 2: the document a stands twice in the list of topic 1; keep one of the lines"
      ),
      ("", "r.txt: holds no results; give lines \"topic Q0 document rank score tag\""),
    ])
  func fails(text: String, sentence: String) {
    let error = #expect(throws: EvaluationError.self) {
      try RankedRun.parse(text, path: "r.txt")
    }
    #expect(error?.description == sentence)
  }
}
