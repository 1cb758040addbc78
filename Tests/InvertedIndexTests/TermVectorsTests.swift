import Foundation
import TestSupport
import Testing

@testable import Bytes
@testable import InvertedIndex

@Suite("TermVectors") struct TermVectorsTests {
  /// The stems of a document with their frequencies, as the vectors of `segment` tell.
  private func stems(_ vectors: TermVectors, _ document: DocID) throws -> [String: UInt32] {
    var vector: [TermFrequency] = []
    try vectors.read(document, into: &vector)
    #expect(zip(vector, vector.dropFirst()).allSatisfy { $0.number < $1.number })
    var stems: [String: UInt32] = [:]
    for term in vector {
      stems[String(decoding: try vectors.term(term.number), as: UTF8.self)] = term.frequency
    }
    return stems
  }

  private func stems(_ document: TestDocument) -> [String: UInt32] {
    document.words.reduce(into: [:]) { $0[String($1.dropLast()), default: 0] += 1 }
  }

  @Test("every document has its stems and their frequencies", arguments: [1, 63, 64, 65, 900])
  func definition(count: Int) throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(count, seed: 7)
    try TestIndex.write(documents, to: folder.path + "/s")
    let vectors = try #require(try Segment(path: folder.path + "/s").termVectors())
    var frequencies: [String: Int] = [:]
    for (i, document) in documents.enumerated() {
      let stems = stems(document)
      #expect(try self.stems(vectors, DocID(i)) == stems)
      for stem in stems.keys { frequencies[stem, default: 0] += 1 }
    }
    #expect(vectors.termCount == frequencies.count)
    var previous = Int.max
    for number in 0..<UInt32(vectors.termCount) {
      let stem = String(decoding: try vectors.term(number), as: UTF8.self)
      #expect(vectors.documentFrequency(number) == frequencies[stem])
      #expect(vectors.documentFrequency(number) <= previous)
      previous = vectors.documentFrequency(number)
    }
  }

  @Test("a merged segment has the vectors of the documents that are left")
  func merged() throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(500, seed: 9)
    var views: [SegmentView] = []
    var kept: [TestDocument] = []
    for (part, range) in [0..<200, 200..<201, 201..<500].enumerated() {
      let path = folder.path + "/\(part)"
      try TestIndex.write(Array(documents[range]), to: path)
      var deleted = DocumentSet(capacity: range.count)
      for i in range {
        if i % 3 == 0, part != 1 { deleted.insert(DocID(i - range.lowerBound)) }
      }
      kept += range.filter { $0 % 3 != 0 || part == 1 }.map { documents[$0] }
      views.append(
        SegmentView(
          segment: try Segment(path: path), number: part, deleted: deleted, deletedGeneration: 1))
    }
    var merger = try SegmentMerger(views, schema: TestIndex.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    let vectors = try #require(try Segment(path: folder.path + "/merged").termVectors())
    for (i, document) in kept.enumerated() {
      #expect(try stems(vectors, DocID(i)) == stems(document))
    }
  }

  @Test("chunks of any size give the same bytes")
  func chunks() throws {
    let folder = TemporaryFolder()
    try TestIndex.write(TestIndex.randomDocuments(400, seed: 5), to: folder.path + "/s")
    let segment = try Segment(path: folder.path + "/s")
    for chunkPostings in [1, 50, 1_000, 1 << 20] {
      var builder = try VectorBuilder(segment, field: 1, chunkPostings: chunkPostings)
      var bytes: [UInt8] = []
      var profiles: [UInt8] = []
      while let more = try builder.next() {
        bytes += more.vectors
        profiles += more.profiles
      }
      #expect(try unsafe segment.file.bytes(of: .vectors).elementsEqual(bytes))
      #expect(try unsafe segment.file.bytes(of: .profiles).elementsEqual(profiles))
      #expect(
        try unsafe segment.file.bytes(of: .vectorOffsets).elementsEqual(builder.vectorOffsets))
    }
  }

  @Test("a segment of a schema without vectors has none, and no word of them")
  func without() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/s"
    let schema = IndexSchema([IndexSchema.Field(number: 0, hasPositions: true)])
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array("f".utf8), size: 1, modified: 2))
    builder.end(
      DocumentRecord(
        identifier: [65], length: 0, titleLength: 0, date: nil, textBytes: 0, stored: []))
    _ = try unsafe builder.write(to: path, sync: false) { _, _, _ in false }
    let segment = try Segment(path: path)
    #expect(try segment.termVectors() == nil)
    #expect(try segment.profiles() == nil)
    #expect(segment.file.table.sections == 12)
    #expect(SegmentVerifier(segment).damages().isEmpty)
  }
}

@Suite("VectorCode") struct VectorCodeTests {
  /// Encodes and decodes, and returns the number of bytes.
  private func check(_ vector: [TermFrequency], universe: Int) -> Int {
    var bits = BitWriter()
    VectorCode.encode(vector, universe: universe, to: &bits)
    bits.align()
    var decoded = [TermFrequency(number: 9, frequency: 9)]
    let padded = bits.bytes + [UInt8](repeating: 0xFF, count: BitReader.padding)
    unsafe padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe VectorCode.decode(base, universe: universe, into: &decoded)
    }
    #expect(decoded == vector)
    return bits.bytes.count
  }

  @Test("what is read is what was written")
  func roundTrip() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<2_000 {
      let universe = Int(pow(2, Double.random(in: 0..<21, using: &random)))
      let share = Double.random(in: 0...1, using: &random)
      let span = min(universe, Int.random(in: 1...400, using: &random))
      let start = Int.random(in: 0...universe - span, using: &random)
      var vector: [TermFrequency] = []
      for number in start..<start + span where Double.random(in: 0..<1, using: &random) < share {
        let most = UInt32(1) << UInt32.random(in: 0...20, using: &random)
        let frequency = UInt32.random(in: 1...most, using: &random)
        vector.append(TermFrequency(number: UInt32(number), frequency: frequency))
      }
      _ = check(vector, universe: universe)
    }
  }

  @Test("nothing, everything and the ends of the range")
  func edges() {
    #expect(check([], universe: 0) == 1)
    #expect(check([], universe: 1_000_000) == 1)
    let all = (0..<1_000).map { TermFrequency(number: $0, frequency: 1) }
    #expect(check(all, universe: 1_000) == (19 + 1_000 + 7) / 8)
    for number in [0, 1, 999_999] as [UInt32] {
      _ = check([TermFrequency(number: number, frequency: 70_000)], universe: 1_000_000)
    }
  }
}
