/// Reads the names of measures in the notation of ir-measures, `nDCG@10` or `RBP(p=0.8)`, and those
/// of trec_eval, `ndcg_cut_10`.
///
/// A name, parameters in parentheses if any, and `@` with the cutoff if any. Case does not matter.
/// Every measure of relevant and not relevant takes `rel`, the lowest grade that counts.
/// Source: MacAvaney, Macdonald and Ounis, "Streamlining evaluation with ir-measures", ECIR 2022.
public enum MeasureParser {
  /// The names that are known, as people are told them.
  public static let names = [
    "nDCG", "AP", "P", "R", "RR", "Rprec", "Bpref", "infAP", "RBP", "ERR", "Success", "Judged",
  ]

  /// The measures of a list with commas between, each once, in its order.
  ///
  /// - Throws: `EvaluationError` `.unknownMeasure` for a name or a parameter that means nothing here.
  public static func parse(list: String) throws(EvaluationError) -> [any Measure] {
    var measures: [any Measure] = []
    for text in parts(of: list) {
      let measure = try parse(text)
      if !measures.contains(where: { $0.name == measure.name }) { measures.append(measure) }
    }
    return measures
  }

  /// The measure that `text` names.
  ///
  /// - Throws: `EvaluationError` `.unknownMeasure`.
  public static func parse(_ text: String) throws(EvaluationError) -> any Measure {
    var fields = try MeasureFields(text)
    var measure = try measure(&fields)
    if fields.takesLevel, let level = try fields.whole("rel") {
      measure = RelevanceLevel(measure, level: level)
    }
    try fields.finish()
    return measure
  }

  private static func measure(
    _ fields: inout MeasureFields
  ) throws(EvaluationError) -> any Measure {
    switch fields.name {
    case "ndcg", "ndcg_cut":
      fields.takesLevel = false
      return NDCG(cutoff: fields.takeCutoff(), gain: try gain(&fields))
    case "ap", "map", "map_cut": return AveragePrecision(cutoff: fields.takeCutoff())
    case "p", "precision": return Precision(cutoff: try fields.needCutoff())
    case "r", "recall": return Recall(cutoff: try fields.needCutoff())
    case "rr", "mrr", "recip_rank": return ReciprocalRank(cutoff: fields.takeCutoff())
    case "rprec": return RPrecision()
    case "bpref": return BinaryPreference()
    case "infap": return InferredAveragePrecision()
    case "success": return Success(cutoff: try fields.needCutoff())
    case "rbp":
      let persistence = try fields.number("p") ?? 0.8
      guard persistence > 0, persistence < 1 else { throw fields.error("p is between 0 and 1") }
      return RankBiasedPrecision(persistence: persistence, cutoff: fields.takeCutoff())
    case "err":
      fields.takesLevel = false
      let highest = try fields.whole("max") ?? ExpectedReciprocalRank.usualHighestGrade
      guard (1...60).contains(highest) else { throw fields.error("max is from 1 to 60") }
      return ExpectedReciprocalRank(cutoff: fields.takeCutoff(), highestGrade: highest)
    case "judged":
      fields.takesLevel = false
      return JudgedShare(cutoff: fields.takeCutoff())
    default: throw fields.error("choose among \(names.joined(separator: ", "))")
    }
  }

  private static func gain(_ fields: inout MeasureFields) throws(EvaluationError) -> NDCG.Gain {
    guard let text = fields.take("dcg") else { return .linear }
    guard let gain = NDCG.Gain(rawValue: text) else {
      throw fields.error("dcg is 'log2' or 'exp-log2'")
    }
    return gain
  }

  /// The parts of `list` between commas that stand outside of parentheses.
  private static func parts(of list: String) -> [String] {
    var (parts, depth) = ([""], 0)
    for character in list {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth <= 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
