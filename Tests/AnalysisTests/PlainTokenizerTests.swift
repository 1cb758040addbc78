import Foundation
import TestSupport
import Testing

@testable import Analysis

@Suite("PlainTokenizer")
struct PlainTokenizerTests {
  @Test("equals lower-casing, decomposing and splitting, scalar by scalar")
  func equalsTwin() throws {
    var random = SplitMix64(seed: 3)
    for round in 0..<10_000 {
      let length = round % 10 == 0 ? 300 : Int(random.next() % 80)
      var text =
        round % 2 == 0
        ? random.text(length: length / 4)
        : String(decoding: random.ascii(length: length), as: UTF8.self)
      text.unicodeScalars.removeAll { !Self.isKnown($0) }
      #expect(try terms(of: text, "plain") == Self.twin(text), "\(text.debugDescription)")
    }
  }

  @Test("equals the twin on every scalar that Foundation and the tables both know")
  func everyScalar() throws {
    for value in UInt32(0x80)..<0x1_F200 where value < 0x2_000 || value > 0xF_000 || value % 7 == 0
    {
      guard let scalar = Unicode.Scalar(value), Self.isKnown(scalar) else { continue }
      let text = "a\(scalar)b \(scalar)"
      #expect(try terms(of: text, "plain") == Self.twin(text), "\(String(value, radix: 16))")
    }
  }

  /// Whether the standard library, which has a later Unicode, says the same of `scalar` as the tables.
  static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.age.map { $0.major <= 15 } ?? false
  }

  /// The slow twin: each scalar lower-cased alone, as a table does it.
  static func twin(_ text: String) -> String {
    var letters = ""
    for scalar in text.unicodeScalars {
      let lowered = scalar.properties.lowercaseMapping.decomposedStringWithCompatibilityMapping
      for part in lowered.unicodeScalars
      where part.properties.canonicalCombiningClass == .notReordered {
        letters.unicodeScalars.append(
          part.isASCII && (part.properties.isAlphabetic || part.properties.numericType != nil)
            && part.properties.lowercaseMapping == String(part) ? part : " ")
      }
    }
    return letters.split(separator: " ").joined(separator: " ")
  }
}
