import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("CopyKeys") struct CopyKeysTests {
  private static func documents(_ keys: [UInt64]) -> [TestDocument] {
    keys.enumerated().map { TestDocument(id: "d\($0)", words: ["w\($0)x"], copyKey: $1) }
  }

  private static func keys(_ path: String) throws -> [UInt64]? {
    let segment = try Segment(path: path)
    return try segment.copyKeys().map { keys in
      (0..<DocID(segment.documentCount)).map { keys[$0] }
    }
  }

  @Test("keys are read as they were written, in runs and pages of any number")
  func roundTrip() throws {
    let folder = TemporaryFolder()
    let many: [UInt64] = (0..<20_000).map { $0 % 3 == 0 ? 0 : UInt64($0) << 30 }
    let one: [UInt64] = (0..<128).map { $0 == 64 ? 9 : 0 }
    let cases: [[UInt64]] = [
      [7], [0, .max], [1, 0, 0], [0, 0, 0, 1 << 63, 0], many, one, Array(1...64),
    ]
    for (i, keys) in cases.enumerated() {
      let path = folder.path + "/s\(i)"
      try TestIndex.write(Self.documents(keys), to: path)
      #expect(try Self.keys(path) == keys)
      #expect(SegmentVerifier(try Segment(path: path)).damages().isEmpty)
    }
  }

  @Test("without keys there is no section, and no byte is another than with keys of none")
  func none() throws {
    let folder = TemporaryFolder()
    try TestIndex.write(Self.documents([0, 0, 0]), to: folder.path + "/s")
    #expect(try Self.keys(folder.path + "/s") == nil)
    #expect(try SegmentFile(path: folder.path + "/s").sections[18] == nil)
  }

  @Test("merging carries the keys of documents that are kept, hidden ones too")
  func merging() throws {
    let folder = TemporaryFolder()
    var views: [SegmentView] = []
    for (i, keys) in [[0, 0], [3, 0, 3, 4], [5]].enumerated() {
      try TestIndex.write(Self.documents(keys.map { UInt64($0) }), to: folder.path + "/s\(i)")
      views.append(
        SegmentView(
          segment: try Segment(path: folder.path + "/s\(i)"), number: i, deleted: nil,
          deletedGeneration: 0))
    }
    func merge(_ views: [SegmentView]) throws -> [UInt64]? {
      var merger = try SegmentMerger(views, schema: TestIndex.schema)
      _ = try merger.write(to: folder.path + "/m", sync: false)
      return try Self.keys(folder.path + "/m")
    }
    var gone = DocumentSet(capacity: 4)
    gone.insert(3)
    var hidden = DocumentSet(capacity: 4)
    hidden.insert(2)
    views[1] = SegmentView(
      segment: views[1].segment, number: 1, deleted: gone, deletedGeneration: 1, hidden: hidden,
      hiddenGeneration: 1)
    #expect(views[1].liveCount == 2 && views[1].keptCount == 3)
    #expect(try merge(views) == [0, 0, 3, 0, 3, 5])
    #expect(try merge([views[0], views[0]]) == nil)
  }
}
