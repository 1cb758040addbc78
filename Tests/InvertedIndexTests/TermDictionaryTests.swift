import TestSupport
import Testing

@testable import InvertedIndex

@Suite("TermDictionary") struct TermDictionaryTests {
  private static let schema = IndexSchema([
    IndexSchema.Field(number: 0, hasPositions: true),
    IndexSchema.Field(number: 1, hasPositions: false),
    IndexSchema.Field(number: 9, hasPositions: true),
  ])

  /// Distinct keys in order, most of which share 0 to 250 bytes with others.
  private func keys(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    let alphabet: [UInt8] = [0, 1, 0x61, 0x62, 0xFF]
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    }
    let stems = (0..<3).map { _ in bytes(250) }
    var keys: Set<[UInt8]> = []
    while keys.count < count {
      let stem = stems[Int.random(in: 0..<3, using: &random)]
      // Around 15 and 30 bytes the numbers in the heads of the entries change their form.
      let shared = [
        0, 1, 13, 14, 15, 16, 29, 30, 31, Int.random(in: 0...250, using: &random),
      ].randomElement(using: &random)
      let term =
        stem.prefix(shared ?? 0) + bytes(Int.random(in: 0...(count < 200 ? 20 : 3), using: &random))
      let field: UInt8 = [0, 1, 9].randomElement(using: &random) ?? 0
      if !term.isEmpty, term.count <= 255 { keys.insert([field] + term) }
    }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// A segment with these terms: aliases, single postings and lists in turn.
  private func segment(_ keys: [[UInt8]], path: String) throws -> Segment {
    var writer = SegmentWriter(path: path, schema: Self.schema, documents: 300)
    for i in 0..<300 {
      try writer.append(
        DocumentRecord(
          identifier: [UInt8(i & 63)], length: 500, titleLength: 0, date: nil, textBytes: 0,
          stored: []))
      try writer.appendStored([])
    }
    for (i, key) in keys.enumerated() {
      if i % 5 == 4 {
        try writer.append(key: key, aliasOf: i - 1)
        continue
      }
      writer.beginTerm(field: key[0])
      // Around 32 documents and a frequency of 32 in one of them heads change their form.
      for document in 0..<[1, 3, 200, 1, 31, 32, 1][i % 7] {
        let positions = (0..<[1, 2, 3, 31, 32, 40][i % 6]).map { UInt32($0) * 10 }
        unsafe positions.withUnsafeBufferPointer {
          unsafe writer.append(
            DocID(document + i % 50), frequency: UInt32($0.count), positions: $0)
        }
      }
      try writer.finishTerm(key: key)
    }
    var file = SourceFile(path: [0x66], size: 1, modified: 0)
    file.documentCount = 300
    _ = try writer.finish(files: [file], sync: false)
    return try Segment(path: path)
  }

  /// Keys at and beside those of `keys`.
  private func probes(_ keys: [[UInt8]], seed: UInt64) -> [[UInt8]] {
    var probes: [[UInt8]] = [[], [0], [1], [9], [31], [31, 0xFF], [0, 0, 0, 0, 0, 0], [255]]
    for key in keys {
      probes += [key, key + [0], key + [0xFF], key + key, Array(key.dropLast()), [5] + key]
      probes.append([key[0] ^ 1] + key.dropFirst())
      for change in [1, 0xFF] as [UInt8] {
        for place in [key.count - 1, key.count / 2, min(key.count - 1, 15), 0] {
          var near = key
          near[place] &+= change
          probes.append(near)
        }
      }
    }
    return probes + self.keys(300, seed: seed)
  }

  @Test(
    "finding a key is scanning all terms for it",
    arguments: [1, 2, 31, 32, 33, 64, 65, 97, 600, 6_000])
  func scan(count: Int) throws {
    let folder = TemporaryFolder()
    let seed = UInt64(count)
    let keys = keys(count, seed: seed)
    let segment = try segment(keys, path: folder.path + "/s")
    #expect(SegmentVerifier(segment).damages().map(\.description) == [])
    var cursor = TermCursor(segment.dictionary)
    var twin: [[UInt8]: TermInfo] = [:]
    var walked: [[UInt8]] = []
    while let info = try cursor.next() {
      walked.append(cursor.key)
      twin[cursor.key] = info
    }
    #expect(walked == keys)
    var found = 0
    for probe in probes(keys, seed: seed + 1) {
      let info = try segment.dictionary.find(probe)
      #expect(info == twin[probe], "\(probe)")
      if let field = probe.first {
        let term = Array(probe.dropFirst())
        #expect(try segment.contains(field: field, term: term) == (twin[probe] != nil))
      }
      found += info == nil ? 0 : 1
    }
    #expect(found >= count)
    for (ordinal, key) in keys.enumerated() {
      #expect(try segment.dictionary.info(ordinal: ordinal)?.info == twin[key])
    }
  }

  @Test("a dictionary without terms finds none")
  func empty() throws {
    let folder = TemporaryFolder()
    let segment = try segment([], path: folder.path + "/s")
    #expect(try segment.dictionary.find([]) == nil)
    #expect(try segment.dictionary.find([0, 0x61]) == nil)
  }
}
