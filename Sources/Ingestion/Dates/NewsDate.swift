public import Articles

/// The spellings of dates found in news.
///
/// Understood are ISO 8601 in all its profiles; RFC 822, 850 and 1123 with zone names; the C
/// library's `asctime`; Reuters-21578; dates written out in a dozen languages, with weekdays,
/// ordinals and times of day; Unix time in seconds (10 digits) and milliseconds (13 digits).
///
/// Rules where spellings are ambiguous:
/// - Three numbers: a year of four digits in front makes it year, month, day. Otherwise a number
///   above 12 decides which is the day. What is still open is day first, except with slashes when
///   `monthFirst` says so or the text has a mark of American English: AM or PM, or an American zone.
/// - Years of two digits: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999.
/// - A time without a zone is taken as UTC; a date without a year is no date.
/// - A word that is not part of a date ("yesterday", "TBD") makes the text no date.
public enum NewsDate {
  /// The date that `text` states, or nil.
  ///
  /// - Complexity: linear in the text; texts over 256 bytes are no dates.
  public static func parse(_ text: some StringProtocol) -> PublicationDate? {
    parse(text, monthFirst: false)
  }

  /// The date that `text` states, or nil; `monthFirst` tells how to read 01/06/2025.
  ///
  /// - Complexity: linear in the text; texts over 256 bytes are no dates.
  public static func parse(_ text: some StringProtocol, monthFirst: Bool) -> PublicationDate? {
    guard text.utf8.count <= lengthLimit else { return nil }
    let read: PublicationDate?? = text.utf8.withContiguousStorageIfAvailable {
      unsafe parse(ByteView(UnsafeRawBufferPointer($0)), monthFirst: monthFirst)
    }
    if let read { return read }
    var copy = String(text)
    return copy.withUTF8 {
      unsafe parse(ByteView(UnsafeRawBufferPointer($0)), monthFirst: monthFirst)
    }
  }

  private static func parse(_ bytes: ByteView, monthFirst: Bool) -> PublicationDate? {
    var (start, end) = (0, bytes.count)
    while end > 0, bytes[end - 1].isSpace { end -= 1 }
    while start < end, bytes[start].isSpace { start += 1 }
    guard start < end else { return nil }
    let trimmed = bytes[start..<end]
    var iso = ISO8601Reader(trimmed)
    if let date = iso.read() { return date }
    guard let tokens = DateTokens.tokens(of: trimmed) else { return nil }
    var written = WrittenDate(tokens: tokens, monthFirst: monthFirst)
    return written.read()
  }

  /// The first date, to the day at least, that stands among other words: "By Ada Quill | 12 May 2031, 8:02 pm".
  ///
  /// - Complexity: linear in the text, some ten readings for each word that may begin a date; texts over 256 bytes
  ///   hold none.
  public static func first(in line: String) -> PublicationDate? {
    guard line.utf8.count <= lengthLimit else { return nil }
    for part in line.split(whereSeparator: { "|·•()（）;".contains($0) }) {
      let words = part.split(separator: " ")
      for start in words.indices where mayBegin(words[start]) {
        for end in stride(from: min(start + 8, words.count), to: start, by: -1) {
          let text = words[start..<end].joined(separator: " ")
          if let date = parse(text), date.precision >= .day { return date }
        }
      }
    }
    return nil
  }

  /// Whether a date may begin with that word: with a digit, a month or a day of the week.
  private static func mayBegin(_ word: Substring) -> Bool {
    if word.contains(where: \.isNumber) { return true }
    return switch DateWord.known[word.lowercased().filter(\.isLetter)] {
    case .month, .weekday: true
    default: false
    }
  }

  /// No spelling of a date is longer than this many bytes.
  static let lengthLimit = 256
}
