import TestSupport
import Testing

@testable import Analysis

@Suite("WordTokenizer")
struct WordTokenizerTests {
  @Test("gives the same tokens with and without the path for ASCII")
  func fastEqualsSlow() {
    var random = SplitMix64(seed: 1)
    for round in 0..<40_000 {
      let length = round % 10 == 0 ? 400 : Int(random.next() % 90)
      let text =
        round % 3 == 0 ? Array(random.text(length: length / 4).utf8) : random.ascii(length: length)
      expectEqual(text)
    }
  }

  @Test("gives the same tokens when ASCII news text is mutated")
  func mutated() {
    let text = Array(
      """
      SEOUL, Jan. 6 (Wire) - The U.S.-led talks on North Korea's missile programme, worth $3,000.50 \
      a day, ended at 10:30 p.m. on 2025-01-06, the DPRK's envoy said. "It's over," Kim Tae-yul told \
      WHO officials; US Treasury yields rose 3.5 per cent, to 1,234,567 points in Q4 2024-25. \
      Don't ask me_again, O'Brien wrote to press@wire.example (see https://wire.example/a_b?c=1).
      """.utf8)
    var random = SplitMix64(seed: 2)
    for _ in 0..<10_000 {
      var copy = text
      for _ in 0..<Int(random.next() % 6) {
        let at = Int(random.next() % UInt64(copy.count))
        switch random.next() % 3 {
        case 0: copy[at] = UInt8(random.next() & 127)
        case 1: copy.remove(at: at)
        default: copy.insert(contentsOf: String(random.scalar()).utf8, at: at)
        }
      }
      expectEqual(Array(copy[Int(random.next() % 80)...]))
    }
  }

  @Test("a space and a joiner before a letter in a circle are no part of the word")
  func circledLetter() throws {
    expectEqual(Array("12 \u{200D}\u{24C2}".utf8))
    #expect(try terms(of: "12 \u{200D}\u{24C2}") == "12 m")
  }

  @Test("cuts words longer than the longest term at a scalar")
  func longWords() throws {
    for (letter, count) in [("x", 255), ("é", 255), ("я", 254), ("한", 255)] {
      let text = String(repeating: letter, count: 400)
      let terms = try terms(of: text).split(separator: " ")
      #expect(terms.map(\.utf8.count) == [count])
    }
    let joined = try tokens(
      of: "\(String(repeating: "a", count: 200))-\(String(repeating: "я", count: 100))")
    #expect(joined.map(\.utf8.count) == [202, 257, 202])
  }

  /// Expects the same tokens with and without the path for ASCII.
  private func expectEqual(_ text: [UInt8]) {
    let fast = buffer(of: text, usesBlocks: true)
    let slow = buffer(of: text, usesBlocks: false)
    #expect(
      fast.tokens.map(\.comparable) == slow.tokens.map(\.comparable)
        && fast.allTerms == slow.allTerms,
      "\(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  private func buffer(of text: [UInt8], usesBlocks: Bool) -> TokenBuffer {
    var buffer = TokenBuffer()
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var tokenizer = unsafe WordTokenizer(UTF8Text(base: base, count: bytes.count), elision: .none)
      tokenizer.usesBlocks = usesBlocks
      TokenWriter.withWriter(to: &buffer, position: 0) { tokenizer.tokenize(into: &$0) }
    }
    return buffer
  }
}

extension Token {
  /// All but the place of the term.
  fileprivate var comparable: [Int] {
    [Int(termLength), Int(kind.rawValue), Int(position), Int(start), Int(end)]
  }
}

extension TokenBuffer {
  /// The terms in the order of the tokens.
  fileprivate var allTerms: [[UInt8]] { tokens.map { Array(term(of: $0)) } }
}
