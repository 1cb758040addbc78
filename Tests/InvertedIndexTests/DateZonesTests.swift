import TestSupport
import Testing

@testable import InvertedIndex

/// The fast look-up of dates beside reading each.
@Suite("DateZones") struct DateZonesTests {
  /// The dates of a segment: days that grow with the documents, or at random; some missing.
  private func dates(count: Int, ordered: Bool, step: Int64, seed: UInt64) -> [Int64?] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
      if Int.random(in: 0..<50, using: &random) == 0, i / 1_024 != 1 { return nil }
      let day = ordered ? i / 7 : Int.random(in: 0..<1_000, using: &random)
      return (Int64(day) - 300) * step
    }
  }

  @Test(
    "the documents of a period are those whose dates lie in it",
    arguments: [(0, true), (1, true), (1_023, true), (5_000, true), (5_000, false)])
  func periods(count: Int, ordered: Bool) throws {
    // Steps of a day take two bytes, of a second as well, of an odd number of seconds up to eight.
    for (step, far) in [(86_400, nil), (1, nil), (1, 1 << 20), (7, 1 << 50)] as [(Int64, Int64?)] {
      var dates = dates(count: count, ordered: ordered, step: step, seed: UInt64(count) + 5)
      if let far, count > 0 { dates[0] = far }
      let folder = TemporaryFolder()
      try TestIndex.write(
        dates.map { TestDocument(id: "d", words: [], date: $0) }, to: folder.path + "/s")
      let segment = try Segment(path: folder.path + "/s")
      let zones = try segment.dateZones()
      let edges = [
        Int64.min, -300 * step, -120 * step, -100 * step, -1, 0, 1, 5 * step, 60 * step + 1,
        far ?? 9, .max,
      ]
      for from in edges {
        for to in edges {
          let stretches = zones.stretches(from: from, to: to)
          #expect(
            zip(stretches, stretches.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
          let found = stretches.flatMap { range in
            #expect(range.lowerBound % 64 == 0)
            var words = [UInt64](repeating: .max, count: (range.count + 63) / 64)
            zones.keep(&words, from: range.lowerBound, of: range, dates: from, to)
            return range.filter {
              let place = Int($0 - range.lowerBound)
              return words[place / 64] >> UInt64(place % 64) & 1 == 1
            }
          }
          let expected = dates.indices.filter { i in
            dates[i].map { from <= $0 && $0 <= to } ?? false
          }
          #expect(found.map(Int.init) == expected)
        }
      }
    }
  }
}
