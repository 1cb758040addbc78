internal import Articles

/// Reads a date from its tokens: numbers, words and marks in any of the orders the press uses.
struct WrittenDate {
  private let tokens: [DateToken]
  private var monthFirst: Bool
  private var index = 0

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var hour: Int?
  private var minute = 0
  private var second: Int?
  private var offset = 0
  private var isAfternoon: Bool?
  /// Numbers whose part is not known yet, with their digits.
  private var loose: [(value: Int, digits: Int)] = []

  init(tokens: [DateToken], monthFirst: Bool) {
    self.tokens = tokens
    self.monthFirst =
      monthFirst
      || tokens.indices.contains { index in
        switch tokens[index] {
        case .word(.zone(_, isAmerican: true)): return true
        case .word(.morning), .word(.afternoon):
          guard index > 0, case .number = tokens[index - 1] else { return false }
          return true
        default: return false
        }
      }
  }

  /// The date, or nil if the tokens make none.
  mutating func read() -> PublicationDate? {
    while index < tokens.count { guard step() else { return nil } }
    guard settle(), let year, let month else { return nil }
    // A time of day without a day is no date.
    guard day != nil || hour == nil else { return nil }
    var isNextDay = false
    if let isAfternoon, let stated = hour {
      guard (0...12).contains(stated) || isAfternoon && stated < 24 else { return nil }
      hour = isAfternoon ? (stated < 12 ? stated + 12 : stated) : (stated == 12 ? 0 : stated)
    }
    if hour == 24, minute == 0, second ?? 0 == 0 {
      hour = 0
      isNextDay = true
    }
    let date = PublicationDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      offsetMinutes: offset)
    guard isNextDay, let date else { return date }
    return PublicationDate(
      seconds: date.seconds + 86_400, precision: date.precision, offsetMinutes: date.offsetMinutes)
  }

  private func token(_ distance: Int) -> DateToken? {
    let target = index + distance
    return target >= 0 && target < tokens.count ? tokens[target] : nil
  }

  private func number(_ distance: Int) -> (value: Int, digits: Int)? {
    if case .number(let value, let digits)? = token(distance) { return (value, digits) }
    return nil
  }

  private mutating func step() -> Bool {
    switch tokens[index] {
    case .word(let word): return take(word)
    case .mark(let mark):
      if hour != nil, mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") {
        return takeOffset(mark)
      }
      index += 1
      return true
    case .number(let value, let digits): return take(value, digits)
    }
  }
}

// Words.
extension WrittenDate {
  private mutating func take(_ word: DateWord) -> Bool {
    index += 1
    switch word {
    case .month(let number): return set(&month, number)
    case .morning where hour != nil || isTimeAhead: isAfternoon = false
    case .morning: break  // "am 6. Januar"
    case .afternoon: isAfternoon = true
    case .zone(let minutes, _):
      guard hour != nil else { return minutes == 0 || loose.isEmpty }
      // "GMT+0100" states the offset itself.
      if minutes != 0 || offset == 0 { offset = offset == 0 ? minutes : offset }
    case .kanun, .tishrin: return takeArabicMonth(word)
    // The ISO letter must have a time behind it.
    case .separator: return index < tokens.count
    case .weekday, .filler, .first, .second: break
    case .dayUnit, .monthUnit, .minuteUnit, .secondUnit, .hourUnit, .yearUnit:
      // A unit that follows no number: "日" as Sunday, "h" alone.
      break
    }
    return true
  }

  /// Whether a time of day comes next.
  private var isTimeAhead: Bool {
    guard number(0) != nil else { return false }
    return token(1) == .mark(UInt8(ascii: ":")) || token(1) == .word(.hourUnit)
  }

  /// Kanun and Tishrin, the first and the second: December, January, October, November.
  private mutating func takeArabicMonth(_ word: DateWord) -> Bool {
    guard case .word(let which)? = token(0), which == .first || which == .second else {
      return false
    }
    index += 1
    if word == .kanun { return set(&month, which == .first ? 12 : 1) }
    return set(&month, which == .first ? 10 : 11)
  }

  /// Sets a part once; the same value again ("آذار/مارس") is fine, another one is not.
  private func set(_ part: inout Int?, _ value: Int) -> Bool {
    if let part, part != value { return false }
    part = value
    return true
  }
}

// Numbers.
extension WrittenDate {
  private mutating func take(_ value: Int, _ digits: Int) -> Bool {
    if let unit = unit(after: 1) { return take(value, unit) }
    if takeTime(value, digits) { return true }
    if takeTriple(value, digits) { return true }
    index += 1
    // "+0100" after a zone name was read there; a number of four digits is a year.
    if digits == 4 { return set(&year, value) }
    guard digits <= 2 else { return false }
    loose.append((value, digits))
    return loose.count <= 3
  }

