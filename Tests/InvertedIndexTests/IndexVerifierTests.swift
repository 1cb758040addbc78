import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("IndexVerifier", .timeLimit(.minutes(5))) struct IndexVerifierTests {
  /// The sections of the segment at `path`.
  private static func sections(_ path: String) throws -> [SectionID: [UInt8]] {
    let file = try SegmentFile(path: path)
    var sections: [SectionID: [UInt8]] = [:]
    for id in SectionID.allCases { sections[id] = try unsafe Array(file.bytes(of: id)) }
    return sections
  }

  /// Writes a segment of these sections, whatever they hold, with right checksums.
  private static func write(_ sections: [SectionID: [UInt8]], to path: String) throws {
    var file = try SegmentFileWriter(path: path)
    for id in SectionID.allCases {
      let bytes = sections[id] ?? []
      if id == .copyKeys, bytes.isEmpty { continue }
      var section = SectionWriter(id, segmentPath: path)
      try section.append(bytes)
      try file.append(section)
    }
    try file.finish(path: path, sync: false)
  }

  /// What is wrong with the segment at `path`.
  private static func damages(_ path: String) -> [IndexError] {
    do throws(IndexError) { return SegmentVerifier(try Segment(path: path)).damages() } catch {
      return [error]
    }
  }

  @Test("every kind of list is sound as written", arguments: [0, 1, 127, 128, 129, 2_000])
  func sound(count: Int) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    try TestIndex.write(
      TestIndex.randomDocuments(count, seed: 3, vocabulary: 40), to: path)
    #expect(Self.damages(path).map(\.description) == [])
    try Self.write(try Self.sections(path), to: folder.path + "/t")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: path))
        == Data(contentsOf: URL(fileURLWithPath: folder.path + "/t")))
  }

  @Test("wrong bytes with right checksums never crash it, and are found where they can be")
  func crafted() async throws {
    let folder = TemporaryFolder()
    try TestIndex.write(
      TestIndex.randomDocuments(400, seed: 3, vocabulary: 40), to: folder.path + "/s")
    await #expect(processExitsWith: .success) { [folder = folder.path as String] in
      let sections = try Self.sections(folder + "/s")
      var random = SplitMix64(seed: 8)
      var found: [SectionID: Int] = [:]
      var tried: [SectionID: Int] = [:]
      for _ in 0..<1_600 {
        let id = SectionID.allCases[Int.random(in: 0..<16, using: &random)]
        var changed = sections
        var bytes = sections[id] ?? []
        let at = Int.random(in: 0..<max(bytes.count, 1), using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where !bytes.isEmpty: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where !bytes.isEmpty: bytes[at] = .max
        case 2 where !bytes.isEmpty: bytes.removeSubrange(at...)
        case 3 where !bytes.isEmpty:
          for i in at..<min(at + 12, bytes.count) {
            bytes[i] = .random(in: 0...255, using: &random)
          }
        case 4 where !bytes.isEmpty:
          for i in at..<min(at + 12, bytes.count) { bytes[i] = .max }
        default: bytes.insert(.random(in: 0...255, using: &random), at: min(at, bytes.count))
        }
        changed[id] = bytes
        guard bytes != sections[id] else { continue }
        try Self.write(changed, to: folder + "/t")
        let damages = Self.damages(folder + "/t")
        #expect(damages.allSatisfy { $0.code == .damaged && $0.place != nil })
        tried[id, default: 0] += 1
        found[id, default: 0] += damages.isEmpty ? 0 : 1
      }
      for id in [
        SectionID.termBlocks, .lengths, .storedBlocks, .vectorTerms, .vectors, .vectorOffsets,
        .weightedLengths, .profiles,
      ] {
        #expect(found[id] == tried[id])
      }
      for id in [SectionID.terms, .postings] {
        #expect((found[id] ?? 0) * 10 >= (tried[id] ?? 0) * 8, "\(id): \(found) of \(tried)")
      }
    }
  }

  @Test("keys that share more bytes than they say are found, for no look-up would find them")
  func sharedBytes() throws {
    let folder = TemporaryFolder()
    let document = TestDocument(id: "p", words: ["abc", "abd"], copyKey: 0)
    try TestIndex.write([document], to: folder.path + "/s")
    var sections = try Self.sections(folder.path + "/s")
    var terms = try #require(sections[.terms])
    let count = try Segment(path: folder.path + "/s").summary.terms
    // All numbers take a byte here.
    let keyBytes = 1 + Int(terms[0]) + 2
    let (keyHeads, keys) = (keyBytes + 1, keyBytes + 1 + 2 * count - 1)
    #expect(terms[keyHeads] == 0x31)
    (terms[keyHeads], terms[keyBytes]) = (0x22, terms[keyBytes] + 1)
    terms.insert(UInt8(ascii: "b"), at: keys)
    sections[.terms] = terms
    try Self.write(sections, to: folder.path + "/t")
    #expect(Self.damages(folder.path + "/t").first?.place?.contains("terms") == true)
  }

  @Test("copy keys of the wrong number, or none at all, are found")
  func copyKeys() throws {
    let folder = TemporaryFolder()
    var documents = TestIndex.randomDocuments(20, seed: 3)
    documents[7].copyKey = 1 << 40
    try TestIndex.write(documents, to: folder.path + "/s")
    var sections = try Self.sections(folder.path + "/s")
    #expect(sections[.copyKeys]?.count == 16)
    #expect(Self.damages(folder.path + "/s").isEmpty)
    func section(_ numbers: [UInt64], _ count: Int? = nil) -> [UInt8] {
      let bytes = numbers.flatMap { number in (0..<8).map { UInt8(number >> ($0 * 8) & 255) } }
      return Array(bytes.prefix(count ?? bytes.count))
    }
    #expect(sections[.copyKeys] == section([1 << 7, 1 << 40]))
    for bytes in [
      section([1 << 7, 1 << 40], 15), section([1 << 7, 1 << 40], 7), section([1 << 7, 3, 3]),
      section([1 << 7]), section([3 << 7, 3]), section([1 << 7, 0]), section([0]),
      section([1 << 20, 3]), section([1 << 63, 3]),
    ] {
      sections[.copyKeys] = bytes
      try Self.write(sections, to: folder.path + "/t")
      #expect(Self.damages(folder.path + "/t").first?.place?.contains("copy keys") == true)
    }
  }

  @Test("all damaged segments are told, not only the first")
  func several() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    for size in [800, 300, 100] {
      var writer = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
      try TestIndex.write(
        TestIndex.randomDocuments(size, seed: UInt64(size)), to: path + "/r.lede-tmp")
      try writer.append(runs: [path + "/r.lede-tmp"])
      try writer.commit()
    }
    #expect(try IndexVerifier.verify(path: path).isSound)
    for number in [1, 3] {
      let file = path + "/segment-\(number).lede"
      var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
      for offset in [300, bytes.count / 2] { bytes[offset] ^= 1 }
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    }
    let report = try IndexVerifier.verify(path: path)
    #expect(Set(report.damages.map { $0.path.suffix(14) }) == ["segment-1.lede", "segment-3.lede"])
    #expect(report.damages.allSatisfy { $0.place?.contains("section") == true })
    #expect(report.documents == 300)
  }
}
