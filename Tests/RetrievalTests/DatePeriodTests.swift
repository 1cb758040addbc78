import Foundation
import Retrieval
import Testing

@Suite("DatePeriod")
struct DatePeriodTests {
  /// What the calendar of the system says.
  func seconds(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
    return Int64(try #require(date).timeIntervalSince1970)
  }

  @Test("a day, a month and a year are half-open stretches of seconds")
  func periods() throws {
    let day = try #require(DatePeriod("2025-01-04"))
    #expect(day.from == 1_735_948_800)
    #expect(day.to == 1_736_035_200)
    let month = try #require(DatePeriod("2024-02"))
    #expect(month.from == (try seconds(2024, 2, 1)))
    #expect(month.to == (try seconds(2024, 3, 1)))
    let year = try #require(DatePeriod("1969"))
    #expect(year.from == (try seconds(1969, 1, 1)))
    #expect(year.to == 0)
  }

  @Test("every month since the calendar of today starts where the system says, and is written so")
  func months() throws {
    for year in Array(1583...1600) + Array(1890...2110) {
      for month in 1...12 {
        let text = String(format: "%04d-%02d", year, month)
        let period = try #require(DatePeriod(text))
        #expect(period.from == (try seconds(year, month, 1)))
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        #expect(period.to == (try seconds(next.0, next.1, 1)))
        #expect(period.filter.description.hasPrefix("date:\(text)-01..\(text)-"))
      }
    }
  }

  @Test("every day of four centuries is written as it was read")
  func days() throws {
    let first = try #require(DatePeriod("1800-01-01")?.from)
    for day in stride(from: Int64(0), to: 146_097, by: 7) {
      let second = first + day * 86_400 + 43_200
      let text = DocumentFilter.published(from: second, to: second + 1).description
      #expect(DatePeriod(String(text.dropFirst(5)))?.from == first + day * 86_400)
    }
  }

  @Test("one side may be open, and the earlier date is the start")
  func ranges() throws {
    #expect(DatePeriod("2025-02..")?.to == nil)
    #expect(DatePeriod("..2025-02")?.from == nil)
    #expect(DatePeriod("2025-03..2025-01") == DatePeriod("2025-01..2025-03"))
    #expect(DatePeriod("2025-01..2025") == DatePeriod("2025"))
  }

  @Test(
    "what is no date is none",
    arguments: [
      "", "..", "2025-13", "2025-00", "2025-02-29", "2025-04-31", "2025-01-00", "0000", "10000",
      "25",
      "2025-", "-2025", "2025--01", "2025-01-04-05", "yesterday", "2025-001", "2025...2026", "..x",
      "2025..x", "2025.01", "٢٠٢٥", "2025 ",
    ])
  func none(text: String) { #expect(DatePeriod(text) == nil) }

  @Test("the extremes of the seconds are written as a year that there is")
  func extremes() {
    #expect(
      DocumentFilter.published(from: .min, to: .max).description == "date:0001-01-01..9999-12-31")
    #expect(DocumentFilter.published(from: nil, to: .min).description == "date:..9999-12-31")
  }
}
