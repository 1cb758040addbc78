import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

/// Sets of documents in stretches beside plain sets.
@Suite("AcceptedDocuments") struct AcceptedDocumentsTests {
  /// Ranges that start at multiples of 64, apart from each other or side by side; the last may end anywhere.
  private func ranges(_ random: inout SplitMix64) -> [Range<DocID>] {
    var ranges: [Range<DocID>] = []
    var start = DocID(Int.random(in: 0..<20, using: &random) * 64)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let end = start + DocID(Int.random(in: 1...6, using: &random) * 64)
      ranges.append(start..<end)
      start = end + DocID(Int.random(in: 0..<10, using: &random) * 64)
    }
    if let last = ranges.popLast() {
      ranges.append(
        last.lowerBound..<last.upperBound - DocID(Int.random(in: 0..<64, using: &random)))
    }
    return ranges
  }

  @Test("what is kept of some ranges may be found, and nothing else", arguments: 0..<200)
  func kept(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let ranges = ranges(&random)
    var expected: Set<DocID> = []
    // Whole words are cleared often, so that ranges lose their ends, or all.
    let accepted = AcceptedDocuments(ranges) { words, first in
      for i in words.indices {
        words[i] &= [0, .max, random.next(), random.next() & random.next()].randomElement(
          using: &random)!
        for bit in 0..<64 where words[i] >> UInt64(bit) & 1 == 1 {
          expected.insert(first + DocID(i * 64 + bit))
        }
      }
    }
    let all = ranges.flatMap { Array($0) }
    #expect(expected.isSubset(of: all))
    #expect((0..<4_000).filter { accepted.contains($0) } == expected.sorted())
    #expect(accepted.count == expected.count)
    for index in 0..<64 {
      let bits = (0..<64).reduce(UInt64(0)) {
        expected.contains(DocID(index * 64 + $1)) ? $0 | 1 << UInt64($1) : $0
      }
      #expect(accepted.word(index) == bits)
    }
    #expect(expected.allSatisfy { found in accepted.stretches.contains { $0.contains(found) } })
    #expect(
      accepted.rejectedCount == accepted.stretches.reduce(0) { $0 + $1.count } - expected.count)
    for stretch in accepted.stretches {
      #expect(stretch.lowerBound % 64 == 0)
      #expect(ranges.contains { $0.clamped(to: stretch) == stretch })
      // Something is found in the first and in the last 64.
      #expect(!expected.isDisjoint(with: stretch.lowerBound..<stretch.lowerBound + 64))
      #expect(!expected.isDisjoint(with: (stretch.upperBound - 1) & ~63..<stretch.upperBound))
    }
    #expect(
      zip(accepted.stretches, accepted.stretches.dropFirst()).allSatisfy {
        $0.upperBound <= $1.lowerBound
      })
    for start in stride(from: 0, to: 3_000, by: 320) {
      let window = DocID(start)..<DocID(start + 500)
      let inside = expected.filter { window.contains($0) }
      let range = accepted.range(in: window)
      #expect(range.clamped(to: window) == range)
      #expect(inside.allSatisfy { range.contains($0) })
      let isOutside = accepted.stretches.allSatisfy { !$0.overlaps(window) }
      #expect(range.isEmpty == isOutside)
    }
  }
}
