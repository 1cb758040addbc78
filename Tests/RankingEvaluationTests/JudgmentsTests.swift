import RankingEvaluation
import Testing

@Suite("Judgments")
struct JudgmentsTests {
  @Test("columns are separated by spaces or tabs, blank lines and CR LF do not matter")
  func reads() throws {
    let judgments = try Judgments.parse(
      "\u{FEFF}7 0 b 2\r\n\r\n7\tQ0\ta\t-1\n12  0  a  0", path: "qrels.txt")
    #expect(judgments.topics == ["7", "12"])
    #expect(judgments.count == 3)
    #expect(judgments.grade(of: "b", for: "7") == 2)
    #expect(judgments.grade(of: "a", for: "7") == -1)
    #expect(judgments.grade(of: "b", for: "12") == nil)
    #expect(judgments.grades(for: "nobody").isEmpty)
  }

  @Test(
    "a bad line is an error that names file, line and remedy",
    arguments: [
      ("1 0 a", "q.txt, line 1: expected four columns \"topic iteration document grade\", found 3"),
      (
        "1 0 a 1\n1 0 b yes",
        "q.txt, line 2: the grade \"yes\" is not a whole number; correct or remove the line"
      ),
      (
        "1 0 a 1.5",
        "q.txt, line 1: the grade \"1.5\" is not a whole number; correct or remove the line"
      ),
      (
        "1 0 a 99999999999999999999",
        "q.txt, line 1: the grade \"99999999999999999999\" is not a whole number; correct or remove the line"
      ),
      (
        "1 0 a 1\n2 0 a 1\n1 0 a 1",
        "q.txt, line 3: the document a is judged twice for topic 1; keep one of the lines"
      ),
      ("\n \n", "q.txt: holds no judgments; give lines \"topic iteration document grade\""),
      ("1 0 a\0b 1", "q.txt, line 1: the line holds zero bytes; the file must be text in UTF-8"),
    ])
  func fails(text: String, sentence: String) {
    let error = #expect(throws: EvaluationError.self) {
      try Judgments.parse(text, path: "q.txt")
    }
    #expect(error?.description == sentence)
  }

  @Test("a missing file and a folder are errors with the system's reason")
  func unreadable() {
    let missing = #expect(throws: EvaluationError.self) { try Judgments.read("/nowhere/q.txt") }
    #expect(missing?.code == .unreadable)
    #expect(missing?.description.contains("No such file") == true)
    let folder = #expect(throws: EvaluationError.self) { try Judgments.read("/") }
    #expect(folder?.code == .unreadable)
  }
}
