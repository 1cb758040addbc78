import Foundation
import TestSupport

@testable import InvertedIndex

/// A document of a test: its words in order.
struct TestDocument: Equatable {
  var id: String
  var words: [String]
  var date: Int64?
  var copyKey: UInt64 = 0
}

enum TestIndex {
  /// Field 0 with positions, whose words without their last letter make field 1, which has vectors and
  /// levels by weighted lengths.
  static let schema = IndexSchema([
    IndexSchema.Field(number: 0, hasPositions: true, derived: [1]),
    IndexSchema.Field(number: 1, hasPositions: false, isWeighted: true, hasVectors: true),
  ])

  /// Documents whose words follow Zipf's law, some words in bursts.
  static func randomDocuments(
    _ count: Int, seed: UInt64, vocabulary: Int = 400, longest: Int = 60
  ) -> [TestDocument] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
      let length = Int.random(in: 0...longest, using: &random)
      let topic = Int.random(in: 0..<vocabulary, using: &random)
      let words = (0..<length).map { _ -> String in
        if Int.random(in: 0..<5, using: &random) == 0 { return "w\(topic)x" }
        let u = Double.random(in: 0..<1, using: &random)
        let rank = Int(pow(Double(vocabulary), u)) - 1
        return "w\(rank)" + (Bool.random(using: &random) ? "x" : "y")
      }
      return TestDocument(id: "d\(i)", words: words, date: Int64(i / 3) * 86_400)
    }
  }

  static func builder(_ documents: [TestDocument], file: String = "f") -> SegmentBuilder {
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array(file.utf8), size: 1, modified: 2))
    for document in documents {
      for (position, word) in document.words.enumerated() {
        unsafe Array(word.utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array(document.id.utf8), length: document.words.count,
          weightedLength: document.words.count * 3 / 2, titleLength: 0,
          date: document.date, textBytes: 1,
          stored: Array(document.words.joined(separator: " ").utf8), copyKey: document.copyKey))
    }
    return builder
  }

  /// Writes a segment of `documents` to `path`.
  static func write(_ documents: [TestDocument], to path: String, file: String = "f") throws {
    _ = try unsafe builder(documents, file: file).write(to: path, sync: false) { _, term, derived in
      unsafe derived.append(contentsOf: term.dropLast())
      return true
    }
  }
}
