/// Conditions on the date of publication as Nexis and Factiva write them.
enum NexisDate {
  private enum Comparison { case on, after, before, notBefore, notAfter }

  private static let comparisons: [String: Comparison] = [
    "is": .on, "eq": .on, "aft": .after, "after": .after, "gtr": .after, ">": .after,
    "from": .notBefore, "geq": .notBefore, "bef": .before, "before": .before, "lss": .before,
    "<": .before, "to": .notAfter, "leq": .notAfter,
  ]

  /// Whether `word` says how a date compares.
  static func isComparison(_ word: String) -> Bool { comparisons[word.lowercased()] != nil }

  /// The filter that comparisons and dates, joined by `and`, make together; nil if a word is neither.
  static func filter(_ words: [String]) -> DocumentFilter? {
    var comparison = Comparison.on
    var from: Int64?
    var to: Int64?
    for word in words {
      if let stated = comparisons[word.lowercased()] {
        comparison = stated
      } else if let period = period(word) {
        switch comparison {
        case .on: (from, to) = (period.from, period.to)
        case .after: from = period.to
        case .notBefore: from = period.from
        case .before: to = period.from
        case .notAfter: to = period.to
        }
      } else if word.lowercased() != "and" {
        return nil
      }
    }
    return from == nil && to == nil ? nil : .published(from: from, to: to)
  }

  /// A year, or a date as `2025-01-31`, `20250131`, or `1/31/2025`, month first.
  private static func period(_ text: String) -> DatePeriod? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, parts[2].utf8.count == 4 {
      return DatePeriod("\(parts[2])-\(parts[0])-\(parts[1])")
    }
    if parts.count == 2, parts[1].utf8.count == 4 { return DatePeriod("\(parts[1])-\(parts[0])") }
    if text.utf8.count == 8,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    {
      return DatePeriod("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.dropFirst(6))")
    }
    return text.contains("..") ? nil : DatePeriod(text)
  }
}
