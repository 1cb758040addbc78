import Foundation
import Testing

@testable import NewsModel

@Suite("Laws of frequency and spelling")
struct LawTests {
  @Test("Powers and logarithms are those of the C library, to 11 digits")
  func binary() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<10_000 {
      let x = random.unit() * 60 - 30
      #expect(abs(Binary.exponential(x) / exp2(x) - 1) < 1e-11)
      let y = exp2(random.unit() * 60 - 30)
      #expect(abs(Binary.logarithm(y) - log2(y)) < 1e-11 * max(1, abs(log2(y))))
    }
  }

  @Test("Ranks grow with the probability, without end, and have the shares of the knots")
  func zipf() {
    let law = ZipfLaw(
      [(1, 0.1), (10, 0.01), (100, 0.0001)].map { ($0.0, $0.1 * pow($0.0, 0.1)) }, tail: 3)
    var before = 0
    var first = 0
    for i in 0..<200_000 {
      let rank = law.rank(Double(i) / 200_000)
      #expect(rank >= before)
      before = rank
      if rank < 9 { first += 1 }
    }
    // The integrals of 0.1 x^-0.9, then of x^-1.9 and of x^-3 with the same values at the knots.
    let head = 0.1 * (pow(10, 0.1) - 1) / 0.1
    let middle = 0.1 * pow(10, 0.1) * (1 - pow(10, -0.9)) / 0.9
    let tail = 0.0001 * pow(100, 0.1) * 100 / 2
    #expect(abs(Double(first) / 200_000 - head / (head + middle + tail)) < 0.001)
    #expect(law.rank(1 - 0x1p-53) > 10_000_000)
  }

  @Test("Different numbers are spelled differently, and never like a function word")
  func spelling() {
    let spelling = Spelling(avoiding: functionWords)
    var seen: Set<[UInt8]> = []
    for number in Array(0..<100_000) + Array(5_000_000..<5_010_000) {
      let word = spelling.word(number)
      #expect(seen.insert(word).inserted, "\(number)")
      #expect(!functionWords.contains(word))
    }
  }

  @Test("Dates are in order, over ten years, with fewer articles at weekends")
  func dates() {
    let calendar = PublicationCalendar(count: 50_000)
    let dates = (0..<50_000).map(calendar.date)
    #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(dates.first == "2003-01-06T00:00:00Z")
    #expect(dates.last?.hasPrefix("2012-12") == true)
    let monday = dates.count { $0.hasPrefix("2004-02-23") }
    let sunday = dates.count { $0.hasPrefix("2004-02-29") }
    #expect(monday > 2 * sunday && sunday > 2)
  }
}
