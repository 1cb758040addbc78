import Articles
import Foundation
import Testing

@Suite("PublicationDate") struct PublicationDateTests {
  @Test("days agree with Foundation's calendar from year 1 to 9999")
  func days() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    // Foundation's calendar is Julian before 1582, ours is Gregorian throughout.
    for year in [1583, 1600, 1700, 1899, 1900, 1969, 1970, 1999, 2000, 2024, 2031, 2100, 9999] {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (6, 30), (12, 31)] {
        let expected = try #require(
          calendar.date(from: DateComponents(year: year, month: month, day: day)))
        let date = try #require(PublicationDate(year: year, month: month, day: day))
        #expect(date.seconds == Int64(expected.timeIntervalSince1970))
      }
    }
    for number in stride(from: -719_162, through: 2_932_896, by: 97) {
      let (year, month, day) = GregorianDay.date(number)
      #expect(GregorianDay.number(year: year, month: month, day: day) == number)
    }
  }

  @Test("it prints no more than was stated")
  func description() throws {
    #expect(PublicationDate(year: 2025)?.description == "2025")
    #expect(PublicationDate(year: 2025, month: 1)?.description == "2025-01")
    #expect(PublicationDate(year: 2025, month: 1, day: 6)?.description == "2025-01-06")
    let minute = PublicationDate(
      year: 2025, month: 1, day: 6, hour: 0, minute: 30, offsetMinutes: 120)
    #expect(minute?.description == "2025-01-05T22:30Z")
    #expect(minute?.inStatedZone == "2025-01-06T00:30+02:00")
    let second = PublicationDate(year: 1963, month: 12, day: 31, hour: 23, minute: 59, second: 7)
    #expect(second?.description == "1963-12-31T23:59:07Z")
    #expect(second?.inStatedZone == second?.description)
    let west = PublicationDate(
      year: 2024, month: 12, day: 31, hour: 20, minute: 5, second: 1, offsetMinutes: -210)
    #expect(west?.inStatedZone == "2024-12-31T20:05:01-03:30")
    #expect(west?.description == "2024-12-31T23:35:01Z")
    let utc = PublicationDate(year: 2024, month: 12, day: 31, hour: 23, minute: 35, second: 1)
    #expect(west == utc && west.hashValue == utc.hashValue)
  }

  @Test("a period ends where the next begins")
  func end() throws {
    #expect(
      try #require(PublicationDate(year: 2024, month: 2)).end
        == PublicationDate(year: 2024, month: 3)?.seconds)
    #expect(
      try #require(PublicationDate(year: 1969)).end == PublicationDate(year: 1970)?.seconds)
    #expect(
      try #require(PublicationDate(year: 2031, month: 12, day: 31)).end
        == PublicationDate(year: 2032)?.seconds)
  }

  @Test("what is no date is none")
  func impossible() {
    #expect(PublicationDate(year: 2023, month: 2, day: 29) == nil)
    #expect(PublicationDate(year: 1900, month: 2, day: 29) == nil)
    #expect(PublicationDate(year: 2024, month: 13) == nil)
    #expect(PublicationDate(year: 0) == nil)
    #expect(PublicationDate(year: 2024, month: 1, day: 1, hour: 24) == nil)
  }
}

@Suite("ArticleID") struct ArticleIDTests {
  @Test("white space and control characters become underscores, and nothing is no identifier")
  func cleaning() {
    #expect(ArticleID("tag:example,2031:1")?.text == "tag:example,2031:1")
    #expect(ArticleID("a b\tc")?.text == "a_b_c")
    #expect(ArticleID("é\u{A0}ü")?.text == "é_ü")
    #expect(ArticleID("") == nil)
    #expect(ArticleID(" \n") == nil)
  }
}
