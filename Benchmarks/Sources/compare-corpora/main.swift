internal import CorpusStatistics
internal import Glibc

/// Prints the same figures of several corpora side by side, as a Markdown table.

let paths = Array(CommandLine.arguments.dropFirst())
guard !paths.isEmpty, !paths.contains("--help") else {
  print("usage: compare-corpora CORPUS.jsonl…\nPrints the figures of each corpus in a column.")
  exit(paths.isEmpty ? 2 : 0)
}

/// Three significant digits, or all of a large whole number, with commas between thousands.
func format(_ value: Double) -> String {
  guard value.isFinite else { return "–" }
  if value < 1_000 { return significant(value) }
  var digits = String(Int(value.rounded()))
  var grouped = ""
  while digits.count > 3 {
    grouped = "," + digits.suffix(3) + grouped
    digits.removeLast(3)
  }
  return digits + grouped
}

func significant(_ value: Double) -> String {
  guard value > 0 else { return "0" }
  if value == value.rounded() { return String(Int(value)) }
  let places = max(0, 2 - Int(log10(value).rounded(.down)))
  let scale = pow(10, Double(places))
  return String((value * scale).rounded() / scale)
}

do {
  var columns: [[(name: String, value: Double)]] = []
  for path in paths { columns.append(try CorpusStatistics(path).figures) }
  let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
  print("| figure | " + names.joined(separator: " | ") + " |")
  print("|---|" + String(repeating: "---|", count: names.count))
  for figure in columns.max(by: { $0.count < $1.count }) ?? [] {
    let values = columns.map { $0.first { $0.name == figure.name }?.value ?? .nan }
    print("| \(figure.name) | " + values.map(format).joined(separator: " | ") + " |")
  }
} catch {
  fail("compare-corpora", error)
}
