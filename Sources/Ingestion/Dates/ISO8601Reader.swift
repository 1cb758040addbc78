internal import Articles

/// ISO 8601 and numbers of digits alone: the spellings that need no words.
///
/// Calendar, week and ordinal dates, basic and extended; a time to hours, minutes, seconds or
/// fractions after "T" or a space; a zone as Z, ±hh, ±hhmm or ±hh:mm, with or without a space.
struct ISO8601Reader {
  private let bytes: ByteView
  private var index: Int

  private struct Day {
    var year = 0
    var month: Int?
    var day: Int?
  }

  private struct Time {
    var hour = 0
    var minute = 0
    var second: Int?
    var offset = 0
    var isEndOfDay = false
  }

  /// A reader of `bytes`, which outlive it.
  init(_ bytes: ByteView) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The date, or nil if the text is not ISO 8601 from its first byte to its last.
  mutating func read() -> PublicationDate? {
    let digits = digitCount
    guard digits >= 4 else { return nil }
    if digits == bytes.count { return readDigits(digits) }
    guard let day = readDay(digits) else { return nil }
    if index == bytes.endIndex {
      return PublicationDate(year: day.year, month: day.month, day: day.day)
    }
    guard let month = day.month, let dayOfMonth = day.day, readSeparator(), let time = readTime(),
      index == bytes.endIndex
    else { return nil }
    return Self.date(day.year, month, dayOfMonth, time)
  }

  /// The years that a row of digits may mean.
  private static let years = 1_500...2_100

  /// Digits only: a year, a compact date or time, or Unix time.
  private mutating func readDigits(_ count: Int) -> PublicationDate? {
    switch count {
    case 10, 13:
      guard let value = number(count) else { return nil }
      let seconds = count == 10 ? value : value / 1_000
      return seconds >= 100_000_000
        ? PublicationDate(seconds: Int64(seconds), precision: .second) : nil
    case 4:
      guard let year = number(4) else { return nil }
      return Self.years.contains(year) ? PublicationDate(year: year) : nil
    case 7, 8:
      // Telephone numbers and numbers of articles have as many digits.
      guard let day = readDay(count), Self.years.contains(day.year) else { return nil }
      return PublicationDate(year: day.year, month: day.month, day: day.day)
    case 12, 14:
      guard let day = readDay(8), let month = day.month, let dayOfMonth = day.day,
        let hour = number(2), let minute = number(2)
      else { return nil }
      let time = Time(hour: hour, minute: minute, second: count == 14 ? number(2) : nil)
      return Self.date(day.year, month, dayOfMonth, time)
    default: return nil
    }
  }

  private mutating func readDay(_ digits: Int) -> Day? {
    guard let year = number(4) else { return nil }
    let isExtended = accept(UInt8(ascii: "-"))
    if accept(UInt8(ascii: "W")) { return readWeek(year, isExtended: isExtended) }
    if isExtended {
      let count = digitCount
      if count == 3 { return number(3).flatMap { Self.day($0, of: year) } }
      guard count == 1 || count == 2, let month = number(count) else { return nil }
      guard accept(UInt8(ascii: "-")) else { return Day(year: year, month: month) }
      let dayDigits = min(2, digitCount)
      guard dayDigits > 0, let day = number(dayDigits) else { return nil }
      return Day(year: year, month: month, day: day)
    }
    switch digits {
    case 7: return number(3).flatMap { Self.day($0, of: year) }
    case 8:
      guard let month = number(2), let day = number(2) else { return nil }
      return Day(year: year, month: month, day: day)
    default: return nil
    }
  }

  /// The day of week `ww` and weekday `d` (1 is Monday): week 1 holds the year's first Thursday.
  private mutating func readWeek(_ year: Int, isExtended: Bool) -> Day? {
    guard let week = number(2), (1...53).contains(week) else { return nil }
    if isExtended, index < bytes.endIndex, !accept(UInt8(ascii: "-")) { return nil }
    let weekday = index < bytes.endIndex ? number(1) : 1
    guard let weekday, (1...7).contains(weekday), (1...9998).contains(year) else { return nil }
    let fourth = GregorianDay.number(year: year, month: 1, day: 4)
    let monday = fourth - (fourth + 3 + 7 * 1_000_000) % 7
    let date = GregorianDay.date(monday + (week - 1) * 7 + weekday - 1)
    return Day(year: date.year, month: date.month, day: date.day)
  }

  /// Day 1 to 366 of a year.
  private static func day(_ ordinal: Int, of year: Int) -> Day? {
    guard (1...9998).contains(year), (1...366).contains(ordinal) else { return nil }
    let date = GregorianDay.date(
      GregorianDay.number(year: year, month: 1, day: 1) + ordinal - 1)
    return date.year == year ? Day(year: year, month: date.month, day: date.day) : nil
  }

  private mutating func readSeparator() -> Bool {
    if accept(UInt8(ascii: "T")) || accept(UInt8(ascii: "t")) { return true }
    guard accept(UInt8(ascii: " ")) else { return false }
    while accept(UInt8(ascii: " ")) {}
    return true
  }

  private mutating func readTime() -> Time? {
    var time = Time()
    guard let hour = number(2) else { return nil }
    time.hour = hour
    let isExtended = accept(UInt8(ascii: ":"))
    if let minute = number(2) {
      time.minute = minute
      if !isExtended || accept(UInt8(ascii: ":")) {
        time.second = number(2)
        if isExtended, time.second == nil { return nil }
      }
      if time.second != nil, accept(UInt8(ascii: ".")) || accept(UInt8(ascii: ",")) {
        guard skipDigits() else { return nil }
      }
    } else if isExtended {
      return nil
    }
    guard let offset = readZone() else { return nil }
    time.offset = offset
    if time.hour == 24, time.minute == 0, time.second ?? 0 == 0 {
      time.hour = 0
      time.isEndOfDay = true
    }
    return time
  }

  /// Minutes east of Greenwich; 0 where no zone stands; nil for something else.
  private mutating func readZone() -> Int? {
    while accept(UInt8(ascii: " ")) {}
    guard index < bytes.endIndex else { return 0 }
    if accept(UInt8(ascii: "Z")) || accept(UInt8(ascii: "z")) { return 0 }
    guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") else { return nil }
    let sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
    index += 1
    guard let hours = number(2), hours < 24 else { return nil }
    _ = accept(UInt8(ascii: ":"))
    let minutes = number(2) ?? 0
    return minutes < 60 ? sign * (hours * 60 + minutes) : nil
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int, _ time: Time) -> PublicationDate?
  {
    let date = PublicationDate(
      year: year, month: month, day: day, hour: time.hour, minute: time.minute,
      second: time.second, offsetMinutes: time.offset)
    guard time.isEndOfDay, let date else { return date }
    return PublicationDate(
      seconds: date.seconds + 86_400, precision: date.precision, offsetMinutes: date.offsetMinutes)
  }
}

// Reading bytes.
extension ISO8601Reader {
  private mutating func accept(_ byte: UInt8) -> Bool {
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// The next `count` digits as a number, or nil without moving; `count` is at most 14.
  private mutating func number(_ count: Int) -> Int? {
    guard index + count <= bytes.endIndex else { return nil }
    var value = 0
    for offset in 0..<count {
      let byte = bytes[index + offset]
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }

  /// How many digits stand next.
  private var digitCount: Int {
    var end = index
    while end < bytes.endIndex, bytes[end].isDigit { end += 1 }
    return end - index
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while index < bytes.endIndex, bytes[index].isDigit { index += 1 }
    return index > start
  }
}
