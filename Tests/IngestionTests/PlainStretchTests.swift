import TestSupport
import Testing

@testable import Ingestion

@Suite("PlainStretch") struct PlainStretchTests {
  /// The rule, byte by byte.
  private func twin(_ bytes: [UInt8], from start: Int, markup: Bool) -> Int {
    func isWord(_ byte: UInt8) -> Bool {
      if markup, byte == 0x26 || byte == 0x3C { return false }
      return (0x21..<0x7F).contains(byte) || byte >= 0x80 && ![0xC2, 0xE2, 0xEF].contains(byte)
    }
    var end = start
    while end < bytes.count {
      if isWord(bytes[end]) {
        end += 1
      } else if bytes[end] == 0x20, end > start, end + 1 < bytes.count, isWord(bytes[end + 1]) {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  @Test("64 bytes a step end where the byte loop ends")
  func twins() {
    var random = SplitMix64(seed: 11)
    let rare: [UInt8] = [0x20, 0x09, 0x0A, 0x00, 0x7F, 0xC2, 0xE2, 0xEF, 0xC3, 0xFF, 0x26, 0x3C]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...200, using: &random)
      let oneIn = Int.random(in: 2...200, using: &random)
      let bytes = (0..<count).map { _ -> UInt8 in
        if Int.random(in: 0..<7, using: &random) == 0 { return 0x20 }
        if Int.random(in: 0..<oneIn, using: &random) == 0 {
          return rare.randomElement(using: &random) ?? 0
        }
        return UInt8.random(in: 0x61...0x7A, using: &random)
      }
      let start = Int.random(in: 0...count, using: &random)
      unsafe bytes.withUnsafeBytes {
        #expect(
          unsafe PlainStretch.end(in: $0, from: start) == twin(bytes, from: start, markup: false))
        #expect(
          unsafe PlainStretch.isWhole($0) == (twin(bytes, from: 0, markup: true) == bytes.count))
      }
    }
  }
}
