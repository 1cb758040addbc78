internal import Lede
internal import RankingEvaluation
internal import Retrieval

/// The parameters of a model chosen by cross-validation, and what they are worth on topics that did
/// not choose them.
struct ParameterTuning {
  /// The lists of all topics, each by the parameters that the other folds chose.
  let heldOut: RankedRun
  /// The model that each fold was ranked by.
  let chosen: [RankingSystem]
  /// The model that all topics together would choose.
  let overall: RankingSystem
  /// The number of models evaluated.
  let evaluated: Int

  init(
    _ names: [String], of system: RankingSystem, measure: any Measure, folds: Int, seed: UInt64,
    collection: EvaluatedCollection, relevanceLevel: Int,
    rank: @escaping (RankingSystem) throws -> RankedRun
  ) throws {
    let axes = try names.map { name throws(CommandError) in try TunedParameter(name, of: system) }
    let candidates = axes.map(\.candidates)
    let start = axes.map { $0.candidates.firstIndex(of: $0.value) ?? 0 }
    func model(_ values: [Double]) throws(CommandError) -> RankingSystem {
      var model = system
      for (axis, value) in zip(axes, values) {
        model = try model.setting(axis.name, to: value)
      }
      return model
    }
    let asked = collection.topics.map(\.id)
    var runs: [RankingModel: RankedRun] = [:]
    var topics: [String] = []
    var search = ParameterSearch(candidates: candidates, start: start) { values in
      let model = try model(values)
      let run = try rank(model)
      runs[model.model] = run
      let report = try EvaluationReport(
        run: run, judgments: collection.judgments, topics: asked, measures: [measure],
        relevanceLevel: relevanceLevel)
      topics = report.topics.map(\.topic)
      return report.values(ofMeasure: 0)
    }
    // The first evaluation tells how many topics there are to deal.
    let count = asked.count { collection.judgments.contains($0) }
    guard count >= 4 else {
      throw CommandError("\(count.of("judged topic")) are too few to tune on; 4 are the least")
    }
    let validation = CrossValidation(topics: count, folds: folds, seed: seed)
    var heldOut = RankedRun(tag: "lede")
    var chosen: [RankingSystem] = []
    for fold in validation.folds.indices {
      let best = try model(try search.best(over: validation.others(than: fold)))
      chosen.append(best)
      for topic in validation.folds[fold] {
        heldOut.setRanking(runs[best.model]?.ranking(for: topics[topic]) ?? [], for: topics[topic])
      }
    }
    overall = try model(try search.best(over: Array(0..<count)))
    self.heldOut = heldOut
    self.chosen = chosen
    evaluated = search.evaluated
  }

  /// What was chosen, as people read it.
  var lines: [String] {
    let folds = chosen.enumerated().map { "  fold \($0 + 1)  \($1)" }
    return ["parameters chosen by the other folds, \(evaluated.of("model")) tried:"] + folds + [
      "  all     \(overall) (no figure: the topics that choose parameters cannot judge them)"
    ]
  }
}
