import Foundation
import TestSupport
import Testing

@testable import Analysis

@Suite("WordBreaks")
struct WordBreaksTests {
  /// Unicode's own test, in Debian's package unicode-data.
  static let file = "/usr/share/unicode/auxiliary/WordBreakTest.txt"

  @Test("finds the boundaries that Unicode's WordBreakTest lists, in every case")
  func conformance() throws {
    let lines = try String(contentsOfFile: Self.file, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "# WordBreakTest-\(WordBreakTable.unicode).0.txt")
    var cases = 0
    for line in lines {
      let fields = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard !fields.isEmpty else { continue }
      var bytes: [UInt8] = []
      var boundaries: [Int] = []
      for field in fields {
        if field == "÷" {
          boundaries.append(bytes.count)
        } else if field != "×" {
          let scalar = try #require(UInt32(field, radix: 16).flatMap(Unicode.Scalar.init))
          bytes += Array(String(scalar).utf8)
        }
      }
      #expect(Self.boundaries(of: bytes) == boundaries, "\(line)")
      cases += 1
    }
    #expect(cases > 1800)
  }

  @Test("finds more boundaries for tokens, and never fewer")
  func forTokens() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let bytes = Array(random.text(length: 24).utf8)
      let exact = Set(Self.boundaries(of: bytes))
      #expect(exact.isSubset(of: Self.boundaries(of: bytes, forTokens: true)))
    }
  }

  /// All boundaries of `bytes`, the two ends included.
  static func boundaries(of bytes: [UInt8], forTokens: Bool = false) -> [Int] {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [0] }
      let breaks = unsafe WordBreaks(UTF8Text(base: base, count: buffer.count))
      var boundaries = [0]
      while let last = boundaries.last, last < buffer.count {
        boundaries.append(breaks.segment(from: last, forTokens: forTokens).end)
      }
      return boundaries
    }
  }
}
