import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("DocumentProfiles") struct DocumentProfilesTests {
  /// The profile of a document by its definition, from its words.
  private func definition(_ document: TestDocument) -> [UInt16] {
    let frequencies = document.words.reduce(into: [String: Int]()) {
      $0[String($1.dropLast()), default: 0] += 1
    }
    let terms = frequencies.map { (hash: DocumentProfiles.hash($0.key.utf8), frequency: $0.value) }
      .sorted { a, b in a.frequency != b.frequency ? a.frequency > b.frequency : a.hash < b.hash }
    let entries = terms.prefix(48).map { hash, frequency in
      UInt16(hash >> 20) << 4 | UInt16(min((2 * Double(frequency).squareRoot()).rounded(), 15))
    }
    return entries + [UInt16](repeating: 0, count: 48 - entries.count)
  }

  private func profile(_ profiles: DocumentProfiles, _ document: Int) throws -> [UInt16] {
    let profile = try profiles.profile(DocID(document))
    return profile.indices.map { profile[$0] }
  }

  /// Documents of none to some hundred different stems, some of them very frequent.
  private func documents(_ count: Int) -> [TestDocument] {
    var random = SplitMix64(seed: 31)
    return (0..<count).map { i in
      var words: [String] = []
      for _ in 0..<Int.random(in: 0...200, using: &random) {
        let times = Int.random(in: 0..<20, using: &random) == 0 ? 40 : 1
        words += [String](repeating: "w\(Int.random(in: 0..<300, using: &random))x", count: times)
      }
      return TestDocument(id: "d\(i)", words: words, date: nil)
    }
  }

  @Test("a profile has the most frequent terms, whatever segment the document is in")
  func definition() throws {
    let folder = TemporaryFolder()
    let documents = documents(300) + TestIndex.randomDocuments(300, seed: 3)
    var views: [SegmentView] = []
    for (part, range) in [0..<599, 599..<600].enumerated() {
      let path = folder.path + "/\(part)"
      try TestIndex.write(Array(documents[range]), to: path)
      let segment = try Segment(path: path)
      let profiles = try #require(try segment.profiles())
      for i in range {
        #expect(try profile(profiles, i - range.lowerBound) == definition(documents[i]))
      }
      views.append(SegmentView(segment: segment, number: part, deleted: nil, deletedGeneration: 0))
    }
    var merger = try SegmentMerger(views, schema: TestIndex.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    let merged = try #require(try Segment(path: folder.path + "/merged").profiles())
    for i in documents.indices {
      #expect(try profile(merged, i) == definition(documents[i]))
    }
  }

  @Test("the hash of a term is 32 bits of XXH3 of its bytes")
  func hash() {
    // The checksum of no bytes is in the specification of xxHash.
    #expect(DocumentProfiles.hash([]) == 0x38D3_94C2)
    #expect(DocumentProfiles.hash("a".utf8) != DocumentProfiles.hash("b".utf8))
  }
}
