internal import RankingEvaluation

/// What an evaluation found, as people read it.
struct EvaluationTable {
  let evaluation: Evaluation
  let style: Style

  /// All lines: one table, the search times, what the columns mean.
  func lines(perTopic: Bool, quiet: Bool) -> [String] {
    var lines: [String] = []
    if !quiet {
      lines += ["\(evaluation.topicCount.of("judged topic")): \(evaluation.subject)", ""]
    }
    if perTopic { lines += topicLines + [""] }
    lines += evaluation.runs.count == 1 ? single : several
    lines += [""] + latencyLines
    if !quiet, evaluation.runs.count > 1 { lines += [""] + legend }
    return lines
  }

  /// One run: a line for each measure.
  private var single: [String] {
    let width = nameWidth(evaluation.measures + ["measure"])
    let head = style.strong("measure".left(width) + "value".right(9) + "95 % interval".right(18))
    return [head]
      + evaluation.measures.indices.map { measure in
        evaluation.measures[measure].left(width)
          + evaluation.reports[0].means[measure].fixed(4).right(9)
          + span(evaluation.intervals[0][measure], 4).right(18)
      }
  }

  /// Several runs: under each measure a line for each run, the baseline first.
  private var several: [String] {
    let width = nameWidth(evaluation.runs.map { "  " + $0.name })
    func cells(_ texts: [String]) -> String {
      zip(texts, [8, 14, 9, 8, 7, 11]).map { $0.right($1) }.joined()
    }
    let titles = cells(["value", "95 % interval", "diff", "p", "d", "+/=/−"])
    var lines = [style.strong("".left(width) + titles)]
    for (measure, name) in evaluation.measures.enumerated() {
      lines.append(style.strong(name))
      for (index, run) in evaluation.runs.enumerated() {
        let own = [
          evaluation.reports[index].means[measure].fixed(4),
          span(evaluation.intervals[index][measure], 3),
        ]
        guard let comparison = evaluation.comparison(run: index, measure: measure) else {
          lines += row("  " + run.name, width, cells(own))
          continue
        }
        let sample = comparison.sample
        let text = cells(
          own + [
            sample.mean.signed(4), probability(comparison.correctedP),
            sample.effectSize.signed(2), "\(sample.wins)/\(sample.ties)/\(sample.losses)",
          ])
        let rows = row("  " + run.name, width, text + (comparison.isSignificant ? " *" : ""))
        lines += comparison.isSignificant ? rows.map { style.strong($0) } : rows
      }
    }
    return lines
  }

  private var latencyLines: [String] {
    let timed = evaluation.runs.filter { $0.latency != nil }
    guard !timed.isEmpty else { return ["search time: not measured"] }
    let title = "search time, \(evaluation.top.of("hit"))"
    let longest = timed.map { TextWidth.of($0.name) + 2 }.max() ?? 0
    let width = max(min(longest, 38), TextWidth.of(title))
    let shares = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)]
    return [style.strong(title.left(width) + shares.map { $0.0.right(10) }.joined())]
      + timed.flatMap { run in
        let times = shares.map { share in
          ((run.latency?.quantile(share.1) ?? 0) / 1e6).timeSpan.right(10)
        }.joined()
        return row("  " + run.name, width, times)
      }
  }

  /// A line of a name and what belongs to it; two if the name is too long.
  private func row(_ name: String, _ width: Int, _ cells: String) -> [String] {
    TextWidth.of(name) > width ? [name, "".left(width) + cells] : [name.left(width) + cells]
  }

  private var legend: [String] {
    let count = evaluation.comparisons.count
    let isExact = evaluation.comparisons.contains { $0.measures.contains(where: \.isExact) }
    let baseline = evaluation.runs[0].name
    return [
      "diff, p, d and topics better/equal/worse are against \(baseline).",
      "p: randomisation test, two-sided\(isExact ? ", exact where few topics differ" : "")"
        + (count > 1 ? ", Holm's correction for \(count) runs" : "") + "; * below 0.05.",
      "d: mean difference in units of its deviation. Intervals: bootstrap.",
    ].flatMap { StyledText($0).lines(width: Terminal.width, match: { $0 }) }
      .map { style.faint($0) }
  }

  private var topicLines: [String] {
    evaluation.runs.enumerated().flatMap { index, run in
      let report = evaluation.reports[index]
      let width = nameWidth(report.topics.map(\.topic) + ["topic"])
      func row(_ label: String, _ cells: [String]) -> String {
        label.left(width) + cells.map { $0.right(max(9, TextWidth.of($0) + 1)) }.joined()
      }
      let head = row("topic", report.measures + ["relevant", "found"])
      let widths = (report.measures + ["relevant", "found"]).map { max(9, TextWidth.of($0) + 1) }
      return (evaluation.runs.count > 1 ? [run.name] : []) + [style.strong(head)]
        + report.topics.map { topic in
          let cells =
            topic.values.map { $0.fixed(4) } + ["\(topic.relevant)", "\(topic.relevantRetrieved)"]
          return topic.topic.left(width) + zip(cells, widths).map { $0.right($1) }.joined()
        }
    }
  }

  /// The columns for names: as many as the longest takes, within reason.
  private func nameWidth(_ names: [String]) -> Int {
    min(max(names.map { TextWidth.of($0) }.max() ?? 0, 10), max(Terminal.width - 60, 20))
  }

  private func span(_ interval: BootstrapInterval, _ digits: Int) -> String {
    "\(interval.lower.fixed(digits))–\(interval.upper.fixed(digits))"
  }

  private func probability(_ p: Double) -> String { p < 0.0001 ? "<0.0001" : p.fixed(4) }
}