  private func unit(after distance: Int) -> DateWord? {
    guard case .word(let word)? = token(distance) else { return nil }
    switch word {
    case .yearUnit, .monthUnit, .dayUnit, .hourUnit, .minuteUnit, .secondUnit: return word
    default: return nil
    }
  }

  private mutating func take(_ value: Int, _ unit: DateWord) -> Bool {
    index += 2
    switch unit {
    case .yearUnit: return set(&year, value)
    case .monthUnit: return set(&month, value)
    case .dayUnit: return set(&day, value)
    case .hourUnit:
      guard set(&hour, value) else { return false }
      // "14h30"
      if let next = number(0), next.digits == 2, self.unit(after: 1) == nil {
        minute = next.value
        index += 1
      }
      return true
    case .minuteUnit: minute = value
    default: second = value
    }
    return value < 61
  }

  /// hh:mm, hh:mm:ss and hh:mm:ss.fff; with a full stop as mark only after the date ("14.30 Uhr");
  /// a lone hour before AM or PM.
  private mutating func takeTime(_ value: Int, _ digits: Int) -> Bool {
    guard hour == nil, digits <= 2, value <= 24 else { return false }
    if token(1) == .mark(UInt8(ascii: ":")), let next = number(2), next.digits == 2 {
      index += 3
      hour = value
      minute = next.value
      if token(0) == .mark(UInt8(ascii: ":")), let third = number(1), third.digits <= 2 {
        second = third.value
        index += 2
        if token(0) == .mark(UInt8(ascii: ".")) || token(0) == .mark(UInt8(ascii: ",")),
          let fraction = number(1),
          fraction.digits != 4 || token(0) == .mark(UInt8(ascii: "."))
        {
          index += 2
        }
      }
      return true
    }
    if token(1) == .mark(UInt8(ascii: ".")), let next = number(2), next.digits == 2, month != nil,
      year != nil, token(3) != .mark(UInt8(ascii: "."))
    {
      index += 3
      hour = value
      minute = next.value
      return true
    }
    switch token(1) {
    case .word(.morning), .word(.afternoon):
      index += 1
      hour = value
      return true
    default: return false
    }
  }

  /// Three numbers with the same mark between them.
  private mutating func takeTriple(_ value: Int, _ digits: Int) -> Bool {
    guard case .mark(let mark)? = token(1),
      mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."),
      let b = number(2), token(3) == .mark(mark), let c = number(4), month == nil
    else { return false }
    index += 5
    let a = (value: value, digits: digits)
    if a.digits == 4 {
      (year, month, day) = (a.value, b.value, c.value)
      return c.digits <= 2
    }
    guard c.digits == 4 || c.digits == 2 else {
      index -= 5
      return false
    }
    year = c.digits == 4 ? c.value : Self.century(c.value)
    let isMonthFirst =
      a.value > 12 ? false : b.value > 12 ? true : mark == UInt8(ascii: "/") && monthFirst
    (month, day) = isMonthFirst ? (a.value, b.value) : (b.value, a.value)
    return true
  }

  private static func century(_ year: Int) -> Int { year < 69 ? 2_000 + year : 1_900 + year }

  /// "+hhmm", "+hh:mm", "+hh" or "+h" after a time.
  private mutating func takeOffset(_ mark: UInt8) -> Bool {
    let sign = mark == UInt8(ascii: "-") ? -1 : 1
    guard let hours = number(1),
      year != nil || hours.digits == 4 || token(2) == .mark(UInt8(ascii: ":"))
    else {
      index += 1
      return true
    }
    // "14:30 - 6 January 2025": a dash, not a sign.
    guard year != nil || loose.count > 1 else {
      index += 1
      return true
    }
    index += 2
    if hours.digits == 4 || hours.digits == 3 {
      offset = sign * (hours.value / 100 * 60 + hours.value % 100)
      return hours.value % 100 < 60 && hours.value < 2_400
    }
    var minutes = 0
    if token(0) == .mark(UInt8(ascii: ":")), let next = number(1) {
      minutes = next.value
      index += 2
    }
    guard hours.value < 24, minutes < 60 else { return false }
    offset = sign * (hours.value * 60 + minutes)
    return true
  }

  /// Gives the loose numbers their parts: the day, and a year of two digits after it.
  private mutating func settle() -> Bool {
    for number in loose {
      if day == nil, month != nil, (1...31).contains(number.value) {
        day = number.value
      } else if year == nil, number.digits == 2, month != nil {
        year = Self.century(number.value)
      } else {
        return false
      }
    }
    if let day, let month, let year {
      guard (1...12).contains(month), (1...9_999).contains(year) else { return false }
      return (1...GregorianDay.daysInMonth(month, year: year)).contains(day)
    }
    return true
  }
}
