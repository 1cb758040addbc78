internal import Glibc

/// Times of one thing that was done many times, in microseconds.
struct LatencySample {
  private let sorted: [Double]

  /// A sample of at least one time.
  init(_ nanoseconds: [UInt64]) { sorted = nanoseconds.map { Double($0) / 1e3 }.sorted() }

  /// The least time, or 0.
  var minimum: Double { sorted.first ?? 0 }

  /// The time that the share `q`, 0 to 1, of the sample does not pass: linear between neighbours.
  func quantile(_ q: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = q * Double(sorted.count - 1)
    let i = Int(place)
    guard i + 1 < sorted.count else { return last }
    return sorted[i] + (sorted[i + 1] - sorted[i]) * (place - Double(i))
  }

  /// How the times spread over `columns` equal steps of the logarithm from `least` to `most`.
  func histogram(from least: Double, to most: Double, columns: Int) -> String {
    var counts = [Int](repeating: 0, count: columns)
    let start = log(max(least, 1e-3))
    let span = max(log(max(most, 1e-3)) - start, 1e-9)
    for time in sorted {
      let column = Int((log(max(time, 1e-3)) - start) / span * Double(columns))
      counts[min(max(column, 0), columns - 1)] += 1
    }
    let highest = max(counts.max() ?? 0, 1)
    let levels = Array("▁▂▃▄▅▆▇█")
    return String(
      counts.map { $0 == 0 ? " " : levels[($0 * levels.count - 1) / highest] })
  }
}
