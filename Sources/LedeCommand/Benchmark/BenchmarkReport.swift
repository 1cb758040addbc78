internal import Glibc
internal import JSON
internal import Lede
internal import Retrieval

/// The times of a benchmark: as JSON in the shape that all engines write, or as tables.
struct BenchmarkReport {
  let benchmark: Benchmark
  let modes: [BenchmarkMode]
  let indexPath: String
  /// The time to open the index, in seconds.
  let openSeconds: Double
  /// The most hits to write for a query.
  let top: Int

  /// One object; times in microseconds.
  func json() throws -> String {
    var results: [String] = []
    var overhead: Double?
    for mode in modes {
      for run in (benchmark.runs[mode] ?? []).sorted(by: { $0.query < $1.query })
      where !run.nanoseconds.isEmpty {
        let times = LatencySample(run.nanoseconds)
        if benchmark.queries[run.query].group == "null" {
          overhead = min(overhead ?? .infinity, times.minimum)
        }
        results.append(try json(run, mode, times))
      }
    }
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    var json = JSONWriter()
    json.object { json in
      json.member("engine", "lede")
      json.member("version", LedeCommand.version)
      json.member("command", "query")
      json.member("index", indexPath)
      json.member("open_ms", openSeconds * 1e3)
      json.member("peak_rss_mb", Double(usage.ru_maxrss) / 1_024)
      json.name("overhead_us")
      if let overhead { json.value(overhead) } else { json.null() }
    }
    // The writer has no way to take finished values, so the list is put before the closing brace.
    return json.text.dropLast() + ",\"results\":[\n" + results.joined(separator: ",\n") + "\n]}"
  }

  private func json(
    _ run: Benchmark.Run, _ mode: BenchmarkMode, _ times: LatencySample
  ) throws -> String {
    let query = benchmark.queries[run.query]
    var hits: [(id: String, score: Double)] = []
    for document in run.answer.top.prefix(top) {
      hits.append((try benchmark.searcher.identifier(document), document.score.value))
    }
    var json = JSONWriter()
    json.object { json in
      json.member("class", query.group)
      json.member("query", query.text)
      json.member("mode", mode.rawValue)
      json.member("min_us", times.minimum)
      json.member("median_us", times.quantile(0.5))
      json.member("rounds", run.nanoseconds.count)
      json.name("count")
      if let count = run.answer.count { json.value(count) } else { json.null() }
      json.name("top")
      json.array { json in
        for hit in hits {
          json.array { json in
            json.value(hit.id)
            json.value(hit.score)
          }
        }
      }
    }
    return json.text
  }

  /// A table for each mode, a row for each class.
  func lines(style: Style) -> [String] {
    modes.flatMap { lines($0, style) + [""] }
  }

  private func lines(_ mode: BenchmarkMode, _ style: Style) -> [String] {
    let runs = benchmark.runs[mode] ?? []
    var groups: [String] = []
    for query in benchmark.queries where !groups.contains(query.group) {
      groups.append(query.group)
    }
    let rows = groups.compactMap { group -> (String, Int, Double, LatencySample)? in
      let members = runs.filter { benchmark.queries[$0.query].group == group }
      let minima = members.compactMap { $0.nanoseconds.min() }
      guard !minima.isEmpty else { return nil }
      let mean = minima.reduce(0) { $0 + log(max(Double($1) / 1e3, 0.01)) } / Double(minima.count)
      return (group, members.count, exp(mean), LatencySample(members.flatMap(\.nanoseconds)))
    }
    let least = rows.map(\.3.minimum).min() ?? 0
    let most = rows.map { $0.3.quantile(1) }.max() ?? 0
    let width = max(rows.map { TextWidth.of($0.0) }.max() ?? 0, mode.rawValue.utf8.count)
    let head = ["queries", "mean of min", "min", "median", "p99"].map { $0.right(12) }.joined()
    let span = "  \((least / 1e6).timeSpan) to \((most / 1e6).timeSpan)"
    return [style.strong(mode.rawValue.left(width) + head) + style.faint(span)]
      + rows.map { group, count, mean, sample in
        let numbers = [mean, sample.minimum, sample.quantile(0.5), sample.quantile(0.99)]
        return group.left(width) + count.grouped.right(12)
          + numbers.map { ($0 / 1e6).timeSpan.right(12) }.joined() + "  "
          + style.bar(sample.histogram(from: least, to: most, columns: 20))
      }
  }
}
