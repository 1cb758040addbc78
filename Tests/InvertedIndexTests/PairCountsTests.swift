import TestSupport
import Testing

@testable import InvertedIndex

@Suite("PairCounts") struct PairCountsTests {
  @Test(
    "the neighbours of a sequence are the pairs of each two, whatever its length and how many words are common"
  )
  func neighbours() {
    var random = SplitMix64(seed: 5)
    for words in [1, 2, 75, 255] {
      var (fast, slow) = (PairCounts(words: words), PairCounts(words: words))
      for length in 0..<300 {
        let share = Int.random(in: 1...6, using: &random)
        let sequence = (0..<length).map { _ in
          random.next() % 6 < share ? UInt8.random(in: 1...UInt8(words), using: &random) : 0
        }
        // What stands behind does not count.
        let padded = sequence + [UInt8](repeating: 1, count: PairCounts.padding)
        unsafe fast.addNeighbours(padded, count: length)
        for (a, b) in zip(sequence, sequence.dropFirst()) where a != 0 && b != 0 { slow.add(a, b) }
        var found: [[UInt32]] = []
        var expected: [[UInt32]] = []
        fast.removeAll { found.append([$0, $1]) }
        slow.removeAll { expected.append([$0, $1]) }
        #expect(found == expected)
      }
    }
  }
}
