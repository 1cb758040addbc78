import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Phrases in many documents") struct PhraseBatchTests {
  /// Texts of a few words: in some a word is there once, in others hundreds of times; a few are longer than
  /// the index can state.
  private func texts(_ count: Int, long: Int, seed: UInt64) -> [[Int]] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
      let length: Int
      if i % (count / max(long, 1)) == 5, long > 0 {
        length = 70_000
      } else {
        length = Int.random(in: 0..<(i % 10 == 0 ? 900 : 60), using: &random)
      }
      let words = Int.random(in: 2...9, using: &random)
      return (0..<length).map { _ in
        // The square root makes low numbers rare.
        Int(Double.random(in: 0..<1, using: &random).squareRoot() * Double(words))
      }
    }
  }

  private func segment(of texts: [[Int]], at path: String) throws -> Segment {
    let builder = SegmentBuilder(schema: IndexedField.schema(stems: false, positions: true))
    builder.begin(SourceFile(path: Array("f".utf8), size: 1, modified: 1))
    for text in texts {
      for (position, word) in text.enumerated() {
        unsafe Array("w\(word)".utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: [0x69], length: text.count, titleLength: 0, date: nil, textBytes: 0,
          stored: []))
    }
    _ = try unsafe builder.write(to: path, sync: false) { _, _, _ in false }
    return try Segment(path: path)
  }

  private func matcher(_ words: [Int], offsets: [Int], _ segment: Segment) throws -> PhraseMatcher?
  {
    let memory = ScratchMemory()
    var places = ScratchArray<PhrasePlan.Word>(capacity: words.count, memory: memory)
    for (word, offset) in zip(words, offsets) {
      let term = try segment.term(field: 0, Array("w\(word)".utf8))
      places.append(
        PhrasePlan.Word(
          terms: ScratchArray([term], memory: memory), offset: offset,
          first: words.firstIndex(of: word) ?? 0))
    }
    let plan = PhrasePlan(
      words: places, slop: 0, titleOnly: false, isText: true, weight: 0)
    return try PhraseMatcher(plan, segment: segment, index: 0, memory: memory)
  }

  /// How often the words stand at their offsets.
  private func occurrences(_ words: [Int], _ offsets: [Int], in text: [Int]) -> UInt32 {
    UInt32(
      text.indices.count { start in
        zip(words, offsets).allSatisfy { word, offset in
          start + offset < text.count && text[start + offset] == word
        }
      })
  }

  /// Compares `count` random phrases, each in random batches of the documents that hold all its words, with
  /// the texts and with one document at a time.
  private func compare(_ texts: [[Int]], phrases count: Int, seed: UInt64) throws {
    let folder = TemporaryFolder()
    let segment = try segment(of: texts, at: folder.path + "/s")
    let held = texts.map(Set.init)
    var random = SplitMix64(seed: seed)
    for _ in 0..<count {
      let words = (0..<Int.random(in: 2...5, using: &random)).map { _ in
        Int.random(in: 0..<9, using: &random)
      }
      var offsets = [0]
      for _ in words.dropFirst() {
        // Two words may stand at the same place, or a word that is not asked for between them.
        let step = Int.random(in: 0..<12, using: &random)
        offsets.append(offsets[offsets.count - 1] + (step == 0 ? 0 : step == 1 ? 2 : 1))
      }
      guard var batched = try matcher(words, offsets: offsets, segment),
        var single = try matcher(words, offsets: offsets, segment)
      else { continue }
      let all = texts.indices.filter { held[$0].isSuperset(of: words) }.map(DocID.init)
      var next = 0
      while next < all.count {
        let share = Int.random(in: 1...8, using: &random)
        var batch: [DocID] = []
        let size = Int.random(in: 1...PhraseBatch.capacity, using: &random)
        while next < all.count, batch.count < size {
          if next % share == 0 { batch.append(all[next]) }
          next += 1
        }
        var found = [UInt32](repeating: 99, count: batch.count)
        unsafe found.withUnsafeMutableBufferPointer { found in
          guard let target = found.baseAddress else { return }
          unsafe batched.writeFrequencies(of: batch, count: batch.count, to: target)
        }
        let expected = batch.map { occurrences(words, offsets, in: texts[Int($0)]) }
        let one = batch.map { document in
          single.move(to: document)
          return single.frequency()
        }
        #expect(found == expected, "\(words) at \(offsets) in \(batch)")
        #expect(one == expected, "\(words) at \(offsets) in \(batch)")
      }
    }
  }

  @Test("each batch holds them as often as each document by itself, and as its text")
  func texts() throws {
    try compare(texts(3_000, long: 0, seed: 1), phrases: 120, seed: 2)
    try compare(texts(90, long: 0, seed: 3), phrases: 150, seed: 4)
  }

  @Test("so do texts whose lengths the index does not state")
  func long() throws { try compare(texts(150, long: 4, seed: 5), phrases: 25, seed: 6) }
}
