import Foundation
import JSON
import TestSupport
import Testing

@Suite("lede eval")
struct EvaluationCommandTests {
  private let folder = TemporaryFolder()
  private let index: String
  private let topics = CommandRun.package.appendingPathComponent("Corpus/topics.tsv").path
  private let qrels = CommandRun.package.appendingPathComponent("Corpus/qrels.txt").path

  init() throws { index = try SampleIndex.path() }

  private func path(_ name: String) -> String { folder.url(name).path }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.url(name), encoding: .utf8)
  }

  @Test("prints measures with intervals and search times, and writes a run")
  func table() throws {
    let run = try CommandRun("eval", topics, qrels, "--index", index, "--run", path("a.run"))
    #expect(run.status == 0, "\(run.errors)")
    for word in ["nDCG@10", "AP", "R@1000", "95 % interval", "p50", "p95", "p99"] {
      #expect(run.output.contains(word), "\(word)")
    }
    #expect(run.lines.allSatisfy { $0.count <= 80 })
    let lines = try text("a.run").split(separator: "\n")
    #expect(lines.count > 100 && lines.allSatisfy { $0.split(separator: " ").count == 6 })
  }

  @Test("prints an object for each topic and one with the means as JSON")
  func json() throws {
    let run = try CommandRun("eval", topics, qrels, "--index", index, "--json")
    let objects = try run.objects()
    #expect(objects.count == 26)
    #expect(objects.allSatisfy { $0["run"] != nil })
    // A sound ranking of these easy topics is well above this.
    #expect(objects.last?["nDCG@10"].flatMap { Double($0) } ?? 0 > 0.85)
    try JSONParser().parse(run.lines.last ?? "") { root in
      let interval = root["intervals"]?["AP"]?.items.compactMap(\.number) ?? []
      let mean = root["AP"]?.number ?? -1
      #expect(interval.count == 2 && interval[0] < mean && mean < interval[1])
      #expect(root["microseconds"]?["p95"]?.number ?? 0 > 0)
    }
  }

  @Test("measures what is asked for, topic by topic if need be")
  func measures() throws {
    let run = try CommandRun(
      "eval", topics, qrels, "--index", index, "--measures", "RBP(p=0.5),AP(rel=2),Bpref",
      "--per-topic", "--rounds", "0")
    #expect(run.status == 0 && run.output.contains("RBP(p=0.5)"))
    #expect(run.output.contains("AP(rel=2)") && !run.output.contains("nDCG"))
    #expect(run.lines.contains { $0.hasPrefix("25 ") })
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--measures", "AP,nDGC")
        .isError(naming: "nDGC", "choose among"))
  }

  @Test("models stand side by side, the first as baseline")
  func models() throws {
    let run = try CommandRun(
      "eval", topics, qrels, "--index", index, "--json", "--models",
      "bm25,bm25:k1=0.4,b=0.1,bm25:b=1.0", "--measures", "AP,nDCG@10")
    #expect(run.status == 0, "\(run.errors)")
    let objects = try run.objects()
    #expect(objects.count == 3 * 25 + 2 * 2 + 3)
    let comparisons = objects.filter { $0["type"] == "comparison" }
    #expect(comparisons.count == 4 && Set(comparisons.compactMap { $0["run"] }).count == 2)
    for comparison in comparisons {
      func number(_ name: String) -> Double { comparison[name].flatMap { Double($0) } ?? .nan }
      #expect(number("p") <= number("pHolm") && number("pHolm") <= 1)
      #expect(number("wins") + number("ties") + number("losses") == 25)
    }
    let table = try CommandRun(
      "eval", topics, qrels, "--index", index, "--models", "bm25,bm25:k1=0.4,b=0.1")
    #expect(table.output.contains("+/=/−") && table.lines.allSatisfy { $0.count <= 80 })
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--models", "bm25,bm52")
        .isError(naming: "bm52", "lm-dirichlet"))
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--models", "bm25,bm25")
        .isError(naming: "named twice"))
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--model", "bm25:k9=1")
        .isError(naming: "k9"))
  }

  @Test("a run compared with itself is equal, and runs can be evaluated without an index")
  func compare() throws {
    _ = try CommandRun(
      "eval", topics, qrels, "--index", index, "--run", path("a.run"), "--rounds", "0")
    let run = try CommandRun(
      "eval", topics, qrels, "--index", index, "--compare", path("a.run"), "--json")
    let comparisons = try run.objects().filter { $0["type"] == "comparison" }
    #expect(comparisons.count == 6)
    for comparison in comparisons {
      #expect(comparison["baseline"] == "a.run" && comparison["ties"] == "25")
      #expect(comparison["p"] == "1.0" && comparison["difference"] == "0.0")
    }
    let alone = try CommandRun(
      "eval", qrels, "--no-search", "--compare", path("a.run"), "--json", "--index", "/none")
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(try alone.objects().last?["AP"] == run.objects().last?["AP"])
  }

  @Test("the page needs nothing else and is well formed")
  func page() throws {
    let run = try CommandRun(
      "eval", topics, qrels, "--index", index, "--models", "bm25,bm25:k1=0.4,b=0.1", "--html",
      path("page.html"))
    #expect(run.status == 0, "\(run.errors)")
    let page = try text("page.html")
    for word in ["<svg", "nDCG@10", "prefers-color-scheme: dark", "@media print", "p99"] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(!page.contains("http") && !page.contains("<script") && !page.contains("url("))
    var open: [String] = []
    for tag in page.split(separator: "<").dropFirst() where !tag.hasPrefix("!") {
      let name = String(tag.prefix { $0 != ">" && $0 != " " })
      if name == "meta" { continue }
      if name.hasPrefix("/") {
        #expect(open.popLast() == String(name.dropFirst()))
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--html", "/none/page.html")
        .isError(naming: "/none/page.html", "cannot be written"))
  }

  @Test("parameters are chosen by the other folds, and only held-out figures are printed")
  func tune() throws {
    let arguments = [
      "eval", topics, qrels, "--index", index, "--tune", "k1,b", "--measures", "AP", "--rounds",
      "0",
    ]
    let run = try CommandRun(CommandRun.binary, arguments, input: "")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("tuned, held out") && run.output.contains("fold 5"))
    #expect(run.output == (try CommandRun(CommandRun.binary, arguments, input: "").output))
    let narrow = try CommandRun(
      "eval", topics, qrels, "--index", index, "--tune", "b=0.2..0.4", "--measures", "AP",
      "--folds", "3", "--rounds", "0")
    #expect(narrow.output.contains("12 models tried") && !narrow.output.contains("fold 4"))
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--tune", "b=0.4..7")
        .isError(naming: "'b=0.4..7'", "LOW..HIGH"))
    #expect(
      try CommandRun("eval", topics, qrels, "--index", index, "--tune", "mu")
        .isError(naming: "no parameter 'mu'", "it has k1, b"))
  }

  @Test("headlines are looked for in an index that does not know them")
  func knownItem() throws {
    let arguments = ["eval", "--known-item", "40", "--seed", "3", "--index", index, "--json"]
    let run = try CommandRun(CommandRun.binary, arguments + ["--run", path("a.run")], input: "")
    #expect(run.status == 0, "\(run.errors)")
    let objects = try run.objects()
    #expect(objects.count == 41)
    let last = objects.last ?? [:]
    let (rank, first, tenth) = (
      Double(last["RR"] ?? "") ?? 0, Double(last["Success@1"] ?? "") ?? 0,
      Double(last["Success@10"] ?? "") ?? 0
    )
    #expect(first <= rank && rank <= tenth && rank > 0.5 && rank < 1)
    _ = try CommandRun(CommandRun.binary, arguments + ["--run", path("b.run")], input: "")
    #expect(try text("a.run") == text("b.run"))
    let other = try CommandRun(
      "eval", "--known-item", "40", "--seed", "4", "--index", index, "--run", path("c.run"))
    #expect(other.status == 0)
    #expect(try text("a.run") != text("c.run"))
  }

  @Test("a recorded evaluation is equal when done again, and not when its judgments changed")
  func reproduce() throws {
    try folder.write("qrels.txt", String(contentsOfFile: qrels, encoding: .utf8))
    let run = try CommandRun(
      "eval", topics, path("qrels.txt"), "--index", index, "--models", "bm25,bm25:b=0.3",
      "--record", path("record.json"), "--measures", "AP,ERR@20", "--top", "50")
    #expect(run.status == 0, "\(run.errors)")
    let same = try CommandRun("eval", "--reproduce", path("record.json"), "--jobs", "2")
    #expect(same.status == 0 && same.output.hasPrefix("equal: 2 runs"), "\(same.errors)")
    try folder.write("qrels.txt", text("qrels.txt") + "1 0 nobody 1\n")
    let changed = try CommandRun("eval", "--reproduce", path("record.json"))
    #expect(changed.status == 1 && changed.output.hasPrefix("not equal"))
    #expect(changed.output.contains("judgments are not those recorded"))
    #expect(changed.output.contains("AP was"))
    try folder.write("bad.json", "{\"format\":\"other\"}")
    #expect(
      try CommandRun("eval", "--reproduce", path("bad.json"))
        .isError(naming: "bad.json", "no recorded evaluation"))
    let items = try CommandRun(
      "eval", "--known-item", "20", "--index", index, "--record", path("items.json"))
    #expect(items.status == 0, "\(items.errors)")
    #expect(try CommandRun("eval", "--reproduce", path("items.json")).status == 0)
  }

  @Test("the demonstration indexes and evaluates the sample articles")
  func demo() throws {
    let run = try CommandRun(shell: "cd '\(CommandRun.package.path)' && $LEDE eval --demo")
    #expect(run.status == 0 && run.output.contains("nDCG@10"), "\(run.errors)")
    #expect(try CommandRun(shell: "cd / && $LEDE eval --demo").isError(naming: "Corpus", "--demo"))
  }
}
