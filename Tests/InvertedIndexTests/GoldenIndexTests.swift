import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

/// The format on disk, held by bytes: whoever changes one changes the format, and has to raise its
/// version and `Index/README.md` with it.
@Suite("The format on disk") struct GoldenIndexTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// The bytes of the dumps in the specification, by file: lines of an offset, bytes and a remark;
  /// what lies between is zero, and the last line has the size alone.
  private static func dumps() throws -> [String: [UInt8]] {
    let page = tests.appendingPathComponent("../../Index/README.md")
    var dumps: [String: [UInt8]] = [:]
    var name: String?
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("#") {
        name = line.hasPrefix("### `") ? String(line.dropFirst(5).dropLast()) : nil
      }
      let columns = line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let name, let first = columns.first, first.count == 4,
        let offset = Int(first, radix: 16)
      else { continue }
      let missing = offset - (dumps[name]?.count ?? 0)
      dumps[name, default: []] += [UInt8](repeating: 0, count: max(missing, 0))
      try #require(dumps[name]?.count == offset, "\(line)")
      guard columns.count > 1 else { continue }
      dumps[name, default: []] += try columns[1].split(separator: " ").map {
        try #require(UInt8($0, radix: 16), "\(line)")
      }
    }
    return dumps
  }

  /// Field 0 with positions, whose words without their last letter make field 1, by weighted lengths,
  /// and whose pairs make field 2.
  private static let schema = IndexSchema([
    IndexSchema.Field(number: 0, hasPositions: true, derived: [1], pairs: 2),
    IndexSchema.Field(number: 1, hasPositions: false, isWeighted: true),
    IndexSchema.Field(number: 2, hasPositions: false),
  ])

  /// The same with vectors of field 1.
  private static let schemaWithVectors = IndexSchema([
    IndexSchema.Field(number: 0, hasPositions: true, derived: [1], pairs: 2),
    IndexSchema.Field(number: 1, hasPositions: false, isWeighted: true, hasVectors: true),
    IndexSchema.Field(number: 2, hasPositions: false),
  ])

  /// The index of the worked example: three documents, the second deleted by the second commit.
  static func writeExample(to path: String) throws {
    let documents: [(id: String, words: [String], date: Int64?)] = [
      ("p1", ["rivers", "rise"], 864_000), ("p2", ["rivers", "fall", "rivers"], nil),
      ("p3", ["rise"], 1_036_800),
    ]
    var writer = try IndexWriter(
      path: path, schema: schema, attributes: ["analysis": "example"])
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array("news.jsonl".utf8), size: 300, modified: 1_000_000_000))
    for (i, document) in documents.enumerated() {
      for (position, word) in document.words.enumerated() {
        unsafe Array(word.utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array(document.id.utf8), length: document.words.count,
          weightedLength: document.words.count + 2, titleLength: 1,
          date: document.date, textBytes: 10, stored: [UInt8(ascii: "A") + UInt8(i)]))
    }
    _ = try unsafe builder.write(to: path + "/run.lede-tmp", sync: false) { _, term, derived in
      unsafe derived.append(contentsOf: term.dropLast())
      return true
    }
    try writer.append(runs: [path + "/run.lede-tmp"])
    try writer.commit()
    writer.delete([1], fromSegment: 0)
    try writer.commit()
  }

  @Test("the worked example of the specification is what is written, byte by byte")
  func example() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try Self.writeExample(to: path)
    let dumps = try Self.dumps()
    for name in ["manifest", "segment-1.lede", "segment-1.deleted-2"] {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
      #expect(dumps[name].map(Self.hexadecimal) == Self.hexadecimal(bytes), "\(name)")
    }
    #expect(try IndexVerifier.verify(path: path).isSound)
  }

  @Test("hidden documents are written as the specification says, byte by byte")
  func hidden() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    var writer = try IndexWriter(
      path: path, schema: TestIndex.schema, attributes: ["analysis": "example"])
    let documents = [(1, 0x0102_0304_0506_0708), (2, 0), (3, 0x0102_0304_0506_0708)].map {
      TestDocument(
        id: "p\($0.0)", words: [String](repeating: "wx", count: $0.0), copyKey: UInt64($0.1))
    }
    try TestIndex.write(documents, to: path + "/run.lede-tmp")
    try writer.append(runs: [path + "/run.lede-tmp"])
    try writer.commit()
    let bytes = [UInt8](try Data(contentsOf: folder.url("index/segment-1.hidden-1")))
    #expect(try Self.dumps()["segment-1.hidden-1"].map(Self.hexadecimal) == Self.hexadecimal(bytes))
    let keys = try unsafe Array(writer.snapshot.segments[0].segment.file.bytes(of: .copyKeys))
    #expect(Self.hexadecimal(keys) == "050000000000000008070605040302010807060504030201")
  }

  /// 130 documents, and so many others that lists are not dense: a full block and a tail, a frequency of 40,
  /// five cells or more, both codes of positions.
  private func longLists(_ path: String, others: Int) throws -> [SectionID: [UInt8]] {
    let builder = SegmentBuilder(schema: Self.schemaWithVectors)
    builder.begin(SourceFile(path: Array("long".utf8), size: 5, modified: -1))
    for number in 0..<130 + others {
      if number >= 130 {
        builder.end(
          DocumentRecord(
            identifier: [], length: 0, titleLength: 0, date: nil, textBytes: 0, stored: []))
        continue
      }
      let count = number == 64 ? 40 : 1 + number % 3
      var words = (0..<count).flatMap { _ in ["common"] + (number % 5 == 0 ? ["other"] : []) }
      if number % 50 == 11 {  // words far apart, whose positions have remainders
        let far = [String](repeating: "filler", count: 40 + number)
        words += far + ["deep"] + far + ["deep"]
      }
      for (position, word) in words.enumerated() {
        unsafe Array(word.utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array("n\(number)".utf8), length: words.count,
          weightedLength: words.count + number % 4, titleLength: 0,
          date: number == 7 ? nil : Int64(number - 20) * 3_600, textBytes: 1, stored: []))
    }
    _ = try unsafe builder.write(to: path, sync: false) { _, term, derived in
      unsafe derived.append(contentsOf: term.prefix(2))
      return true
    }
    let file = try SegmentFile(path: path)
    var sections: [SectionID: [UInt8]] = [:]
    for id in SectionID.allCases where id != .stored && id != .storedBlocks {
      sections[id] = try unsafe Array(file.bytes(of: id))
    }
    return sections
  }

  @Test("long lists are written as ever, byte by byte")
  func long() throws {
    let folder = TemporaryFolder()
    let fixture = Self.tests.appendingPathComponent("Fixtures/long-lists.txt")
    var expected: [String: String] = [:]
    for line in try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      expected[String(parts[0])] = parts.last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for (id, bytes) in try longLists(folder.path + "/s", others: 0) {
      // Profiles are zeros for the most part: the first three tell all.
      let told = id == .profiles ? Array(bytes.prefix(3 * 96)) : bytes
      #expect(expected[id.name] ?? "" == Self.hexadecimal(told), "\(id.name)")
    }
    let sparse = try longLists(folder.path + "/t", others: 1_300)[.postings] ?? []
    #expect(expected["sparse postings"] == Self.hexadecimal(sparse))
  }
}
