/// A stretch of whole days, months or years of the Gregorian calendar in UTC, maybe open on one side.
///
/// Written `2025`, `2025-01`, `2025-01-04`, or two of these with `..` between, either of which may be
/// missing: `2025-01-04..2025-01-09`, `..2025-02`, `2025-02..`. Slashes may stand for hyphens.
public struct DatePeriod: Sendable, Hashable {
  /// The first second, since 1970-01-01T00:00:00Z; nil if open.
  public let from: Int64?
  /// The second after the last; nil if open.
  public let to: Int64?

  /// The period that `text` states, or nil if it states none.
  ///
  /// Years are 1 to 9999. Of two dates the earlier is the start, whichever is written first.
  public init?(_ text: String) {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }
    let dot = UInt8(ascii: ".")
    guard let dots = bytes.firstIndex(of: dot) else {
      guard let date = CalendarDate(bytes[...]) else { return nil }
      (from, to) = (date.start, date.end)
      return
    }
    let (first, second) = (bytes[..<dots], bytes[dots...].dropFirst(2))
    guard bytes[dots...].starts(with: [dot, dot]) else { return nil }
    let (start, end) = (CalendarDate(first), CalendarDate(second))
    guard (start != nil || first.isEmpty), (end != nil || second.isEmpty),
      start != nil || end != nil
    else { return nil }
    if let start, let end, end.start < start.start {
      (from, to) = (end.start, start.end)
    } else {
      (from, to) = (start?.start, end?.end)
    }
  }

  /// The filter that passes documents published in the period.
  public var filter: DocumentFilter { .published(from: from, to: to) }
}

/// A year, month or day as written.
private struct CalendarDate {
  let start: Int64
  let end: Int64

  init?(_ text: ArraySlice<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4,
      parts.dropFirst().allSatisfy({ (1...2).contains($0.count) }),
      parts.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    let year = numbers[0]
    guard (1...9999).contains(year) else { return nil }
    guard numbers.count > 1 else {
      (start, end) = (DatePeriod.start(year, 1), DatePeriod.start(year + 1, 1))
      return
    }
    let month = numbers[1]
    guard (1...12).contains(month) else { return nil }
    let next = month == 12 ? DatePeriod.start(year + 1, 1) : DatePeriod.start(year, month + 1)
    guard numbers.count > 2 else {
      (start, end) = (DatePeriod.start(year, month), next)
      return
    }
    start = DatePeriod.start(year, month) + Int64(numbers[2] - 1) * 86_400
    end = start + 86_400
    guard numbers[2] >= 1, end <= next else { return nil }
  }
}

extension DatePeriod {
  /// The first second of a month: days of whole years, counted with leap days, and of whole months.
  fileprivate static func start(_ year: Int, _ month: Int) -> Int64 {
    let y = year - 1
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
    let days = y * 365 + y / 4 - y / 100 + y / 400 + before + (isLeap && month > 2 ? 1 : 0)
    return Int64(days - 719_162) * 86_400
  }

  /// The day in which `second` lies, as `2025-01-04`; seconds outside years 1 to 9999 count as the
  /// nearest inside.
  static func day(of second: Int64) -> String {
    let second = min(max(second, start(1, 1)), start(10_000, 1) - 1)
    var year = min(max(1970 + Int(second / 31_556_952), 1), 9999)
    while year > 1, start(year, 1) > second { year -= 1 }
    while start(year + 1, 1) <= second { year += 1 }
    let month = (1...12).last { start(year, $0) <= second } ?? 1
    let day = Int((second - start(year, month)) / 86_400) + 1
    return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
