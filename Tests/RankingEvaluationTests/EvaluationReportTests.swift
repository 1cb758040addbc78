import RankingEvaluation
import Testing

@Suite("EvaluationReport")
struct EvaluationReportTests {
  let judgments: Judgments
  let run: RankedRun

  init() throws {
    judgments = try Judgments.parse(
      "1 0 a 1\n1 0 b 0\n2 0 a 2\n3 0 c 0\n4 0 a 1\n", path: "qrels.txt")
    run = try RankedRun.parse(
      "1 Q0 b 1 2 x\n1 Q0 a 2 1 x\n3 Q0 c 1 1 x\n9 Q0 a 1 1 x\n", path: "run.txt")
  }

  @Test("the mean is over all judged topics, answered or not")
  func means() throws {
    let report = try EvaluationReport(
      run: run, judgments: judgments, measures: [ReciprocalRank(), Precision(cutoff: 1)])
    #expect(report.tag == "x")
    #expect(report.measures == ["RR", "P@1"])
    #expect(report.topics.map(\.topic) == ["1", "2", "3", "4"])
    #expect(report.topics.map { $0.values[0] } == [0.5, 0, 0, 0])
    #expect(report.means == [0.125, 0])
    #expect(report.topics[0].retrieved == 2)
    #expect(report.topics[0].relevant == 1)
    #expect(report.topics[0].relevantRetrieved == 1)
  }

  @Test("every topic that is left out or counts 0 for lack of something is listed")
  func accounts() throws {
    let report = try EvaluationReport(
      run: run, judgments: judgments, topics: ["8", "3", "1", "2"])
    #expect(report.topics.map(\.topic) == ["3", "1", "2"])
    #expect(report.topicsWithoutJudgments == ["8", "9"])
    #expect(report.judgmentsWithoutTopic == ["4"])
    #expect(report.topicsWithoutResults == ["2"])
    #expect(report.topicsWithoutRelevant == ["3"])
  }

  @Test("files of different collections are an error with an example of both")
  func noOverlap() {
    let error = #expect(throws: EvaluationError.self) {
      try EvaluationReport(run: run, judgments: judgments, topics: ["051", "052"])
    }
    #expect(error?.code == .noOverlap)
    #expect(
      error?.description
        == "no topic is both asked and judged (topic \"051\" against judged topic \"1\"); "
        + "use topics and judgments of one collection")
  }

  @Test("a run whose documents are named otherwise is an error, unless hardly any are judged")
  func otherDocuments() throws {
    let lines = (1...10).map { "1 0 d\($0) 1\n" }
    let many = try Judgments.parse(lines.joined(), path: "qrels.txt")
    let error = #expect(throws: EvaluationError.self) {
      try EvaluationReport(run: run, judgments: many)
    }
    #expect(
      error?.description
        == "no document that the run x retrieved is judged (document \"b\" against judged document "
        + "\"d1\"); use documents and judgments of one collection")
    let few = try Judgments.parse(lines.dropLast().joined(), path: "qrels.txt")
    #expect(try EvaluationReport(run: run, judgments: few).means.allSatisfy { $0 == 0 })
  }

  @Test("a run without answers to any asked topic counts 0 throughout")
  func emptyRun() throws {
    let report = try EvaluationReport(
      run: RankedRun(tag: "none"), judgments: judgments, topics: ["1", "2"])
    #expect(report.means.allSatisfy { $0 == 0 })
    #expect(report.topicsWithoutResults == ["1", "2"])
  }
}
