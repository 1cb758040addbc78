import TestSupport
import Testing

@testable import InvertedIndex

@Suite("PostingBatch") struct PostingBatchTests {
  /// Postings of random documents, ascending, with positions that are there once or twice.
  private func postings(
    documents: Int, mostPositions: Int, _ random: inout SplitMix64
  ) -> [(document: UInt32, positions: [UInt32])] {
    var document: UInt32 = 0
    return (0..<documents).map { _ in
      document += UInt32.random(in: 1...3, using: &random)
      var position: UInt32 = 0
      let count = Int.random(in: 1...mostPositions, using: &random)
      return (
        document,
        (0..<count).map { _ in
          defer { position += UInt32.random(in: 1...2, using: &random) }
          return position
        }
      )
    }
  }

  private func check<Word: FixedWidthInteger & UnsignedInteger>(
    _ postings: [(document: UInt32, positions: [UInt32])], as type: Word.Type, positionBits: Word,
    _ random: inout SplitMix64
  ) {
    let occurrences = postings.flatMap { posting in
      posting.positions.flatMap { position in
        let occurrence = Word(posting.document) << positionBits | Word(position)
        return [Word](repeating: occurrence, count: random.next() % 8 == 0 ? 2 : 1)
      }
    }
    let base: UInt32 = 100
    let lengths = (0..<base + (postings.last?.document ?? 0) + 1).map {
      UInt16(truncatingIfNeeded: $0 &* 2_654_435_761)
    }
    var batch = PostingBatch()
    var (i, next) = (0, 0)
    unsafe occurrences.withUnsafeBufferPointer { occurrences in
      unsafe lengths.withUnsafeBufferPointer { lengths in
        while i < occurrences.count {
          let (count, positions) = unsafe batch.fill(
            from: occurrences, &i, positionBits: positionBits, base: base, lengths: lengths)
          let expected = postings[next..<min(next + count, postings.count)]
          #expect(count > 0 && count <= 128 && expected.count == count)
          guard expected.count == count, count > 0 else { return }
          for (j, posting) in expected.enumerated() {
            unsafe #expect(batch.documents[j] == base + posting.document)
            unsafe #expect(Int(batch.frequencies[j]) == posting.positions.count)
            unsafe #expect(batch.lengths[j] == UInt32(lengths[Int(base + posting.document)]))
          }
          #expect(unsafe Array(positions) == expected.flatMap(\.positions))
          next += count
        }
      }
    }
    #expect(next == postings.count)
  }

  @Test("occurrences come apart into the postings of which they are made, whatever their number")
  func random() {
    var random = SplitMix64(seed: 11)
    for round in 0..<300 {
      let postings = postings(
        documents: 1 + round % 300, mostPositions: [1, 2, 9, 700][round % 4], &random)
      check(postings, as: UInt32.self, positionBits: 12, &random)
      check(postings, as: UInt64.self, positionBits: 32, &random)
    }
  }

  @Test("a document with more positions than there is room is not cut")
  func long() {
    var random = SplitMix64(seed: 12)
    for sizes in [
      [3, 20_000, 5], [16_384], [16_383, 1, 1], [16_384, 1], [1, 90_000], [70_000, 70_000],
    ] {
      let postings = sizes.enumerated().map { i, size in
        (document: UInt32(i * 2), positions: (0..<UInt32(size)).map { $0 })
      }
      check(postings, as: UInt64.self, positionBits: 32, &random)
      check(postings, as: UInt32.self, positionBits: 20, &random)
    }
    // One document, all of whose bits are the position's.
    check([(0, [0, 7, 0xFFFF_FFFE])], as: UInt32.self, positionBits: 32, &random)
  }
}
