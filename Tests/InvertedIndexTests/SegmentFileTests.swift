import Bytes
import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("SegmentFile") struct SegmentFileTests {
  /// Gives the segment at `path` that version, and a header whose checksum is right.
  private func setVersion(_ version: UInt32, of path: String) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var number = ByteWriter()
    number.write(version)
    bytes.replaceSubrange(8..<12, with: number.bytes)
    var checksum = ByteWriter()
    checksum.write(Checksum.of(Array(bytes[..<40])))
    bytes.replaceSubrange(40..<48, with: checksum.bytes)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// What opening the segment at `path` says against it.
  private func refusal(_ path: String) -> IndexError? {
    do throws(IndexError) {
      _ = try Segment(path: path)
      return nil
    } catch { return error }
  }

  @Test("a segment of another version is refused: an older one is to be built again")
  func versions() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    try TestIndex.write(TestIndex.randomDocuments(20, seed: 1), to: path)
    #expect(refusal(path) == nil)
    let remedies: [UInt32: String] = [
      0: "format version 0 is older than this program reads (10); "
        + "remove the index and build it again",
      9: "format version 9 is older than this program reads (10); "
        + "remove the index and build it again",
      11: "format version 11 is newer than this program reads (10); "
        + "update lede or build the index again",
      .max: "format version 4294967295 is newer than this program reads (10); "
        + "update lede or build the index again",
    ]
    for (version, reason) in remedies {
      try setVersion(version, of: path)
      let error = refusal(path)
      #expect(error?.code == .incompatible)
      #expect(error?.description == "\(path): \(reason)")
    }
    try setVersion(10, of: path)
    #expect(refusal(path) == nil)
  }

  @Test("an index with one segment of another version is refused by readers, writers and verify")
  func index() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    for seed in 1...2 as ClosedRange<UInt64> {
      var writer = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
      try TestIndex.write(TestIndex.randomDocuments(20, seed: seed), to: path + "/r.lede-tmp")
      try writer.append(runs: [path + "/r.lede-tmp"])
      try writer.commit()
    }
    try setVersion(1, of: path + "/segment-2.lede")
    let reading = #expect(throws: IndexError.self) { try IndexSnapshot(path: path) }
    let writing = #expect(throws: IndexError.self) {
      _ = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
    }
    for error in [reading, writing] {
      #expect(error?.code == .incompatible)
      #expect(error?.path.hasSuffix("segment-2.lede") == true)
    }
    #expect(try IndexVerifier.verify(path: path).damages.map(\.code) == [.incompatible])
  }
}
