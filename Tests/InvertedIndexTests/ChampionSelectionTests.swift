import TestSupport
import Testing

@testable import InvertedIndex

@Suite("ChampionSelection") struct ChampionSelectionTests {
  private struct Posting {
    var document: DocID
    var frequency: UInt32
    var length: UInt32

    /// Whether f / (3·A + 9·L) is greater, or as great and the document earlier.
    func isBefore(_ other: Posting, _ reference: Int) -> Bool {
      let own = UInt64(frequency) * UInt64(3 * reference + 9 * Int(other.length))
      let others = UInt64(other.frequency) * UInt64(3 * reference + 9 * Int(length))
      return own == others ? document < other.document : own > others
    }
  }

  private func champions(_ postings: [Posting], _ count: Int, _ reference: Int) -> [Champion] {
    postings.sorted { $0.isBefore($1, reference) }.prefix(count)
      .map { Champion(document: $0.document, frequency: min($0.frequency, 63)) }
  }

  @Test(
    "the champions are the first postings of a list in order of what levels round",
    arguments: 0..<40)
  func selection(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let scale = ImpactScale(lengthSum: [1, 40, 480, 65_535][seed % 4], documents: 1)
    let mostFrequency: UInt32 = [1, 3, 90, .max][seed / 4 % 4]
    let mostLength: UInt32 = seed % 3 == 0 ? 2 : 65_535
    var postings = (0..<Int.random(in: 1...2_000, using: &random)).map {
      Posting(
        document: DocID($0), frequency: .random(in: 1...mostFrequency, using: &random),
        length: .random(in: 0...mostLength, using: &random))
    }
    let expected = [10, 64].map { champions(postings, $0, scale.referenceLength) }
    // In any order, those left out that the least level keeps out.
    postings.shuffle(using: &random)
    var selection = ChampionSelection()
    for posting in postings {
      let level = scale.level(frequency: posting.frequency, length: posting.length)
      guard level >= selection.leastLevel else { continue }
      selection.add(
        posting.document, frequency: posting.frequency, length: posting.length, level: level)
    }
    #expect([10, 64].map { selection.champions($0, on: scale) } == expected)
  }

  @Test("a long list of a segment has the champions of its postings, by the lengths of its field")
  func segment() throws {
    let folder = TemporaryFolder()
    try TestIndex.write(TestIndex.randomDocuments(1_500, seed: 3), to: folder.path + "/s")
    let segment = try Segment(path: folder.path + "/s")
    let scale = segment.summary.impactScale
    var counts: [Int: Int] = [:]
    for field in [UInt8(0), 1] {
      var terms: [[UInt8]] = []
      try segment.forEachTerm(field: field, prefix: []) {
        terms.append(Array($0))
        return true
      }
      for term in terms {
        guard let list = try segment.postings(key: [field] + term) else { continue }
        guard list.hasHeaders else {
          #expect(list.championCount == 0)
          continue
        }
        var cursor = PostingsCursor(list)
        var postings: [Posting] = []
        while cursor.document != .end {
          let lengths =
            unsafe field == 1 && !list.isShared ? segment.weightedLengths : segment.lengths
          let length = UInt32(unsafe lengths[Int(cursor.document)])
          postings.append(
            Posting(document: cursor.document, frequency: cursor.frequency(), length: length))
          cursor.advance()
        }
        let found = (0..<list.championCount).map { list.champion($0) }
        #expect(found == champions(postings, list.isDense ? 64 : 10, scale.referenceLength))
        counts[found.count, default: 0] += 1
      }
    }
    #expect(counts.keys.sorted() == [10, 64] && counts.values.allSatisfy { $0 > 5 })
  }
}
