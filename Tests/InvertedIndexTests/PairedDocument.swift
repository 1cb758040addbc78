import TestSupport

@testable import InvertedIndex

/// A document of tests on pairs: words at positions, several perhaps at one.
struct PairedDocument {
  struct Token: Hashable {
    var word: [UInt8]
    var position: UInt32
  }

  var tokens: [Token]
  /// Above all positions, or at least 65,535.
  var length: Int

  /// A document of these words in a row.
  init(words: [String]) {
    tokens = words.enumerated().map { Token(word: Array($1.utf8), position: UInt32($0)) }
    length = words.count
  }

  static let pairField: UInt8 = 2

  /// Field 0, whose words without their last letter make field 1 and whose pairs make field 2.
  static let schema = IndexSchema([
    IndexSchema.Field(number: 0, hasPositions: true, derived: [1], pairs: pairField),
    IndexSchema.Field(number: 1, hasPositions: false),
    IndexSchema.Field(number: pairField, hasPositions: false),
  ])

  /// Documents whose words follow Zipf's law; among the frequent ones are words of 127 and of 128
  /// bytes and words with a space.
  ///
  /// - Parameters:
  ///   - isRegular: whether every position has one word.
  ///   - longDocuments: how many documents there are with positions around 65,535.
  static func random(
    _ count: Int, seed: UInt64, isRegular: Bool, longDocuments: Int
  ) -> [PairedDocument] {
    var random = SplitMix64(seed: seed)
    func word() -> String {
      switch Int.random(in: 0..<60, using: &random) {
      case 0: return String(repeating: "l", count: 127)
      case 1: return String(repeating: "l", count: 128)
      case 2: return "w0 w1"
      case 3: return "w1 w1 w0"
      default:
        // The product of two numbers: the lower, the more frequent, and many are rare.
        let u = Int.random(in: 0..<40, using: &random)
        return "w\(u * Int.random(in: 0..<40, using: &random))"
      }
    }
    return (0..<count).map { i in
      var document = PairedDocument(words: [])
      var position: UInt32 = 0
      let isLong = i % max(1, count / max(1, longDocuments)) == 7 && longDocuments > 0
      for j in 0..<(isLong ? 200 : Int.random(in: 0...60, using: &random)) {
        if j > 0 {
          let step = isRegular ? 50 : Int.random(in: 0..<100, using: &random)
          position += step < 15 ? 0 : step < 85 ? 1 : UInt32.random(in: 2...5, using: &random)
        }
        if isLong, j % 60 == 59 { position = [65_500, 70_000, 1_000_000][j / 60] }
        document.tokens.append(Token(word: Array(word().utf8), position: position))
      }
      document.length =
        document.tokens.isEmpty ? 0 : Int(position) + 1 + Int.random(in: 0...2, using: &random)
      return document
    }
  }

  /// The documents inverted.
  static func run(_ documents: [PairedDocument]) -> InvertedRun {
    unsafe builder(documents).takeRun { unsafe derive($1, &$2) }
  }

  /// Writes a segment of `documents` to `path`.
  static func write(_ documents: [PairedDocument], to path: String) throws {
    _ = try unsafe builder(documents).write(to: path, sync: false) { unsafe derive($1, &$2) }
  }

  private static func derive(_ term: UnsafeBufferPointer<UInt8>, _ derived: inout [UInt8]) -> Bool {
    unsafe derived.append(contentsOf: term.dropLast())
    return true
  }

  private static func builder(_ documents: [PairedDocument]) -> SegmentBuilder {
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array("f".utf8), size: 1, modified: 2))
    for document in documents {
      for token in document.tokens {
        unsafe token.word.withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: token.position)
        }
      }
      builder.end(
        DocumentRecord(
          identifier: [0x69], length: document.length, titleLength: 0, date: nil, textBytes: 1,
          stored: []))
    }
    return builder
  }
}
