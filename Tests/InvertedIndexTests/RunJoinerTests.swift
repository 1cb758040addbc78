import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("RunJoiner") struct RunJoinerTests {
  /// Documents with long words that begin alike, and words whose stems meet.
  private func documents(_ count: Int, seed: UInt64) -> [TestDocument] {
    var documents = TestIndex.randomDocuments(count, seed: seed)
    for i in documents.indices {
      documents[i].words += ["electroencephalo\(i % 5)", "electroencephalo\(i % 3)x"]
    }
    return documents
  }

  private func run(_ documents: [TestDocument], file: String) -> InvertedRun {
    unsafe TestIndex.builder(documents, file: file).takeRun { _, term, derived in
      unsafe derived.append(contentsOf: term.dropLast())
      return true
    }
  }

  /// `documents` in runs that end at `ends`, each a file.
  private func runs(_ documents: [TestDocument], ends: [Int]) -> [InvertedRun] {
    var start = 0
    return ends.enumerated().map { i, end in
      defer { start = end }
      return run(Array(documents[start..<end]), file: "f\(i)")
    }
  }

  private func bytes(
    _ runs: [InvertedRun], in folder: TemporaryFolder, stretch: Int = 1 << 20, threads: Int = 1
  ) throws -> Data {
    let path = folder.path + "/joined"
    _ = try RunJoiner(runs, schema: TestIndex.schema, stretchOccurrences: stretch)
      .write(to: path, threads: threads, sync: false)
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test("the segment is that which merging a segment of every run gives")
  func mergerTwin() throws {
    let folder = TemporaryFolder()
    for seed in 1...4 as ClosedRange<UInt64> {
      let documents = documents(700, seed: seed)
      let runs = runs(documents, ends: [1, 90, 90, 400, 401, 700].filter { $0 != 90 || seed > 2 })
      var views: [SegmentView] = []
      for (i, run) in runs.enumerated() {
        let path = folder.path + "/part-\(seed)-\(i)"
        _ = try RunJoiner([run], schema: TestIndex.schema)
          .write(to: path, threads: 1, sync: false)
        views.append(
          SegmentView(
            segment: try Segment(path: path), number: 0, deleted: nil, deletedGeneration: 0))
      }
      var merger = try SegmentMerger(views, schema: TestIndex.schema)
      let merged = folder.path + "/merged"
      _ = try merger.write(to: merged, sync: false)
      #expect(
        try bytes(runs, in: folder) == Data(contentsOf: URL(fileURLWithPath: merged)))
    }
  }

  @Test("threads, stretches and the place of the runs make no difference to the bytes")
  func determinism() throws {
    let folder = TemporaryFolder()
    let documents = documents(600, seed: 5)
    let runs = runs(documents, ends: [50, 300, 310, 600])
    let expected = try bytes(runs, in: folder)
    for threads in 1...3 {
      for stretch in [1, 100, 3_000] {
        #expect(try bytes(runs, in: folder, stretch: stretch, threads: threads) == expected)
      }
    }
    var moved = runs
    for i in moved.indices where i != 1 {
      let path = folder.path + "/run-\(i).lede-tmp"
      try moved[i].move(to: path)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    #expect(try bytes(moved, in: folder, stretch: 1_000, threads: 2) == expected)
  }

  @Test("where a builder's run is cut makes no difference, to the stored fields either")
  func cuts() throws {
    let folder = TemporaryFolder()
    let documents = documents(900, seed: 6)
    func runs(cutAt cuts: Set<Int>) -> [InvertedRun] {
      let builder = TestIndex.builder([])
      var runs: [InvertedRun] = []
      for (i, document) in documents.enumerated() {
        for (position, word) in document.words.enumerated() {
          unsafe Array(word.utf8).withUnsafeBufferPointer {
            unsafe builder.add(field: 0, term: $0, position: UInt32(position))
          }
        }
        builder.end(
          DocumentRecord(
            identifier: Array(document.id.utf8), length: document.words.count, titleLength: 0,
            date: document.date, textBytes: 1,
            stored: Array(document.words.joined(separator: " ").utf8)))
        guard cuts.contains(i) else { continue }
        runs.append(unsafe builder.takeRun(endsBlock: false) { _, _, _ in false })
        builder.begin(SourceFile(path: Array("f".utf8), size: 1, modified: 2))
      }
      return runs + [unsafe builder.takeRun { _, _, _ in false }]
    }
    let expected = try bytes(runs(cutAt: []), in: folder)
    #expect(try bytes(runs(cutAt: [0, 7, 450]), in: folder) == expected)
    #expect(try bytes(runs(cutAt: [899]), in: folder) == expected)
  }

  @Test("positions too high for four bytes give the same segment")
  func width() throws {
    let folder = TemporaryFolder()
    func segment(_ first: UInt32) throws -> Segment {
      let builder = SegmentBuilder(schema: TestIndex.schema)
      for document in 0..<300 {
        for i in 0..<UInt32(document % 4) {
          unsafe Array("word\(document % 7)".utf8).withUnsafeBufferPointer {
            unsafe builder.add(field: 0, term: $0, position: first + i)
          }
        }
        builder.end(
          DocumentRecord(
            identifier: [0x61], length: 70_000, titleLength: 0, date: nil, textBytes: 0, stored: [])
        )
      }
      let path = folder.path + "/at-\(first)"
      _ = try unsafe builder.write(to: path, sync: false) { _, _, _ in false }
      return try Segment(path: path)
    }
    let narrow = try segment(0)
    let wide = try segment(3_000_000_000)
    #expect(narrow.summary.postings == wide.summary.postings)
    #expect(narrow.summary.terms == wide.summary.terms)
  }
}
