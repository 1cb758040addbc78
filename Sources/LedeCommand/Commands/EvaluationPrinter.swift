internal import JSON
internal import RankingEvaluation

/// What an evaluation found: a table, or JSON Lines.
struct EvaluationPrinter {
  let report: EvaluationReport
  private let latency: LatencySample

  init(report: EvaluationReport, seconds: [Double]) {
    self.report = report
    latency = LatencySample(seconds.map { UInt64(max($0, 0) * 1e9) })
  }

  /// A row for each topic, unless `quiet`, and the means.
  func lines(style: Style, quiet: Bool) -> [String] {
    let name = "mean of \(report.topics.count.of("topic"))"
    let width = max(name.utf8.count, report.topics.map { TextWidth.of($0.topic) }.max() ?? 0)
    func row(_ label: String, _ cells: [String]) -> String {
      label.left(width) + cells.map { $0.right(9) }.joined()
    }
    let head = style.strong(row("topic", report.measures + ["relevant", "found"]))
    let topics = report.topics.map { topic in
      row(
        topic.topic,
        topic.values.map { $0.fixed(4) }
          + ["\(topic.relevant)", "\(topic.relevantRetrieved)"])
    }
    let sums = [
      report.topics.reduce(0) { $0 + $1.relevant },
      report.topics.reduce(0) { $0 + $1.relevantRetrieved },
    ]
    let mean = row(name, report.means.map { $0.fixed(4) } + sums.map { "\($0)" })
    let times = percentiles.map { "\($0.name) \(($0.microseconds / 1e6).timeSpan)" }
    return (quiet ? [head] : [head] + topics) + [style.strong(mean)]
      + ["search time: " + times.joined(separator: ", ")]
  }

  private var percentiles: [(name: String, microseconds: Double)] {
    [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1)].map { ($0.0, latency.quantile($0.1)) }
  }

  /// Topics that were left out or are odd, each kind named.
  var remarks: [String] {
    lists.filter { !$0.topics.isEmpty }.map { list in
      "\(list.topics.count.of("topic")) \(list.meaning): \(list.topics.joined(separator: ", "))"
    }
  }

  private var lists: [(name: String, meaning: String, topics: [String])] {
    [
      ("topicsWithoutJudgments", "without judgments, left out", report.topicsWithoutJudgments),
      ("judgmentsWithoutTopic", "judged but not asked, left out", report.judgmentsWithoutTopic),
      ("topicsWithoutResults", "without results, counted 0", report.topicsWithoutResults),
      (
        "topicsWithoutRelevant", "without relevant judgments, counted 0",
        report.topicsWithoutRelevant
      ),
    ]
  }

  /// An object for each topic and one with the means.
  var json: [String] {
    report.topics.map { topic in
      var json = JSONWriter()
      json.object { json in
        json.member("type", "topic")
        json.member("topic", topic.topic)
        for (name, value) in zip(report.measures, topic.values) { json.member(name, value) }
        json.member("retrieved", topic.retrieved)
        json.member("relevant", topic.relevant)
        json.member("relevantRetrieved", topic.relevantRetrieved)
      }
      return json.text
    } + [summary]
  }

  private var summary: String {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "summary")
      json.member("topics", report.topics.count)
      for (name, value) in zip(report.measures, report.means) { json.member(name, value) }
      json.name("microseconds")
      json.object { json in
        for (name, value) in percentiles { json.member(name, value) }
      }
      for list in lists {
        json.name(list.name)
        json.array { json in for topic in list.topics { json.value(topic) } }
      }
    }
    return json.text
  }
}
