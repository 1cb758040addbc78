import TestSupport

@testable import InvertedIndex

extension Kernel {
  /// Those that look terms up.
  static func ofDictionary() throws -> [Kernel] { [try find()] }

  /// The document frequency of every 37th of words that are no longer than most, which few documents hold or many.
  private static func find() throws -> Kernel {
    var random = SplitMix64(seed: 6)
    var terms: Set<[UInt8]> = []
    while terms.count < 3_000 {
      let length = Int.random(in: 2...9, using: &random)
      terms.insert((0..<length).map { _ in UInt8.random(in: 0x61...0x68, using: &random) })
    }
    let keys = terms.map { [0] + $0 }.sorted { $0.lexicographicallyPrecedes($1) }
    let dictionary = try dictionary(of: keys)
    let wanted = stride(from: 5, to: keys.count, by: 37).map { keys[$0] }
    return Kernel(
      name: "TermDictionary.find", unit: "term", units: wanted.count, most: 2_380,
      outputs: wanted.count
    ) { output in
      for (i, key) in wanted.enumerated() {
        output[i] = UInt32((try? dictionary.find(key))??.documentFrequency ?? 0)
      }
    } naive: { output in
      for (i, key) in wanted.enumerated() {
        var cursor = TermCursor(dictionary)
        while let info = try? cursor.next() {
          if cursor.key == key { output[i] = UInt32(info.documentFrequency) }
        }
      }
    }
  }

  private static func dictionary(of keys: [[UInt8]]) throws -> TermDictionary {
    let folder = TemporaryFolder()
    let schema = IndexSchema([IndexSchema.Field(number: 0, hasPositions: true)])
    var writer = SegmentWriter(path: folder.path + "/s", schema: schema, documents: 300)
    for _ in 0..<300 {
      try writer.append(
        DocumentRecord(
          identifier: [], length: 500, titleLength: 0, date: nil, textBytes: 0, stored: []))
      try writer.appendStored([])
    }
    for (i, key) in keys.enumerated() {
      writer.beginTerm(field: 0)
      // Half of all terms are in one document, as in any text.
      for document in 0..<(i % 2 == 0 ? 1 : 2 + i % 151) {
        let positions: [UInt32] = i % 3 == 0 ? [7, 90] : [41]
        positions.withUnsafeBufferPointer {
          writer.append(DocID(document), frequency: UInt32($0.count), positions: $0)
        }
      }
      try writer.finishTerm(key: key)
    }
    var file = SourceFile(path: [0x66], size: 1, modified: 0)
    file.documentCount = 300
    _ = try writer.finish(files: [file], sync: false)
    return try Segment(path: folder.path + "/s").dictionary
  }
}
