/// An instant with the precision that was actually stated.
///
/// A date without a zone is taken as UTC. Two dates are equal if they are the same instant, to the same precision. Days follow the proleptic Gregorian calendar.
public struct PublicationDate: Sendable, Hashable {
  /// How much of the instant was stated.
  public enum Precision: UInt8, Sendable, Comparable {
    case year, month, day, minute, second

    /// Whether `a` states less than `b`.
    public static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
  }

  /// The start of the stated period, in seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// How much was stated.
  public let precision: Precision
  /// The zone in which it was stated: local time minus UTC in minutes, -1439 to 1439.
  ///
  /// It says how the instant is written, not when it was.
  public let offsetMinutes: Int16

  /// The instant `seconds` since 1970, stated to `precision` in a zone.
  public init(seconds: Int64, precision: Precision, offsetMinutes: Int16 = 0) {
    self.seconds = seconds
    self.precision = precision
    self.offsetMinutes = precision < .minute ? 0 : offsetMinutes
  }

  /// The start of a period in the Gregorian calendar; nil if a part is out of its range.
  ///
  /// - Parameters:
  ///   - year: 1 to 9999.
  ///   - month: 1 to 12, or nil for the whole year.
  ///   - day: 1 to the length of the month, or nil for the whole month.
  ///   - hour: 0 to 23, or nil for the whole day.
  ///   - second: 0 to 60, a leap second counting as the next one, or nil for the whole minute.
  ///   - offsetMinutes: local time minus UTC, -1439 to 1439.
  public init?(
    year: Int, month: Int? = nil, day: Int? = nil, hour: Int? = nil, minute: Int = 0,
    second: Int? = nil, offsetMinutes: Int = 0
  ) {
    guard (1...9999).contains(year) else { return nil }
    guard (1...12).contains(month ?? 1) else { return nil }
    guard (1...GregorianDay.daysInMonth(month ?? 1, year: year)).contains(day ?? 1) else {
      return nil
    }
    guard (0...23).contains(hour ?? 0), (0...59).contains(minute), (0...60).contains(second ?? 0),
      (-1439...1439).contains(offsetMinutes)
    else { return nil }
    let days = GregorianDay.number(year: year, month: month ?? 1, day: day ?? 1)
    let local = days * 86_400 + (hour ?? 0) * 3_600 + minute * 60 + (second ?? 0)
    let precision: Precision =
      month == nil
      ? .year : day == nil ? .month : hour == nil ? .day : second == nil ? .minute : .second
    self.init(
      seconds: Int64(local - (hour == nil ? 0 : offsetMinutes * 60)), precision: precision,
      offsetMinutes: Int16(offsetMinutes))
  }

  /// Whether an article can have appeared then, in 1600 to 2099.
  ///
  /// That is older than any newspaper and later than any file. Other years are fillers ("0001-01-01", "9999-12-31") or
  /// numbers that are no dates.
  public var isPlausible: Bool { (-11_676_096_000..<4_102_444_800).contains(seconds) }

  /// The first second after the stated period.
  public var end: Int64 {
    let (year, month, _) = GregorianDay.date(Int(seconds.dividingFloor(by: 86_400)))
    switch precision {
    case .year: return Int64(GregorianDay.number(year: year + 1, month: 1, day: 1)) * 86_400
    case .month:
      let next = month == 12 ? (year + 1, 1) : (year, month + 1)
      return Int64(GregorianDay.number(year: next.0, month: next.1, day: 1)) * 86_400
    case .day: return seconds + 86_400
    case .minute: return seconds + 60
    case .second: return seconds + 1
    }
  }
}

extension PublicationDate {
  /// Whether both are the same instant, stated to the same precision; the zones may differ.
  public static func == (a: PublicationDate, b: PublicationDate) -> Bool {
    a.seconds == b.seconds && a.precision == b.precision
  }

  /// Feeds what makes dates equal.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(seconds)
    hasher.combine(precision)
  }
}

extension PublicationDate: CustomStringConvertible {
  /// ISO 8601 to the stated precision, in UTC: "2025", "2025-01", "2025-01-06",
  /// "2025-01-06T09:12Z" or "2025-01-06T09:12:05Z".
  public var description: String { text(offsetMinutes: 0) }

  /// ISO 8601 to the stated precision, in the stated zone: "2025-01-06T14:42:05+05:30".
  ///
  /// Its day is the one that readers saw on the page.
  public var inStatedZone: String { text(offsetMinutes: Int(offsetMinutes)) }

  private func text(offsetMinutes: Int) -> String {
    let local = seconds + Int64(offsetMinutes) * 60
    let day = Int(local.dividingFloor(by: 86_400))
    let rest = Int(local) - day * 86_400
    let (year, month, dayOfMonth) = GregorianDay.date(day)
    var text = padded(year, 4)
    if precision >= .month { text += "-" + padded(month, 2) }
    if precision >= .day { text += "-" + padded(dayOfMonth, 2) }
    if precision >= .minute {
      text += "T" + padded(rest / 3_600, 2) + ":" + padded(rest / 60 % 60, 2)
      if precision >= .second { text += ":" + padded(rest % 60, 2) }
      text += offsetMinutes == 0 ? "Z" : zone(offsetMinutes)
    }
    return text
  }

  private func zone(_ offsetMinutes: Int) -> String {
    let minutes = abs(offsetMinutes)
    return (offsetMinutes < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  fileprivate func dividingFloor(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
  }
}
