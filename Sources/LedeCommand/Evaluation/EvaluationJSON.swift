internal import JSON
internal import RankingEvaluation

/// What an evaluation found, as programs read it: JSON Lines.
///
/// An object for each run and topic, one for each comparison, and last one for each run with its means.
struct EvaluationJSON {
  let evaluation: Evaluation

  /// All lines.
  var lines: [String] {
    evaluation.runs.indices.flatMap { topics(ofRun: $0) }
      + evaluation.comparisons.flatMap { comparison in
        comparison.measures.map { text(of: $0, run: comparison.run) }
      }
      + evaluation.runs.indices.map { summary(ofRun: $0) }
  }

  private func topics(ofRun index: Int) -> [String] {
    let report = evaluation.reports[index]
    return report.topics.map { topic in
      var json = JSONWriter()
      json.object { json in
        json.member("type", "topic")
        json.member("run", evaluation.runs[index].name)
        json.member("topic", topic.topic)
        for (name, value) in zip(report.measures, topic.values) { json.member(name, value) }
        json.member("retrieved", topic.retrieved)
        json.member("relevant", topic.relevant)
        json.member("relevantRetrieved", topic.relevantRetrieved)
      }
      return json.text
    }
  }

  private func text(of comparison: MeasureComparison, run: Int) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "comparison")
      json.member("run", evaluation.runs[run].name)
      json.member("baseline", evaluation.runs[0].name)
      json.member("measure", comparison.measure)
      json.member("difference", comparison.sample.mean)
      json.name("interval")
      json.interval(comparison.interval)
      json.member("p", comparison.p)
      json.member("pHolm", comparison.correctedP)
      json.member("pTTest", comparison.tTestP)
      json.member("exact", comparison.isExact)
      json.member("effectSize", comparison.sample.effectSize)
      json.member("wins", comparison.sample.wins)
      json.member("ties", comparison.sample.ties)
      json.member("losses", comparison.sample.losses)
      json.member("detectable", comparison.power.least)
      if let needed = comparison.power.topicsNeeded { json.member("topicsNeeded", needed) }
    }
    return json.text
  }

  private func summary(ofRun index: Int) -> String {
    let report = evaluation.reports[index]
    var json = JSONWriter()
    json.object { json in
      json.member("type", "summary")
      json.member("run", evaluation.runs[index].name)
      json.member("topics", report.topics.count)
      for (name, value) in zip(report.measures, report.means) { json.member(name, value) }
      json.name("intervals")
      json.object { json in
        for (name, interval) in zip(report.measures, evaluation.intervals[index]) {
          json.name(name)
          json.interval(interval)
        }
      }
      if let latency = evaluation.runs[index].latency {
        json.name("microseconds")
        json.object { json in
          for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)] {
            json.member(name, latency.quantile(share))
          }
        }
      }
      json.member("seed", Int(clamping: evaluation.seed))
      json.member("runDigest", evaluation.runs[index].digest)
      for remark in evaluation.remarks(ofRun: index) {
        json.name(remark.key)
        json.array { json in for topic in remark.topics { json.value(topic) } }
      }
    }
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func interval(_ interval: BootstrapInterval) {
    array { json in
      json.value(interval.lower)
      json.value(interval.upper)
    }
  }
}
