/// Rows of a label, a number and a bar as long as the number is large.
struct BarChart {
  let rows: [(label: String, count: Int)]
  let width: Int

  func lines(style: Style) -> [String] {
    let most = max(rows.map(\.count).max() ?? 0, 1)
    let labels = rows.map {
      StyledText($0.label).lines(width: width / 2, match: { $0 }).first ?? ""
    }
    let labelWidth = labels.map { TextWidth.of($0) }.max() ?? 0
    let numberWidth = most.grouped.utf8.count
    let room = max(width - labelWidth - numberWidth - 4, 8)
    return zip(rows, labels).map { row, label in
      let bar = Self.bar(Double(row.count) / Double(most), room: room)
      return "\(label.left(labelWidth))  \(row.count.grouped.right(numberWidth))  \(style.bar(bar))"
    }
  }

  /// A bar of `share`, 0 to 1, of `room` columns, in eighths of a column.
  static func bar(_ share: Double, room: Int) -> String {
    guard share > 0 else { return "" }
    let eighths = max(1, Int((min(share, 1) * Double(room * 8)).rounded()))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + partial
  }
}
