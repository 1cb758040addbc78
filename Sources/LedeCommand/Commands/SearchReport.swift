internal import Articles
internal import Glibc
internal import Ingestion
internal import JSON
internal import Lede
internal import Retrieval

/// Prints what a search found: for people, or as JSON Lines.
struct SearchReport: ~Copyable {
  let printing: PrintingOptions
  let query: Query
  let start: ContinuousClock.Instant
  let showsIDsOnly: Bool
  var output = StandardOutput()
  private(set) var isEmpty = false

  init(
    printing: PrintingOptions, query: Query, start: ContinuousClock.Instant, showsIDsOnly: Bool
  ) {
    self.printing = printing
    self.query = query
    self.start = start
    self.showsIDsOnly = showsIDsOnly
  }

  private var seconds: Double { (ContinuousClock.now - start).inSeconds }

  /// Prints what was understood.
  mutating func print(_ query: Query) throws {
    if printing.json {
      var json = JSONWriter()
      json.object { json in
        json.member("type", "query")
        json.member("query", query.description)
      }
      try output.print(json.text)
    } else {
      try output.print("query: \(query)")
    }
  }

  /// Prints only the number of matches.
  mutating func printCount(_ count: Int) throws {
    isEmpty = count == 0
    if printing.json {
      try printSummary(count)
    } else {
      try output.print(String(count))
    }
  }

  /// Prints the hits and the summary; how their scores come about if `searcher` is given.
  mutating func print(_ results: SearchResults, explained searcher: NewsSearcher?) throws {
    isEmpty = results.count == 0
    let explainer = try searcher.map { try Explainer($0.searcher, results.query) }
    for hit in results.hits {
      let explanation = try explainer?.explain(hit.document)
      if printing.json {
        try output.print(
          showsIDsOnly ? HitPrinter.idJSON(hit) : HitPrinter.json(hit, explanation))
      } else if showsIDsOnly {
        try output.print(hit.article.id.text)
      } else {
        for line in HitPrinter.lines(hit, explanation, style: printing.style) {
          try output.print(line)
        }
      }
    }
    if printing.json {
      try printSummary(results.count)
    } else if !printing.quiet, !showsIDsOnly {
      try output.flush()
      StandardError.print(sentence(results))
    }
  }

  private func sentence(_ results: SearchResults) -> String {
    guard let count = results.count else { return results.hits.count.of("hit") }
    let time = "(\(seconds.timeSpan))"
    guard count > 0 else {
      return query == .nothing
        ? "No words to search for." : "Nothing found for \(query) \(time)"
    }
    guard let first = results.hits.first, let last = results.hits.last else {
      return "No hits shown of \(count.grouped) \(time)"
    }
    return first.rank == 1 && last.rank == count
      ? "\(count.of("hit")) \(time)"
      : "Hits \(first.rank.grouped) to \(last.rank.grouped) of \(count.grouped) \(time)"
  }

  /// Prints the last line of JSON Lines.
  mutating func printSummary(_ count: Int?) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "summary")
      json.name("hits")
      if let count { json.value(count) } else { json.null() }
      json.member("exact", true)
      json.member("seconds", seconds)
    }
    try output.print(json.text)
  }

  /// Prints the number of articles of each period.
  mutating func print(_ timeline: Timeline) throws {
    let rows: [Row] = timeline.periods.map { ($0.period.description, $0.count) }
    let undated: [Row] = timeline.undated > 0 ? [(nil, timeline.undated)] : []
    try print(rows + undated, type: "period", name: "period", total: timeline.total)
  }

  /// Prints the number of articles of each value.
  mutating func print(_ values: [FacetValue], of field: FacetField) throws {
    try print(
      values.map { ($0.value.isEmpty ? nil : $0.value, $0.count) }, type: "facet",
      name: field.rawValue, total: values.reduce(0) { $0 + $1.count })
  }

  /// A label, nil for articles that have none, and a number of articles.
  private typealias Row = (label: String?, count: Int)

  private mutating func print(
    _ rows: [Row], type: String, name: String, total: Int
  ) throws {
    isEmpty = total == 0
    guard !printing.json else {
      for row in rows {
        var json = JSONWriter()
        json.object { json in
          json.member("type", type)
          json.optionalMember(name, row.label)
          json.member("count", row.count)
        }
        try output.print(json.text)
      }
      return try printSummary(total)
    }
    let chart = BarChart(
      rows: rows.map { ($0.label ?? "(none)", $0.count) }, width: Terminal.width)
    for line in chart.lines(style: printing.style) { try output.print(line) }
    if !printing.quiet {
      try output.flush()
      StandardError.print("\(total.of("hit")) (\(seconds.timeSpan))")
    }
  }
}
