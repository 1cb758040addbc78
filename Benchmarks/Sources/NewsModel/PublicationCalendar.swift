/// Spreads the articles of an archive over ten years, in order, with fewer at weekends and at night.
public struct PublicationCalendar {
  private static let years = 10
  /// Monday, 6 January 2003, in days since 1970.
  private static let firstDay = 12_058
  private static let days = Steps([1, 1.06, 1.08, 1.07, 0.95, 0.34, 0.36])
  private static let hours = Steps([
    1, 0.8, 0.8, 0.9, 1, 1.4, 2, 2.6, 3, 3.2, 3.2, 3.2, 3.4, 3.6, 3.8, 3.8, 3.6, 3.2, 2.6, 2.2, 2,
    1.8, 1.5, 1.2,
  ])

  private let count: Int

  /// The calendar of an archive of `count` articles.
  public init(count: Int) { self.count = max(count, 1) }

  /// When article `number` of the archive appeared, as in 2003-01-06T09:05:00Z.
  public func date(_ number: Int) -> String {
    let weeks = Double(number) / Double(count) * Double(Self.years) * 52
    let week = Int(weeks)
    let (day, partOfDay) = Self.days.place(weeks - Double(week))
    let (hour, partOfHour) = Self.hours.place(partOfDay)
    let second = Int(partOfHour * 3_600)
    let (year, month, dayOfMonth) = Self.date(Self.firstDay + 7 * week + day)
    let parts = [month, dayOfMonth, hour, second / 60, second % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    return "\(year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z"
  }

  /// The Gregorian date of a day, by its number since 1970.
  ///
  /// Source: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
  private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let z = day + 719_468
    let era = z / 146_097
    let dayOfEra = z % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// Steps of different weight from 0 to 1.
  private struct Steps {
    private let weights: [Double]

    init(_ weights: [Double]) {
      let total = weights.reduce(0, +)
      self.weights = weights.map { $0 / total }
    }

    /// The step that holds `part` of the whole, and the part of that step that has gone by.
    func place(_ part: Double) -> (step: Int, part: Double) {
      var rest = part
      for (i, weight) in weights.enumerated().dropLast() {
        if rest < weight { return (i, rest / weight) }
        rest -= weight
      }
      return (weights.count - 1, min(rest / (weights.last ?? 1), 0.999_999))
    }
  }
}
