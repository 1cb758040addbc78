import TestSupport
import Testing

@testable import Analysis

@Suite("Hostile text")
struct HostileTextTests {
  @Test("tokens of any scalars are in order, inside the text, on scalars, and folded")
  func anyScalars() throws {
    var random = SplitMix64(seed: 11)
    for name in ["english", "plain", "french", "turkish"] {
      let analyzer = try #require(Analyzer(named: name))
      var buffer = TokenBuffer()
      for round in 0..<3_000 {
        let length = round % 100 == 0 ? 3000 : Int(random.next() % 60)
        var text = random.text(length: length)
        if round % 2 == 0 {
          text = String(String.UnicodeScalarView((0..<length).map { _ in random.scalar() }))
        }
        buffer.removeAll()
        analyzer.tokenize(text, firstPosition: round, into: &buffer)
        expectSound(buffer, text: Array(text.utf8), firstPosition: round)
      }
    }
  }

  @Test("bytes that are not UTF-8 are read within their bounds and give terms within the limit")
  func anyBytes() throws {
    var random = SplitMix64(seed: 13)
    for name in ["english", "plain", "french", "turkish"] {
      let analyzer = try #require(Analyzer(named: name))
      var buffer = TokenBuffer()
      for round in 0..<5_000 {
        // An exact allocation, so that a read outside it can be caught by a sanitizer.
        let text = (0..<Int(random.next() % 200)).map { _ in
          UInt8(truncatingIfNeeded: round % 2 == 0 ? random.next() : random.next() | 0x80)
        }
        buffer.removeAll()
        unsafe text.withUnsafeBufferPointer { unsafe analyzer.tokenize($0, into: &buffer) }
        let isSound = buffer.tokens.allSatisfy { token in
          token.start < token.end && Int(token.end) <= text.count
            && (1...Analyzer.longestTerm).contains(Int(token.termLength))
        }
        #expect(isSound, "\(text)")
      }
    }
  }

  @Test(
    "time stays linear in texts that repeat what needs a look ahead",
    arguments: [
      "a-", "1\u{A0}000\u{A0}", "1\u{202F}", "カ_", "_カ", "a'", "a.", "1,", "1,000\u{A0}", "U.S.'s-",
      "a\u{301}", "a.\u{301}", "\u{5D0}\"", "\u{5D0}'", "가\u{11A8}", "か\u{3099}", "-", "_", "x",
      "é",
      "½", "\u{1F1F0}", "\u{200D}", "中", "ก\u{E31}", "\u{FDFA}",
    ])
  func repetition(piece: String) throws {
    let text = String(repeating: piece, count: 30_000)
    for name in ["english", "plain"] {
      let analyzer = try #require(Analyzer(named: name))
      var buffer = TokenBuffer()
      let time = ContinuousClock().measure { analyzer.tokenize(text, into: &buffer) }
      #expect(time < .seconds(10))
      expectSound(buffer, text: Array(text.utf8), firstPosition: 0)
    }
  }

  @Test("positions beyond the range of a token stay at its end")
  func farPositions() throws {
    let analyzer = try #require(Analyzer(named: "english"))
    for first in [Int.min, -1, Int(UInt32.max), Int.max] {
      var buffer = TokenBuffer()
      analyzer.tokenize("two words and no-trap", firstPosition: first, into: &buffer)
      #expect(buffer.tokens.count == 6)
    }
  }

  @Test("a text gives the same terms inside another text as alone")
  func context() throws {
    var random = SplitMix64(seed: 17)
    let analyzer = try #require(Analyzer(named: "english"))
    for _ in 0..<3_000 {
      let query = random.text(length: Int(random.next() % 12))
      var alone = TokenBuffer()
      analyzer.tokenize(query, into: &alone)
      var inside = TokenBuffer()
      analyzer.tokenize("Before. \n\(query)\n after it all", into: &inside)
      let terms = inside.tokens.map { inside.text(of: $0) }
      #expect(Array(terms.dropFirst().dropLast(3)) == alone.tokens.map { alone.text(of: $0) })
    }
  }

  /// Expects what must hold of the tokens of any text.
  private func expectSound(_ buffer: TokenBuffer, text: [UInt8], firstPosition: Int) {
    var position = firstPosition - 1
    var isSound = true
    for token in buffer.tokens {
      let start = Int(token.start)
      let end = Int(token.end)
      if token.kind == .word { position += 1 }
      isSound =
        isSound && Int(token.position) == position && start < end && end <= text.count
        && text[start] & 0xC0 != 0x80 && (end == text.count || text[end] & 0xC0 != 0x80)
        && (1...Analyzer.longestTerm).contains(Int(token.termLength))
        && String(validating: buffer.term(of: token), as: UTF8.self) != nil
    }
    #expect(isSound, "\(String(decoding: text.prefix(400), as: UTF8.self).debugDescription)")
  }
}
