extension WordBreakSet {
  /// What a segment holds that is a number: digits and separators between them.
  static let numbers: Self = [.betweenDigits, WordBreakProperty.numeric.set]
}

extension WordTokenizer {
  /// Digits without a separator between them, and the separator before them.
  private struct Group {
    var start: Int
    var end: Int
    var digits = 0
    /// `,` `.` `'`, a space for both no-break spaces, or `;` for any other.
    var separator: UInt8
  }

  /// The most groups of a number that no-break spaces hold together.
  private static let mostGroups = 8

  /// Writes the number in `start..<segment.end`, and the groups of thousands that follow after
  /// no-break spaces; returns the end.
  ///
  /// `3,000`, `3’000`, `3 000` and `1.234.567` lose their separators; `3.5` and `5,3` are decimals
  /// with a point; `1.234,5` and `1,234.5` are both. One point alone is a decimal point. What has
  /// none of these forms, such as 06.01.2025, is one word for each group.
  func number(
    from start: Int, _ segment: WordBreaks.Segment, term: inout TermBuilder,
    into writer: inout TokenWriter
  ) -> Int {
    if text.noBreakSpace(at: segment.end) == 0,
      simpleNumber(from: start, segment, term: &term, into: &writer)
    {
      return segment.end
    }
    var groups: [Group] = []
    collect(from: start, to: segment.end, separator: 0, into: &groups)
    let own = groups.count
    var end = segment.end
    while groups.count < own &+ Self.mostGroups {
      let space = text.noBreakSpace(at: end)
      guard space > 0, end &+ space < text.count else { break }
      let next = breaks.segment(from: end &+ space, forTokens: true)
      guard next.isWord, next.properties.isSubset(of: .numbers) else { break }
      let count = groups.count
      collect(from: end &+ space, to: next.end, separator: 0x20, into: &groups)
      guard count < groups.count, groups[count].digits == 3 else {
        groups.removeSubrange(count...)
        break
      }
      end = next.end
    }
    if own < groups.count, let point = decimalPoint(of: groups[...]) {
      write(groups[...], point: point, &term, &writer)
      return end
    }
    if let point = decimalPoint(of: groups[..<own]) {
      write(groups[..<own], point: point, &term, &writer)
    } else {
      for k in 0..<own { write(groups[k...k], point: k &+ 1, &term, &writer) }
    }
    return segment.end
  }

  /// Writes the commonest numbers, ASCII digits with at most one point or with one comma before
  /// three digits, and returns whether it was one.
  @inline(__always)
  private func simpleNumber(
    from start: Int, _ segment: WordBreaks.Segment, term: inout TermBuilder,
    into writer: inout TokenWriter
  ) -> Bool {
    term.clear()
    var separators = 0
    for i in start..<segment.end {
      let byte = text.byte(at: i)
      switch byte {
      case 0x30...0x39: term.append(byte)
      case 0x2E where separators == 0:
        separators = 1
        term.append(byte)
      case 0x2C
      where separators == 0 && segment.end &- i == 4 && i &- start <= 3
        && text.byte(at: start) != 0x30:
        separators = 1
      default: return false
      }
    }
    unsafe writer.append(.word, term.term, start: start, end: segment.end)
    return true
  }

  /// Appends the groups of `start..<end`, the first after `separator`.
  private func collect(
    from start: Int, to end: Int, separator: UInt8, into groups: inout [Group]
  ) {
    var group = Group(start: start, end: start, separator: separator)
    var i = start
    while i < end {
      let (scalar, length) = text.scalar(at: i)
      let (property, _) = breaks.property(at: i)
      if property.kind == .numeric, scalar != 0x66B {
        group.digits &+= 1
        group.end = i &+ length
      } else if WordBreakSet.ignored.holds(property) {
        group.end = i &+ length
      } else {
        groups.append(group)
        let separator: UInt8 =
          switch scalar {
          case 0x2C, 0xFF0C, 0x66C: 0x2C
          case 0x2E, 0xFF0E, 0x66B: 0x2E
          default: text.apostrophe(at: i) > 0 ? 0x27 : 0x3B
          }
        group = Group(start: i &+ length, end: i &+ length, separator: separator)
      }
      i &+= length
    }
    groups.append(group)
    groups.removeAll { $0.digits == 0 }
  }

  /// The number of groups before the decimal point if `groups` are one number, else nil.
  private func decimalPoint(of groups: ArraySlice<Group>) -> Int? {
    guard let last = groups.last, let first = groups.first else { return nil }
    let count = groups.count
    if count == 1 { return 1 }
    let isPoint = last.separator == 0x2C || last.separator == 0x2E
    if areThousands(groups), count > 2 || last.separator != 0x2E {
      if !(last.separator == 0x2C && count == 2 && text.byte(at: first.start) == 0x30) {
        return count
      }
    }
    if count == 2 { return isPoint ? 1 : nil }
    let whole = groups.dropLast()
    guard isPoint, areThousands(whole), whole.last?.separator != last.separator else { return nil }
    return count &- 1
  }

  /// Whether `groups` are one to three digits and then threes, with one kind of separator.
  private func areThousands(_ groups: ArraySlice<Group>) -> Bool {
    guard let first = groups.first, let separator = groups.last?.separator else { return false }
    return separator != 0x3B && first.digits <= 3
      && groups.dropFirst().allSatisfy { $0.separator == separator && $0.digits == 3 }
  }

  /// Writes `groups` as one word, with a point after the first `point` of them.
  private func write(
    _ groups: ArraySlice<Group>, point: Int?, _ term: inout TermBuilder,
    _ writer: inout TokenWriter
  ) {
    guard let first = groups.first, let last = groups.last else { return }
    term.clear()
    for (k, group) in groups.enumerated() {
      if k > 0, k == point { term.append(0x2E) }
      var i = group.start
      while i < group.end {
        let (scalar, length) = text.scalar(at: i)
        if scalar < 0x80 {
          term.append(UInt8(truncatingIfNeeded: scalar))
        } else {
          term.fold(scalar, at: i, length: length, of: text)
        }
        i &+= length
      }
    }
    guard term.count > 0 else { return }
    unsafe writer.append(.word, term.term, start: first.start, end: last.end)
  }
}
