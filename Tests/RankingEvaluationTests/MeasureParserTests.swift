import RankingEvaluation
import Testing

@Suite("MeasureParser")
struct MeasureParserTests {
  @Test(
    "a measure is named as in ir-measures",
    arguments: [
      "nDCG", "nDCG@10", "nDCG(dcg='exp-log2')@5", "AP", "AP@100", "AP(rel=2)", "P@5", "P(rel=3)@5",
      "R@1000", "RR", "RR@10", "Rprec", "Bpref", "infAP", "RBP(p=0.8)", "RBP(p=0.95,rel=2)@10",
      "ERR@20", "ERR(max=3)", "Success@1", "Judged@10",
    ])
  func names(name: String) throws {
    #expect(try MeasureParser.parse(name).name == name)
  }

  @Test(
    "other spellings mean the same",
    arguments: [
      ("ndcg_cut_10", "nDCG@10"), ("map", "AP"), ("map_cut_30", "AP@30"), ("P_5", "P@5"),
      ("recall_100", "R@100"), ("recip_rank", "RR"), ("MRR@10", "RR@10"), ("bpref", "Bpref"),
      ("success_1", "Success@1"), ("NDCG( dcg=\"exp-log2\" )@3", "nDCG(dcg='exp-log2')@3"),
      ("rbp", "RBP(p=0.8)"), (" rr ", "RR"),
    ])
  func spellings(text: String, name: String) throws {
    #expect(try MeasureParser.parse(text).name == name)
  }

  @Test("a list is separated by commas outside of parentheses, each measure once")
  func list() throws {
    let measures = try MeasureParser.parse(list: "AP, RBP(p=0.5,rel=2),map,nDCG@3")
    #expect(measures.map(\.name) == ["AP", "RBP(p=0.5,rel=2)", "nDCG@3"])
  }

  @Test(
    "what is no measure is an error that says why",
    arguments: [
      ("MAAP", "choose among"), ("", "choose among"), ("P", "needs a cutoff"),
      ("P@0", "whole number"), ("P@x", "whole number"), ("AP(p=2)", "no parameter p"),
      ("AP(rel=2", "not closed"), ("AP(rel)", "name=value"), ("AP(rel=-1)", "whole number"),
      ("RBP(p=1)", "between 0 and 1"), ("RBP(p=x)", "is a number"), ("Rprec@5", "no cutoff"),
      ("nDCG(rel=2)", "no parameter rel"), ("nDCG(dcg=e)", "'log2'"), ("ERR(max=99)", "1 to 60"),
    ])
  func fails(text: String, reason: String) {
    let error = #expect(throws: EvaluationError.self) { try MeasureParser.parse(text) }
    #expect(error?.code == .unknownMeasure)
    #expect(error?.description.contains("there is no measure \"\(text)\"") == true)
    #expect(error?.description.contains(reason) == true)
  }
}
