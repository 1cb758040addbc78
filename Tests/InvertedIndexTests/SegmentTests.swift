import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("Segment") struct SegmentTests {
  /// Postings as a slow, obviously right inversion gives them.
  private func twin(_ documents: [TestDocument], stems: Bool) -> [String: [(Int, [Int])]] {
    var postings: [String: [(Int, [Int])]] = [:]
    for (d, document) in documents.enumerated() {
      var places: [String: [Int]] = [:]
      for (p, word) in document.words.enumerated() {
        places[stems ? String(word.dropLast()) : word, default: []].append(p)
      }
      for (word, positions) in places { postings[word, default: []].append((d, positions)) }
    }
    return postings
  }

  private func check(_ segment: Segment, equals documents: [TestDocument]) throws {
    #expect(segment.documentCount == documents.count)
    for (d, document) in documents.enumerated() {
      #expect(Int(unsafe segment.lengths[d]) == document.words.count)
      #expect(try segment.identifier(of: DocID(d)) == document.id)
      #expect(try segment.dates()[DocID(d)] == document.date)
      #expect(
        try segment.stored(of: DocID(d)) == Array(document.words.joined(separator: " ").utf8))
    }
    for field in 0..<2 as Range<UInt8> {
      let expected = twin(documents, stems: field == 1)
      var terms: [String] = []
      try segment.forEachTerm(field: field, prefix: []) {
        terms.append(String(decoding: $0, as: UTF8.self))
        return true
      }
      #expect(terms == expected.keys.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) })
      for (term, postings) in expected {
        let list = try #require(try segment.postings(key: [field] + Array(term.utf8)))
        #expect(list.documentFrequency == postings.count)
        #expect(list.totalFrequency == postings.reduce(0) { $0 + $1.1.count })
        var cursor = PostingsCursor(list)
        for (document, positions) in postings {
          #expect(Int(cursor.document) == document)
          #expect(Int(cursor.frequency()) == positions.count)
          if field == 0 {
            var read = [UInt32](repeating: 0, count: positions.count)
            unsafe read.withUnsafeMutableBufferPointer {
              guard let base = $0.baseAddress else { return }
              unsafe cursor.readPositions(lengths: segment.lengths, into: base)
            }
            #expect(read.map(Int.init) == positions)
          }
          cursor.advance()
        }
        #expect(cursor.document == .end)
        cursor.advance()
        #expect(cursor.document == .end)
      }
    }
    #expect(try segment.postings(key: [0] + Array("absent".utf8)) == nil)
    #expect(try segment.postings(key: [9] + Array("w1x".utf8)) == nil)
  }

  @Test("it holds what a plain inversion gives", arguments: [0, 1, 2, 127, 128, 129, 1_000, 3_000])
  func inversion(count: Int) throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(count, seed: UInt64(count) + 1)
    let path = folder.path + "/s"
    try TestIndex.write(documents, to: path)
    try check(try Segment(path: path), equals: documents)
  }

  @Test("it holds what a plain inversion gives of long documents, whose positions fill no block")
  func longDocuments() throws {
    let folder = TemporaryFolder()
    var documents = TestIndex.randomDocuments(300, seed: 4)
    for i in [3, 7, 130] {
      documents[i].words = (0..<40_000 + i).map { $0 % 100 == 0 ? "w1x" : "w0x" }
    }
    let path = folder.path + "/s"
    try TestIndex.write(documents, to: path)
    try check(try Segment(path: path), equals: documents)
  }

  @Test("advancing to a document is advancing step by step")
  func advanceTo() throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(4_000, seed: 5, vocabulary: 50)
    try TestIndex.write(documents, to: folder.path + "/s")
    let segment = try Segment(path: folder.path + "/s")
    var random = SplitMix64(seed: 6)
    for rank in [0, 1, 3, 10, 40] {
      let list = try #require(try segment.postings(key: [1] + Array("w\(rank)".utf8)))
      for _ in 0..<200 {
        var fast = PostingsCursor(list)
        var slow = PostingsCursor(list)
        while fast.document != .end {
          let reach = Int.random(in: 0...3, using: &random) == 0 ? 1_500 : 40
          let target =
            fast.document + DocID(Int.random(in: 0...reach, using: &random)) - min(fast.document, 3)
          fast.advance(to: target)
          while slow.document < target { slow.advance() }
          #expect(fast.document == slow.document)
          if fast.document != .end { #expect(fast.frequency() == slow.frequency()) }
          if Bool.random(using: &random) {
            fast.advance()
            slow.advance()
          }
        }
      }
    }
  }

  /// The lists of a segment of 3,000 documents, most of them of blocks, the frequent ones dense.
  private func longLists(
    _ folder: TemporaryFolder, longest: Int = 60
  ) throws -> (Segment, [PostingsList]) {
    let documents = TestIndex.randomDocuments(3_000, seed: 8, vocabulary: 60, longest: longest)
    try TestIndex.write(documents, to: folder.path + "/s")
    let segment = try Segment(path: folder.path + "/s")
    let lists = try (0..<60).compactMap {
      try segment.postings(key: [1] + Array("w\($0)".utf8))
    }
    return (segment, lists)
  }

  /// Cells are finer where texts are short, and a word is frequent.
  @Test(
    "the level of a cell is the highest of its postings",
    arguments: [(longest: 60, finest: 4), (longest: 300, finest: 5)])
  func levels(longest: Int, finest: Int) throws {
    let folder = TemporaryFolder()
    let (segment, lists) = try longLists(folder, longest: longest)
    let reference = segment.summary.impactScale.referenceLength
    var shifts: Set<Int> = []
    for list in lists {
      guard let levels = unsafe list.cellLevels else { continue }
      shifts.insert(list.cellShift)
      #expect(list.cells == (segment.documentCount - 1) >> list.cellShift + 1)
      var highest = [Double](repeating: 0, count: list.cells)
      var cursor = PostingsCursor(list)
      while cursor.document != .end {
        let weighted = 10 * Double(cursor.frequency()) * Double(reference)
        // The field is by weighted lengths, but not what it shares with the words themselves.
        let lengths = unsafe list.isShared ? segment.lengths : segment.weightedLengths
        let length = Double(unsafe lengths[Int(cursor.document)])
        let level = (255 * weighted / (weighted + 3 * Double(reference) + 9 * length)).rounded(.up)
        let cell = Int(cursor.document) >> list.cellShift
        highest[cell] = max(highest[cell], level)
        cursor.advance()
      }
      for (cell, level) in highest.enumerated() { #expect(Double(unsafe levels[cell]) == level) }
    }
    #expect(shifts.count > 1 && shifts.min() == finest)
  }

  @Test("the bits and ranks of a dense list are those of its documents")
  func dense() throws {
    let folder = TemporaryFolder()
    let (segment, lists) = try longLists(folder)
    var seen: Set<Bool> = []
    for list in lists where list.hasHeaders {
      #expect(list.isDense == (list.documentFrequency * 8 >= segment.documentCount))
      seen.insert(list.isDense)
      guard list.isDense else { continue }
      var documents: [DocID] = []
      var cursor = PostingsCursor(list)
      while cursor.document != .end {
        documents.append(cursor.document)
        cursor.advance()
      }
      let held = Set(documents)
      var rank = 0
      for document in 0..<DocID(segment.documentCount) {
        #expect(list.contains(document) == held.contains(document))
        #expect(list.rank(of: document) == rank)
        let bit = list.word(Int(document) / 64) >> UInt64(document % 64) & 1
        #expect(bit == (held.contains(document) ? 1 : 0))
        rank += held.contains(document) ? 1 : 0
      }
      var buffer = [DocID](repeating: 0, count: documents.count + PostingsList.decodingMargin)
      for first in stride(from: 0, to: documents.count, by: 37) {
        let count = min(100, documents.count - first)
        unsafe buffer.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          unsafe list.decodeBits(from: documents[first], count: count, into: base)
        }
        #expect(buffer[..<count] == documents[first..<first + count])
        unsafe buffer.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          unsafe list.decodeBitsByBytes(from: documents[first], count: count, into: base)
        }
        #expect(buffer[..<count] == documents[first..<first + count])
      }
    }
    #expect(seen.count == 2)
  }

  @Test("a frequency alone is that of the whole block")
  func singleFrequency() throws {
    let folder = TemporaryFolder()
    let (segment, lists) = try longLists(folder)
    defer { withExtendedLifetime(segment) {} }
    let blockCount = PostingsList.blockCount
    var buffer = [UInt32](repeating: 0, count: blockCount + PostingsList.decodingMargin)
    var most: UInt32 = 0
    for list in lists {
      for block in 0..<list.blocks where list.count(ofBlock: block) == blockCount {
        unsafe buffer.withUnsafeMutableBufferPointer {
          guard let base = $0.baseAddress else { return }
          unsafe list.decodeFrequencies(block: block, into: base)
        }
        for (index, frequency) in buffer[..<blockCount].enumerated() {
          #expect(list.frequency(block: block, index: index) == frequency)
          most = max(most, frequency)
        }
      }
    }
    #expect(most > 4)
    #expect(Set(lists.map(\.frequencyShift)).count > 1)
  }

  @Test("merging gives the bytes of building at once", arguments: [2, 3, 7])
  func merge(parts: Int) throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(1_500, seed: 21)
    try TestIndex.write(documents, to: folder.path + "/whole")
    var views: [SegmentView] = []
    for part in 0..<parts {
      let range = documents.count * part / parts..<documents.count * (part + 1) / parts
      let path = folder.path + "/part\(part)"
      try TestIndex.write(Array(documents[range]), to: path)
      views.append(
        SegmentView(
          segment: try Segment(path: path), number: part, deleted: nil, deletedGeneration: 0))
    }
    var merger = try SegmentMerger(views, schema: TestIndex.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    let merged = try Segment(path: folder.path + "/merged")
    try check(merged, equals: documents)
    let whole = try Segment(path: folder.path + "/whole")
    for id in SectionID.allCases where id != .stored && id != .storedBlocks {
      let a = try unsafe Array(whole.file.bytes(of: id))
      let b = try unsafe Array(merged.file.bytes(of: id))
      #expect(a == b, "section \(id.name)")
    }
  }

  @Test("merging leaves out what was deleted")
  func mergeDeleted() throws {
    let folder = TemporaryFolder()
    let documents = TestIndex.randomDocuments(900, seed: 31)
    var random = SplitMix64(seed: 32)
    var views: [SegmentView] = []
    var kept: [TestDocument] = []
    for part in 0..<3 {
      let slice = Array(documents[part * 300..<part * 300 + 300])
      var deleted = DocumentSet(capacity: 300)
      for i in 0..<300 {
        if Int.random(in: 0..<3, using: &random) == 0 {
          deleted.insert(DocID(i))
        } else {
          kept.append(slice[i])
        }
      }
      try TestIndex.write(slice, to: folder.path + "/\(part)")
      views.append(
        SegmentView(
          segment: try Segment(path: folder.path + "/\(part)"), number: part, deleted: deleted,
          deletedGeneration: 1))
    }
    var merger = try SegmentMerger(views, schema: TestIndex.schema)
    _ = try merger.write(to: folder.path + "/merged", sync: false)
    try check(try Segment(path: folder.path + "/merged"), equals: kept)
  }

  @Test("a word whose documents are all deleted leaves no stem that points to another word")
  func mergeVanished() throws {
    let folder = TemporaryFolder()
    let documents = ["gonex", "herex", "gonex herex", "otherx"].enumerated().map { i, text in
      TestDocument(
        id: "d\(i)", words: text.split(separator: " ").map(String.init), date: Int64(i) * 86_400)
    }
    try TestIndex.write(documents, to: folder.path + "/0")
    try TestIndex.write(documents, to: folder.path + "/1")
    for deleted in [[0, 2], []] as [[DocID]] {
      // Once the word vanishes from all segments, once from the first alone.
      var views: [SegmentView] = []
      for part in 0..<2 {
        var set = DocumentSet(capacity: documents.count)
        for document in part == 0 ? [0, 2] : deleted { set.insert(document) }
        views.append(
          SegmentView(
            segment: try Segment(path: folder.path + "/\(part)"), number: part, deleted: set,
            deletedGeneration: 1))
      }
      var merger = try SegmentMerger(views, schema: TestIndex.schema)
      _ = try merger.write(to: folder.path + "/merged", sync: false)
      let kept = [documents[1], documents[3]]
      try check(
        try Segment(path: folder.path + "/merged"),
        equals: kept + (deleted.isEmpty ? documents : kept))
    }
  }

  @Test("a stem that shares a word's postings is read rightly, with positions and without")
  func aliases() throws {
    for hasPositions in [true, false] {
      let schema = IndexSchema([
        IndexSchema.Field(number: 0, hasPositions: hasPositions, derived: [1]),
        IndexSchema.Field(number: 1, hasPositions: false),
      ])
      let folder = TemporaryFolder()
      let builder = SegmentBuilder(schema: schema)
      for i in 0..<700 {
        // A word of several blocks, of which there is no other form.
        if i % 3 != 1 {
          unsafe Array("wordx".utf8).withUnsafeBufferPointer {
            unsafe builder.add(field: 0, term: $0, position: 0)
          }
        }
        builder.end(
          DocumentRecord(
            identifier: Array("\(i)".utf8), length: 1 + i % 5, titleLength: 0, date: nil,
            textBytes: 0, stored: []))
      }
      _ = try unsafe builder.write(to: folder.path + "/s", sync: false) { _, term, derived in
        unsafe derived.append(contentsOf: term.dropLast())
        return true
      }
      let segment = try Segment(path: folder.path + "/s")
      let list = try #require(try segment.postings(key: [1] + Array("word".utf8)))
      var cursor = PostingsCursor(list)
      var documents: [Int] = []
      while cursor.document != .end {
        documents.append(Int(cursor.document))
        cursor.advance()
      }
      #expect(documents == (0..<700).filter { $0 % 3 != 1 })
    }
  }
}
