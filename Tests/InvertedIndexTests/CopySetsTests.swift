import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("CopySets") struct CopySetsTests {
  /// A document and where it is.
  private struct Place {
    let document: TestDocument
    let segment: Int
    let number: DocID
    let order: Int
  }

  /// Whether `a` is the better of two copies of an article, the longest of which has so many words.
  private static func isBetter(_ a: Place, _ b: Place, longest: Int) -> Bool {
    let (words, others) = (a.document.words.count, b.document.words.count)
    let (date, other) = (a.document.date, b.document.date)
    let isDated = [(date, words), (other, others)].map { $0 != nil && 2 * $1 >= longest }
    if isDated[0] != isDated[1] { return isDated[0] }
    if words != others { return words > others }
    if date != other { return other == nil || date.map { $0 > (other ?? 0) } ?? false }
    return a.order < b.order
  }

  /// The documents of which there is another, better one with the same key: the slow twin.
  private static func hidden(_ places: [Place]) -> Set<Int> {
    let hidden = places.filter { place in
      let copies = places.filter {
        $0.document.copyKey != 0 && $0.document.copyKey == place.document.copyKey
      }
      let longest = copies.map(\.document.words.count).max() ?? 0
      return copies.contains { isBetter($0, place, longest: longest) }
    }
    return Set(hidden.map(\.order))
  }

  private static func documents(_ count: Int, keys: Int, seed: UInt64) -> [TestDocument] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
      let length = Int.random(in: 1...4, using: &random)
      return TestDocument(
        id: "d\(i)", words: (0..<length).map { _ in "w\(Int.random(in: 0..<9, using: &random))x" },
        date: Int.random(in: 0..<3, using: &random) == 0
          ? nil : Int64.random(in: -2...2, using: &random) * 86_400,
        copyKey: UInt64(Int.random(in: 0..<keys, using: &random)) &* 0x9E37_79B9_7F4A_7C15)
    }
  }

  /// A writer of an index at `path` with three documents, the first and the third of them copies.
  private static func writerOfCopies(_ path: String) throws -> IndexWriter {
    var documents = documents(3, keys: 1, seed: 1)
    documents[0].copyKey = 5
    documents[2].copyKey = 5
    var writer = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
    try TestIndex.write(documents, to: path + "/r.lede-tmp")
    try writer.append(runs: [path + "/r.lede-tmp"])
    return writer
  }

  @Test(
    "hidden are those of which there is a better copy, whatever is deleted and however many keys are looked at at once",
    arguments: [(1, 2), (1, 40), (3, 5), (3, 60), (5, 1), (5, 300)])
  func twin(segments: Int, keys: Int) throws {
    let folder = TemporaryFolder()
    let documents = Self.documents(150, keys: keys, seed: UInt64(segments * 1_000 + keys))
    var random = SplitMix64(seed: UInt64(keys))
    let path = folder.path + "/index"
    var writer = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
    var places: [Place] = []
    for segment in 0..<segments {
      let range = 150 * segment / segments..<150 * (segment + 1) / segments
      let run = "\(path)/\(segment).lede-tmp"
      try TestIndex.write(Array(documents[range]), to: run)
      try writer.append(runs: [run])
      for i in range {
        places.append(
          Place(
            document: documents[i], segment: segment, number: DocID(i - range.lowerBound), order: i)
        )
      }
    }
    for _ in 0..<3 {
      try writer.commit()
      let hidden = places.filter {
        writer.snapshot.segments[$0.segment].hidden?.contains($0.number) ?? false
      }
      #expect(Set(hidden.map(\.order)) == Self.hidden(places))
      #expect(writer.snapshot.hiddenCount == hidden.count)
      for atOnce in [1, 7, 150] {
        let sets = try CopySets(writer.snapshot.segments, atOnce: atOnce).hidden
        #expect(sets == writer.snapshot.segments.map(\.hidden))
      }
      #expect(writer.snapshot.documentCount == places.count - hidden.count)
      #expect(try IndexVerifier.verify(path: path).damages.map(\.description) == [])
      // The best go first, so that others take their places.
      for place in places where Int.random(in: 0..<3, using: &random) == 0 {
        writer.delete([place.number], fromSegment: place.segment)
        places.removeAll { $0.order == place.order }
      }
    }
  }

  @Test("merging changes nothing in what is hidden, and a better copy that goes gives way")
  func merging() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    let documents = Self.documents(200, keys: 40, seed: 6)
    var writer = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
    for part in 0..<4 {
      let run = "\(path)/\(part).lede-tmp"
      try TestIndex.write(Array(documents[part * 50..<part * 50 + 50]), to: run, file: "f\(part)")
      try writer.append(runs: [run])
    }
    try writer.commit()
    func live() throws -> [String] {
      try writer.snapshot.segments.flatMap { view in
        try (0..<DocID(view.segment.documentCount)).filter(view.isLive).map {
          try view.segment.identifier(of: $0)
        }
      }
    }
    let before = try live()
    #expect(before.count < 100)
    try writer.mergeAll()
    try writer.commit()
    #expect(try live() == before && writer.snapshot.segments.count == 1)
    #expect(writer.snapshot.segments[0].keptCount == 200)
    #expect(try IndexVerifier.verify(path: path).isSound)
    let best = try #require(documents.firstIndex { $0.copyKey != 0 && before.contains($0.id) })
    let copies = documents.filter { $0.copyKey == documents[best].copyKey }
    writer.delete([DocID(best)], fromSegment: 0)
    try writer.commit()
    let others = try Set(live()).intersection(copies.map(\.id))
    #expect(others.count == 1 && others != [documents[best].id])
  }

  @Test("a commit that hides the same writes no file, and one that hides none removes it")
  func files() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    var writer = try Self.writerOfCopies(path)
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
    for _ in 0..<2 {
      try writer.commit()
      #expect(
        try names() == ["lock", "manifest", "segment-1.hidden-1", "segment-1.lede"])
    }
    writer.delete([0], fromSegment: 0)
    try writer.commit()
    #expect(try names() == ["lock", "manifest", "segment-1.deleted-3", "segment-1.lede"])
    #expect(writer.snapshot.segments[0].hidden == nil)
  }

  @Test("a hidden set that the keys do not give is found by the verification")
  func wrong() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    var writer = try Self.writerOfCopies(path)
    try writer.commit()
    for kind in [DocumentSet.Kind.hidden, .deleted] {
      var set = DocumentSet(capacity: 3)
      set.insert(1)
      try Data(set.encoded(kind, segment: 1, generation: 1))
        .write(to: URL(fileURLWithPath: path + "/segment-1.hidden-1"))
      let damages = try IndexVerifier.verify(path: path).damages
      #expect(damages.map(\.path) == [path + "/segment-1.hidden-1"])
    }
    // Deleted documents do not pass for hidden ones.
    #expect(throws: IndexError.self) { try IndexSnapshot(path: path) }
  }
}
