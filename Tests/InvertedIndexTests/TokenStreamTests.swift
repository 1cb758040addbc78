import TestSupport
import Testing

@testable import InvertedIndex

@Suite("TokenStream") struct TokenStreamTests {
  private struct Token {
    let term: UInt32
    let document: Int
    let position: UInt32
  }

  /// A stream of random tokens, and the same in an array.
  private func random(
    documents: Int, terms: Int, highestPosition: UInt32, seed: UInt64
  ) -> (TokenStream, [Token]) {
    var random = SplitMix64(seed: seed)
    var stream = TokenStream()
    var tokens: [Token] = []
    for document in 0..<documents {
      let count = Int.random(in: 0...40, using: &random)
      let positions = (0..<count).map { _ in
        UInt32.random(in: 0...highestPosition, using: &random)
      }.sorted()
      let numbers = positions.map { _ in UInt32.random(in: 0..<UInt32(terms), using: &random) }
      let occurrences = positions.map { TermOccurrence(start: 0, length: 1, position: $0) }
      unsafe numbers.withUnsafeBufferPointer { numbers in
        unsafe occurrences.withUnsafeBufferPointer { unsafe stream.append(numbers: numbers, $0) }
      }
      for (number, position) in zip(numbers, positions) {
        tokens.append(Token(term: number, document: document, position: position))
      }
      stream.endDocument()
    }
    return (stream, tokens)
  }

  @Test(
    "occurrences are those of a stable sort by term, in four bytes and in eight",
    arguments: [(300, UInt32(1_000)), (300, .max), (1, .max), (1, 5), (0, 5)])
  func sorting(documents: Int, highestPosition: UInt32) throws {
    let terms = 50
    let (stream, tokens) = random(
      documents: documents, terms: terms, highestPosition: highestPosition, seed: 9)
    // Any order of the terms may be asked for.
    let order = (0..<UInt32(terms)).map { $0 * 7 % UInt32(terms) }
    let (occurrences, counts) = stream.sorted(by: order)
    let expected = order.map { term in tokens.filter { $0.term == term } }
    #expect(counts == expected.map { UInt32($0.count) })
    let found: [(Int, UInt32)]
    switch stream.width {
    case .narrow(let bits):
      #expect(occurrences.count == tokens.count * 4)
      found = unsafe occurrences.elements(UInt32.self).map {
        (Int($0 >> UInt32(bits)), $0 & (1 << UInt32(bits) &- 1))
      }
    case .wide:
      #expect(documents > 1 && highestPosition > 1 << 24)
      found = unsafe occurrences.elements(UInt64.self).map {
        (Int($0 >> 32), UInt32(truncatingIfNeeded: $0))
      }
    }
    let all = expected.flatMap { $0 }
    #expect(found.map(\.0) == all.map(\.document))
    #expect(found.map(\.1) == all.map(\.position))
  }
}
