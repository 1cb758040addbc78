import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("PairCollector") struct PairCollectorTests {
  private typealias Postings = [DocID: Int]

  /// The postings of all terms of the field of pairs, by counting over the token lists.
  private func twin(_ documents: [PairedDocument]) -> [[UInt8]: Postings] {
    var words: [[UInt8]: Postings] = [:]
    for (d, document) in documents.enumerated() {
      for occurrence in Set(document.tokens) {
        words[occurrence.word, default: [:]][DocID(d), default: 0] += 1
      }
    }
    let lengths = documents.reduce(0) { $0 + min($1.length, 65_535) }
    let common = Set(
      words.filter { word, postings in
        postings.values.reduce(0, +) * 768 >= lengths && word.count <= 127 && !word.contains(0x20)
      }.keys.sorted { $0.lexicographicallyPrecedes($1) }.prefix(255))
    var terms = words.filter { common.contains($0.key) }
    for (d, document) in documents.enumerated() {
      let tokens = Set(document.tokens)
      for a in tokens where common.contains(a.word) {
        for word in common {
          guard tokens.contains(PairedDocument.Token(word: word, position: a.position + 1)) else {
            continue
          }
          terms[a.word + [0x20] + word, default: [:]][DocID(d), default: 0] += 1
        }
      }
    }
    return terms
  }

  /// Expects the field of pairs of the segment at `path` to be that of the twin.
  private func check(_ path: String, _ documents: [PairedDocument]) throws {
    let segment = try Segment(path: path)
    #expect(SegmentVerifier(segment).damages().map(\.description) == [])
    let expected = twin(documents)
    var found: [[UInt8]] = []
    try segment.forEachTerm(field: PairedDocument.pairField, prefix: []) {
      found.append(Array($0))
      return true
    }
    #expect(found == expected.keys.sorted { $0.lexicographicallyPrecedes($1) })
    for term in found {
      let list = try #require(try segment.postings(key: [PairedDocument.pairField] + term))
      #expect(!list.hasPositions)
      var cursor = PostingsCursor(list)
      var postings: Postings = [:]
      while cursor.document != .end {
        postings[cursor.document] = Int(cursor.frequency())
        cursor.advance()
      }
      #expect(postings == expected[term], "\(String(decoding: term, as: UTF8.self))")
      #expect(list.documentFrequency == postings.count)
      #expect(list.totalFrequency == postings.values.reduce(0, +))
      guard expected[term] != nil, !term.contains(0x20) else { continue }
      // A common word stands for itself.
      guard
        case .alias(let ordinal)? =
          try segment.dictionary.find([PairedDocument.pairField] + term)?.storage
      else {
        Issue.record("no alias")
        continue
      }
      #expect(
        try segment.dictionary.info(ordinal: ordinal)?.info
          == segment.dictionary.find([0] + term))
    }
  }

  /// The sections that do not depend on how the documents were spread.
  private func sections(_ path: String, summary: Bool = true) throws -> [SectionID: [UInt8]] {
    let file = try SegmentFile(path: path)
    var sections: [SectionID: [UInt8]] = [:]
    for id in SectionID.allCases where id != .stored && id != .storedBlocks {
      if id != .summary || summary { sections[id] = try unsafe Array(file.bytes(of: id)) }
    }
    return sections
  }

  /// `documents` in parts that end at `ends`.
  private func parts(_ documents: [PairedDocument], _ ends: [Int]) -> [[PairedDocument]] {
    zip([0] + ends, ends + [documents.count]).map { Array(documents[$0..<$1]) }
  }

  @Test(
    "pairs are counted as over the token lists, however the documents are spread", arguments: 1...4)
  func spread(seed: Int) throws {
    let folder = TemporaryFolder()
    let documents = PairedDocument.random(
      700, seed: UInt64(seed), isRegular: seed == 1, longDocuments: seed > 2 ? 2 : 0)
    let whole = folder.path + "/whole"
    try PairedDocument.write(documents, to: whole)
    try check(whole, documents)
    let expected = try sections(whole)
    for ends in [[350], [1, 2, 300, 300, 699]] {
      let parts = parts(documents, ends)
      let joined = folder.path + "/joined"
      _ = try RunJoiner(
        parts.map { PairedDocument.run($0) }, schema: PairedDocument.schema, stretchOccurrences: 900
      ).write(to: joined, threads: 2, sync: false)
      #expect(try sections(joined) == expected)
      var views: [SegmentView] = []
      for (i, part) in parts.enumerated() {
        views.append(try view(part, number: i, in: folder))
      }
      var merger = try SegmentMerger(views, schema: PairedDocument.schema)
      let merged = folder.path + "/merged"
      _ = try merger.write(to: merged, sync: false)
      #expect(try sections(merged) == expected)
    }
  }

  /// A segment of `documents`, some of them deleted.
  private func view(
    _ documents: [PairedDocument], number: Int, in folder: TemporaryFolder,
    deleted: DocumentSet? = nil
  ) throws -> SegmentView {
    let path = folder.path + "/part-\(number)"
    try PairedDocument.write(documents, to: path)
    return SegmentView(
      segment: try Segment(path: path), number: number, deleted: deleted,
      deletedGeneration: deleted == nil ? 0 : 1)
  }

  @Test(
    "merging counts the pairs of what is not deleted, among the words common there",
    arguments: 5...7)
  func deletions(seed: Int) throws {
    let folder = TemporaryFolder()
    let documents = PairedDocument.random(
      500, seed: UInt64(seed), isRegular: seed == 5, longDocuments: seed > 6 ? 2 : 0)
    var random = SplitMix64(seed: UInt64(seed))
    var views: [SegmentView] = []
    var kept: [PairedDocument] = []
    for (i, part) in parts(documents, [3, 200, 210]).enumerated() {
      var deleted = DocumentSet(capacity: part.count)
      for (d, document) in part.enumerated() {
        // All of the third part; of the others, most that have a certain word.
        let has = document.tokens.contains { $0.word == Array("w2".utf8) }
        if i == 2 || Int.random(in: 0..<10, using: &random) < (has ? 9 : 1) {
          deleted.insert(DocID(d))
        } else {
          kept.append(document)
        }
      }
      views.append(try view(part, number: i, in: folder, deleted: deleted))
    }
    var merger = try SegmentMerger(views, schema: PairedDocument.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    try check(folder.path + "/merged", kept)
    try PairedDocument.write(kept, to: folder.path + "/whole")
    // The bytes of text of what was deleted are only estimated.
    #expect(
      try sections(folder.path + "/merged", summary: false)
        == sections(folder.path + "/whole", summary: false))
  }

  @Test("of more than 255 common words, the first are paired")
  func most() throws {
    let folder = TemporaryFolder()
    var random = SplitMix64(seed: 8)
    let documents = (0..<120).map { _ in
      PairedDocument(words: (0..<200).map { _ in "w\(Int.random(in: 100..<400, using: &random))" })
    }
    try PairedDocument.write(documents, to: folder.path + "/s")
    try check(folder.path + "/s", documents)
    let segment = try Segment(path: folder.path + "/s")
    #expect(try segment.contains(field: PairedDocument.pairField, term: Array("w354".utf8)))
    #expect(try !segment.contains(field: PairedDocument.pairField, term: Array("w355".utf8)))
  }

  @Test("positions of 31 and 32 bits, in a run of one document and among others")
  func highPositions() throws {
    let folder = TemporaryFolder()
    for first in [1 << 30, 3_000_000_000] as [UInt32] {
      var high = PairedDocument(words: [])
      // Often enough to be common beside the length stated.
      for i in 0..<300 as Range<UInt32> {
        let word: UInt8 = i % 3 == 1 ? 0x62 : 0x61
        high.tokens.append(.init(word: [word], position: first + i))
      }
      high.length = 70_000
      let other = PairedDocument(words: ["a", "b"] + [String](repeating: "c", count: 100))
      for documents in [[high], [other, high, other]] {
        let runs = documents.map { PairedDocument.run([$0]) }
        let path = folder.path + "/s"
        _ = try RunJoiner(runs, schema: PairedDocument.schema)
          .write(to: path, threads: 1, sync: false)
        #expect(twin(documents)[Array("a b".utf8)] != nil)
        try check(path, documents)
      }
    }
  }

  @Test("a word with a space is not taken for a pair, nor a pair for a word")
  func spaces() throws {
    let folder = TemporaryFolder()
    let documents = [
      PairedDocument(words: ["a", "b", "a b", "a", "b", "a b c", "c"]),
      PairedDocument(words: ["a", "b", "c", "a b", "c"]), PairedDocument(words: [" ", "a ", " a"]),
    ]
    try PairedDocument.write(documents, to: folder.path + "/s")
    try check(folder.path + "/s", documents)
  }
}
