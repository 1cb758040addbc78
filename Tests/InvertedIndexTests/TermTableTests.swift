import TestSupport
import Testing

@testable import InvertedIndex

@Suite("TermTable") struct TermTableTests {
  private struct Key: Hashable {
    let field: UInt8
    let term: [UInt8]
    var bytes: [UInt8] { [field] + term }
  }

  /// Keys of 1 to 40 bytes, many of which begin alike, some with zero bytes.
  private func keys(_ count: Int, seed: UInt64) -> [Key] {
    var random = SplitMix64(seed: seed)
    let stem = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
    return (0..<count).map { _ in
      var term = Array(stem.prefix(Int.random(in: 1...40, using: &random)))
      if Bool.random(using: &random) {
        term[term.count - 1] = [0, 1, 0x61, 0xFF].randomElement(using: &random) ?? 0
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        term = Array(String(UInt32.random(in: 0..<5_000, using: &random)).utf8)
      }
      return Key(field: UInt8.random(in: 0...2, using: &random) * 15, term: term)
    }
  }

  /// The numbers that `table` gives to `keys`, all of one field, asked at once.
  private func numbers(_ keys: [Key], in table: inout TermTable) -> [UInt32] {
    var bytes: [UInt8] = []
    var occurrences: [TermOccurrence] = []
    for key in keys {
      occurrences.append(
        TermOccurrence(
          start: UInt32(bytes.count), length: UInt32(key.term.count), position: 0))
      bytes += key.term
    }
    var numbers = [UInt32](repeating: .max, count: keys.count)
    let field = keys.first?.field ?? 0
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe occurrences.withUnsafeBufferPointer { occurrences in
        unsafe numbers.withUnsafeMutableBufferPointer { numbers in
          guard let base = numbers.baseAddress else { return }
          unsafe table.number(occurrences, of: bytes, field: field, into: base)
        }
      }
    }
    return numbers
  }

  @Test("every distinct key has one dense number, as in a dictionary")
  func dictionaryTwin() {
    let all = keys(30_000, seed: 1)
    var table = TermTable()
    var twin: [Key: UInt32] = [:]
    var taken: Set<UInt32> = []
    var start = 0
    while start < all.count {
      var end = start
      while end < min(start + 200, all.count), all[end].field == all[start].field { end += 1 }
      let batch = Array(all[start..<end])
      for (key, number) in zip(batch, numbers(batch, in: &table)) {
        if let known = twin[key] {
          #expect(number == known)
        } else {
          #expect(taken.insert(number).inserted)
          twin[key] = number
        }
      }
      start = end
    }
    #expect(table.count == twin.count)
    #expect(taken.allSatisfy { $0 < UInt32(twin.count) })
    for (key, number) in twin {
      var bytes: [UInt8] = []
      table.appendBytes(of: number, to: &bytes)
      #expect(bytes == key.bytes)
    }
  }

  @Test("numbers sort as the bytes of their keys do")
  func order() {
    var table = TermTable()
    var twin: [UInt32: [UInt8]] = [:]
    for key in keys(5_000, seed: 2) { twin[numbers([key], in: &table)[0]] = key.bytes }
    let sorted = twin.sorted { $0.value.lexicographicallyPrecedes($1.value) }.map(\.key)
    #expect(table.sortedNumbers() == sorted)
  }

  @Test("the same word twice in a batch that holds it for the first time has one number")
  func twiceInABatch() {
    var table = TermTable()
    let word = Key(field: 1, term: Array("electroencephalography".utf8))
    let other = Key(field: 1, term: Array("electroencephalograph".utf8))
    #expect(numbers([word, other, word, other], in: &table) == [0, 1, 0, 1])
  }
}

@Suite("TermKey") struct TermKeyTests {
  @Test("keys are ordered as their bytes, as far as they hold them")
  func order() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      let terms = (0..<2).map { _ in
        (0..<Int.random(in: 1...16, using: &random)).map { _ in
          UInt8.random(in: 0...1, using: &random) * 0x61
        }
      }
      let keys = terms.map {
        unsafe $0.withUnsafeBufferPointer { unsafe TermKey(field: 3, term: $0) }
      }
      if keys[0] == keys[1] {
        #expect(terms[0] == terms[1] || keys[0].isCut && terms[0].prefix(14) == terms[1].prefix(14))
      } else {
        #expect(keys[0].precedes(keys[1]) == terms[0].lexicographicallyPrecedes(terms[1]))
      }
      var bytes: [UInt8] = []
      keys[0].appendBytes(to: &bytes)
      #expect(bytes == [3] + terms[0].prefix(14))
      #expect(keys[0].isCut == (terms[0].count > 14))
    }
  }
}
