import Bytes
import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("WaitingPositions") struct WaitingPositionsTests {
  @Test(
    "few in memory or many in a file come into the section as they were added",
    arguments: [0, 1, 100_000, 5_000_000])
  func section(count: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/positions"
    var random = SplitMix64(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    let waiting = WaitingPositions(path: path)
    var section = SectionWriter(.positions, segmentPath: folder.path + "/segment")
    try section.append([1, 2, 3])
    for start in stride(from: 0, to: count, by: 300_000) {
      try waiting.append(Array(bytes[start..<min(start + 300_000, count)]))
    }
    #expect(FileManager.default.fileExists(atPath: path) == (count > 4_000_000))
    try waiting.write(to: &section)
    try waiting.write(to: &section)  // nothing is left
    #expect(section.count == count + 3)
    var file = try FileWriter(path: folder.path + "/section")
    _ = try section.finish(into: &file)
    try file.close(sync: false)
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/section"))
    #expect(written == Data([1, 2, 3] + bytes))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["section"])
  }

  /// The words of a document; those of long ones together are 0.6 million.
  private func length(_ document: Int) -> Int { document % 3 == 0 ? 80_000 : 700 }

  /// Where a document has a word: "often", or "the", which is nearly everywhere else.
  private func positions(of word: String, in document: Int) -> [UInt32] {
    var random = SplitMix64(seed: UInt64(document))
    return (0..<UInt32(length(document))).filter { position in
      let isWritten = Int.random(in: 0..<8, using: &random) != 0
      return isWritten && (position % 5 == 0) == (word == "often")
    }
  }

  private func run(_ documents: Range<Int>) -> InvertedRun {
    let builder = SegmentBuilder(schema: TestIndex.schema)
    builder.begin(SourceFile(path: Array("f\(documents.lowerBound)".utf8), size: 1, modified: 2))
    for document in documents {
      for word in ["often", "the"] {
        for position in positions(of: word, in: document) {
          unsafe Array(word.utf8).withUnsafeBufferPointer {
            unsafe builder.add(field: 0, term: $0, position: position)
          }
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array("\(document)".utf8), length: length(document), titleLength: 0,
          date: nil, textBytes: 0, stored: []))
    }
    return unsafe builder.takeRun { _, _, _ in false }
  }

  @Test("the positions of a word that has many are those that were added, joined and merged")
  func manyPositions() throws {
    let folder = TemporaryFolder()
    let runs = [run(0..<7), run(7..<25)]
    let summary = try RunJoiner(runs, schema: TestIndex.schema, stretchOccurrences: 1_000)
      .write(to: folder.path + "/joined", threads: 2, sync: false)
    #expect(summary.documents == 25)
    let joined = try Segment(path: folder.path + "/joined")
    var merger = try SegmentMerger(
      [SegmentView(segment: joined, number: 0, deleted: nil, deletedGeneration: 0)],
      schema: TestIndex.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.path + "/joined"))
        == Data(contentsOf: URL(fileURLWithPath: folder.path + "/merged")))
    for word in ["often", "the"] {
      let list = try #require(try joined.postings(key: [0] + Array(word.utf8)))
      #expect(word == "often" || list.totalFrequency > 400_000)
      var cursor = PostingsCursor(list)
      for document in 0..<25 {
        #expect(cursor.document == DocID(document))
        var found = [UInt32](repeating: 0, count: Int(cursor.frequency()) + 64)
        try unsafe found.withUnsafeMutableBufferPointer {
          let base = try unsafe #require($0.baseAddress)
          unsafe cursor.readPositions(lengths: joined.lengths, into: base)
        }
        #expect(
          found.prefix(Int(cursor.frequency()))
            .elementsEqual(positions(of: word, in: document)))
        cursor.advance()
      }
    }
  }
}
