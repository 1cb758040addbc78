internal import RankingEvaluation

/// An evaluation as one page that needs nothing else: tables, and charts of every topic.
struct EvaluationPage {
  let evaluation: Evaluation

  /// The page in HTML.
  var html: String {
    var page = PageMarkup()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en"]) { page in
      page.element("head") { page in
        page.raw("<meta charset=\"utf-8\">")
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        page.element("title", text: "Ranking evaluation: \(evaluation.subject)")
        page.element("style") { $0.raw(PageStyle.sheet) }
      }
      page.element("body") { page in
        page.element("h1", text: "Ranking evaluation")
        page.element(
          "p", text: "\(evaluation.topicCount.of("judged topic")): \(evaluation.subject)")
        if evaluation.runs.count > 1 { key(&page) }
        summary(&page)
        latency(&page)
        for measure in evaluation.measures.indices { charts(measure, &page) }
        notes(&page)
      }
    }
    return page.text + "\n"
  }

  private func key(_ page: inout PageMarkup) {
    page.element("p") { page in
      for (index, run) in evaluation.runs.enumerated() {
        page.element("span", ["class": "key k\(index % PageStyle.runColors)"])
        page.write(run.name + (index == 0 ? " (baseline)" : ""))
      }
    }
  }

  private func summary(_ page: inout PageMarkup) {
    let compares = evaluation.runs.count > 1
    let titles =
      ["", "mean", "95 % interval"]
      + (compares
        ? ["difference", "95 % interval", "p", "p, Holm", "p, t-test", "d", "+ / = / −"] : [])
    page.element("h2", text: "Measures")
    table(titles, &page) { page in
      for (measure, name) in evaluation.measures.enumerated() {
        if compares {
          page.element("tr", ["class": "measure"]) {
            $0.element("th", ["colspan": "\(titles.count)"], text: name)
          }
        }
        for index in evaluation.runs.indices {
          page.element("tr") { page in
            page.element("td", text: compares ? evaluation.runs[index].name : name)
            let comparison = evaluation.comparison(run: index, measure: measure)
            for cell in cells(index, measure, comparison) {
              let css = comparison?.isSignificant == true ? "significant" : ""
              page.element("td", ["class": css], text: cell)
            }
          }
        }
      }
    }
  }

  private func cells(_ run: Int, _ measure: Int, _ comparison: MeasureComparison?) -> [String] {
    let interval = evaluation.intervals[run][measure]
    let own = [evaluation.reports[run].means[measure].fixed(4), span(interval)]
    guard let comparison else {
      return own + (evaluation.runs.count > 1 ? Array(repeating: "", count: 7) : [])
    }
    let sample = comparison.sample
    return own + [
      sample.mean.signed(4), span(comparison.interval), comparison.p.fixed(4),
      comparison.correctedP.fixed(4), comparison.tTestP.fixed(4),
      sample.effectSize.signed(2),
      "\(sample.wins) / \(sample.ties) / \(sample.losses)",
    ]
  }

  private func latency(_ page: inout PageMarkup) {
    let timed = evaluation.runs.filter { $0.seconds != nil }
    guard !timed.isEmpty else { return }
    page.element("h2", text: "Search time, \(evaluation.top.of("hit"))")
    table(["", "p50", "p95", "p99", "max"], &page) { page in
      for run in timed {
        page.element("tr") { page in
          page.element("td", text: run.name)
          for share in [0.5, 0.95, 0.99, 1] {
            let time = (run.latency?.quantile(share) ?? 0) / 1e6
            page.element("td", text: time.timeSpan)
          }
        }
      }
    }
    page.element("figure") { page in
      page.raw(
        PageChart.histogram(
          histogramRows, label: "How many topics took how long, by run"))
      page.element("figcaption", text: "Topics by the time they took, each run in its row.")
    }
  }

  private var histogramRows: [(css: String, seconds: [Double])] {
    evaluation.runs.enumerated().compactMap { index, run in
      run.seconds.map { ("r\(index % PageStyle.runColors)", $0) }
    }
  }

  private func charts(_ measure: Int, _ page: inout PageMarkup) {
    let name = evaluation.measures[measure]
    page.element("section") { page in
      page.element("h2", text: name)
      page.element("figure") { page in
        page.raw(
          PageChart.bars(
            topicBars(measure), range: 0...1, height: 170, label: "\(name) of each topic"))
        page.element("figcaption", text: "Each topic, in the order of its value in the first run.")
      }
      for comparison in evaluation.comparisons {
        let differences = differenceBars(comparison.measures[measure])
        let most = differences.flatMap { $0 }.map { abs($0.to) }.max() ?? 0
        let reach = max((most * 10).rounded(.up) / 10, 0.1)
        page.element("h3", text: "\(evaluation.runs[comparison.run].name) less baseline")
        page.element("figure") { page in
          page.raw(
            PageChart.bars(
              differences, range: -reach...reach, height: 150,
              label: "Difference in \(name), topic by topic"))
          page.element("figcaption", text: caption(comparison.measures[measure]))
        }
      }
    }
  }

  private func caption(_ comparison: MeasureComparison) -> String {
    let sample = comparison.sample
    return "Better on \(sample.wins), equal on \(sample.ties), worse on "
      + "\(sample.losses.of("topic")); mean difference \(sample.mean.signed(4))."
  }

  /// The topics' values in all runs, highest of the first run first.
  private func topicBars(_ measure: Int) -> [[PageChart.Bar]] {
    let values = evaluation.reports.map { $0.values(ofMeasure: measure) }
    let order = (values.first ?? []).indices.sorted {
      values[0][$0] != values[0][$1] ? values[0][$0] > values[0][$1] : $0 < $1
    }
    return order.map { topic in
      values.indices.map { run in
        PageChart.Bar(
          from: 0, to: values[run][topic], css: "r\(run % PageStyle.runColors)",
          title: "\(title(topic)): \(values[run][topic].fixed(4)), \(evaluation.runs[run].name)")
      }
    }
  }

  private func differenceBars(_ comparison: MeasureComparison) -> [[PageChart.Bar]] {
    let differences = comparison.sample.differences
    let order = differences.indices.sorted {
      differences[$0] != differences[$1] ? differences[$0] > differences[$1] : $0 < $1
    }
    return order.map { topic in
      let value = differences[topic]
      return [
        PageChart.Bar(
          from: 0, to: value, css: value < 0 ? "worse" : "better",
          title: "\(title(topic)): \(value.signed(4))")
      ]
    }
  }

  private func title(_ index: Int) -> String {
    let topic = evaluation.reports[0].topics[index].topic
    return evaluation.titles[topic].map { "\(topic) “\($0)”" } ?? topic
  }

  private func notes(_ page: inout PageMarkup) {
    var notes = [
      "Intervals hold the mean with 95 % confidence: bootstrap over topics, seed \(evaluation.seed)."
    ]
    if evaluation.runs.count > 1 {
      notes.append(
        "p is two-sided, of the randomisation test; Holm's correction is for all runs compared. "
          + "d is the mean difference in units of its deviation. Bold: corrected p below 0.05.")
    }
    if let warning = evaluation.powerWarning { notes.append(warning + ".") }
    for index in evaluation.runs.indices {
      for remark in evaluation.remarks(ofRun: index) where !remark.topics.isEmpty {
        notes.append(
          "\(evaluation.runs[index].name): \(remark.topics.count.of("topic")) \(remark.meaning): "
            + remark.topics.joined(separator: ", ") + ".")
      }
    }
    page.element("h2", text: "Notes")
    page.element("ul") { page in for note in notes { page.element("li", text: note) } }
  }

  private func table(
    _ titles: [String], _ page: inout PageMarkup, _ rows: (inout PageMarkup) -> Void
  ) {
    page.element("div", ["class": "wide"]) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for title in titles { page.element("th", text: title) }
          }
        }
        page.element("tbody", [:], rows)
      }
    }
  }

  private func span(_ interval: BootstrapInterval) -> String {
    "\(interval.lower.fixed(3)) – \(interval.upper.fixed(3))".replacing("-", "−")
  }
}

extension String {
  fileprivate func replacing(_ character: Character, _ other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
