internal import Glibc

/// Charts as inline SVG, 960 units wide.
enum PageChart {
  private static let width = 960.0
  private static let left = 44.0

  /// A bar: where it starts and ends on the value axis, its class and what it stands for.
  struct Bar {
    let from: Double
    let to: Double
    let css: String
    let title: String
  }

  /// Groups of bars side by side above and below 0, with a value axis from `range`.
  static func bars(
    _ groups: [[Bar]], range: ClosedRange<Double>, height: Double, label: String
  ) -> String {
    var svg = PageMarkup()
    let slot = (width - left) / Double(max(groups.count, 1))
    func y(_ value: Double) -> Double {
      let share = (value - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-9)
      return 8 + (1 - share) * (height - 16)
    }
    svg.element("svg", frame(height, label)) { svg in
      for tick in ticks(range) {
        line(left, y(tick), width, y(tick), tick == 0 ? "zero" : "axis", &svg)
        svg.element(
          "text", ["x": number(left - 6), "y": number(y(tick) + 4), "text-anchor": "end"],
          text: tick.fixed(range.upperBound - range.lowerBound < 0.5 ? 2 : 1))
      }
      for (index, group) in groups.enumerated() {
        let gap = min(slot * 0.2, 6)
        let thickness = (slot - gap) / Double(max(group.count, 1))
        for (place, bar) in group.enumerated() {
          let (high, low) = (y(max(bar.from, bar.to)), y(min(bar.from, bar.to)))
          let x = left + Double(index) * slot + gap / 2 + Double(place) * thickness
          rectangle(
            x, high, max(thickness * 0.94, 0.5), max(low - high, 0.6), bar.css, bar.title, &svg)
        }
      }
    }
    return svg.text
  }

  /// Counts by class of a logarithmic axis of times in seconds, one row of columns for each sample.
  static func histogram(_ samples: [(css: String, seconds: [Double])], label: String) -> String {
    let all = samples.flatMap(\.seconds).map { max($0, 1e-6) }
    guard let least = all.min(), let most = all.max() else { return "" }
    let (start, columns) = (log10(least) - 0.02, 48)
    let span = max(log10(most) + 0.02 - start, 0.1)
    let rowHeight = 74.0
    let height = Double(samples.count) * rowHeight + 22
    var svg = PageMarkup()
    svg.element("svg", frame(height, label)) { svg in
      for (row, sample) in samples.enumerated() {
        var counts = [Int](repeating: 0, count: columns)
        for time in sample.seconds {
          let column = Int((log10(max(time, 1e-6)) - start) / span * Double(columns))
          counts[min(max(column, 0), columns - 1)] += 1
        }
        let base = Double(row + 1) * rowHeight
        let highest = Double(max(counts.max() ?? 1, 1))
        let step = (width - left) / Double(columns)
        line(left, base, width, base, "axis", &svg)
        for (column, count) in counts.enumerated() where count > 0 {
          let size = Double(count) / highest * (rowHeight - 12)
          let from = pow(10, start + span * Double(column) / Double(columns))
          rectangle(
            left + Double(column) * step + 0.5, base - size, step - 1, size,
            sample.css, "\(count.of("topic")) from \(from.timeSpan)", &svg)
        }
      }
      for mark in timeMarks(from: start, to: start + span) {
        let x = left + (log10(mark) - start) / span * (width - left)
        line(x, 4, x, height - 18, "axis", &svg)
        svg.element(
          "text", ["x": number(x), "y": number(height - 5), "text-anchor": "middle"],
          text: mark < 1e-3
            ? "\((mark * 1e6).fixed(0)) µs"
            : mark < 1
              ? "\((mark * 1e3).fixed(0)) ms" : "\(mark.fixed(0)) s")
      }
    }
    return svg.text
  }

  private static func frame(_ height: Double, _ label: String) -> KeyValuePairs<String, String> {
    ["viewBox": "0 0 \(number(width)) \(number(height))", "role": "img", "aria-label": label]
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ css: String, _ svg: inout PageMarkup
  ) {
    svg.element(
      "line",
      ["class": css, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)])
  }

  private static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ css: String, _ title: String,
    _ svg: inout PageMarkup
  ) {
    svg.element(
      "rect",
      [
        "class": css, "x": number(x), "y": number(y), "width": number(width),
        "height": number(height),
      ]
    ) { $0.element("title", text: title) }
  }

  /// Round values in `range`, about five.
  private static func ticks(_ range: ClosedRange<Double>) -> [Double] {
    let span = range.upperBound - range.lowerBound
    let step = [0.05, 0.1, 0.2, 0.25, 0.5, 1].first { span / $0 <= 5.5 } ?? 1
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// 1, 2 and 5 times powers of ten between two logarithms; fewer where they would be many.
  private static func timeMarks(from start: Double, to end: Double) -> [Double] {
    let digits = end - start > 2.2 ? [1.0] : [1.0, 2, 5]
    return (Int(start.rounded(.down))...Int(end.rounded(.up))).flatMap { power in
      digits.map { $0 * pow(10, Double(power)) }
    }.filter { log10($0) >= start && log10($0) <= end }
  }

  private static func number(_ value: Double) -> String { value.fixed(1) }
}
