import TestSupport
import Testing

@testable import Bytes

@Suite("AscendingCode") struct AscendingCodeTests {
  /// Ascending numbers from `base` on that skip up to `most`, most of them fewer.
  private func numbers(base: UInt32, most: UInt32, seed: UInt64) -> [UInt32] {
    var random = SplitMix64(seed: seed)
    var next = base
    return (0..<128).map { _ in
      let limit = UInt32.random(in: 0...most, using: &random)
      let number = next + UInt32.random(in: 0...limit, using: &random)
      next = number + 1
      return number
    }
  }

  private func span(_ numbers: [UInt32], base: UInt32) -> UInt32 { numbers[127] - base - 127 }

  private func encoded(_ numbers: [UInt32], base: UInt32, shift: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe numbers.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      unsafe AscendingCode.write(start, base: base, shift: shift, to: &bytes)
    }
    return bytes
  }

  /// The slow twin of `read`: bit by bit, as the format says.
  private func decoded(_ bytes: [UInt8], base: UInt32, shift: Int) -> [UInt32] {
    unsafe bytes.withUnsafeBytes {
      let lows = unsafe UnsafeRawBufferPointer(rebasing: $0[..<(16 * shift)])
      let rest = unsafe UnsafeRawBufferPointer(rebasing: $0[(16 * shift)...])
      var bits = unsafe CheckedBitReader(rest)
      var high: UInt32 = 0
      return (0..<128).map { i in
        high += UInt32(bits.readUnary())
        var number = high << UInt32(shift)
        for j in 0..<shift {
          let bit = shift * (i / 4) + j
          let word = bit / 32 * 16 + i % 4 * 4
          number |= UInt32(lows[word + bit % 32 / 8] >> UInt8(bit % 8) & 1) << UInt32(j)
        }
        return base + UInt32(i) + number
      }
    }
  }

  @Test("a block gives back its numbers and their distances at every width", arguments: 0...24)
  func roundTrip(shift: Int) {
    for seed in 0..<20 {
      let base = UInt32(seed * 41)
      let most = min(2 << UInt32(shift), 1 << 24) + UInt32(seed % 3)
      let numbers = numbers(base: base, most: most, seed: UInt64(seed))
      let bytes = encoded(numbers, base: base, shift: shift)
      #expect(
        bytes.count == AscendingCode.byteCount(span: span(numbers, base: base), shift: shift))
      #expect(decoded(bytes, base: base, shift: shift) == numbers)
      // What follows a block is not read as part of it.
      let padded = bytes + [UInt8](repeating: 0xFF, count: AscendingCode.padding)
      unsafe padded.withUnsafeBytes { source in
        #expect(
          block(of: source) {
            unsafe AscendingCode.read($0, shift: shift, base: base, into: $1)
          } == numbers)
        #expect(
          block(of: source) {
            unsafe AscendingCode.readByBytes($0, shift: shift, base: base, into: $1)
          } == numbers)
        for i in 0..<128 {
          let distance = numbers[i] &- (i == 0 ? base &- 1 : numbers[i - 1])
          let found = source.baseAddress.map {
            unsafe AscendingCode.distance(i, in: $0, shift: shift)
          }
          #expect(found == distance)
        }
      }
    }
  }

  /// What `read` writes of the block at the start of `source`.
  private func block(
    of source: UnsafeRawBufferPointer,
    _ read: (UnsafeRawPointer, UnsafeMutablePointer<UInt32>) -> Void
  ) -> [UInt32] {
    var block = [UInt32](repeating: 7, count: 128 + AscendingCode.margin)
    unsafe block.withUnsafeMutableBufferPointer { target in
      guard let source = unsafe source.baseAddress, let target = target.baseAddress else { return }
      unsafe read(source, target)
    }
    return Array(block[..<128])
  }

  @Test("numbers without gaps take a bit each, and a gap anywhere is found")
  func extremes() {
    let run = (0..<128).map { UInt32($0) + 9 }
    #expect(encoded(run, base: 9, shift: 0) == [UInt8](repeating: 0xFF, count: 16))
    for place in 0..<128 {
      let numbers = (0..<128).map { UInt32($0) + ($0 < place ? 0 : 1_000) }
      for shift in [0, 2, 10] {
        #expect(
          decoded(encoded(numbers, base: 0, shift: shift), base: 0, shift: shift) == numbers)
      }
    }
  }

  @Test("a number is found where it is, and nowhere else", arguments: 0...24)
  func index(shift: Int) {
    for seed in 0..<40 {
      let base = UInt32(seed * 41)
      // Close together, far apart, and all but one far apart from the others.
      let gap: UInt32 = 1 << UInt32(shift)
      let most: [UInt32] = [1, 2, min(2 * gap, 1 << 24), min(9 * gap, 1 << 24)]
      var numbers = numbers(base: base, most: most[seed % 4], seed: UInt64(seed))
      if seed % 3 == 0 { for i in seed..<128 { numbers[i] += 50 * min(gap, 1 << 20) } }
      let bytes =
        encoded(numbers, base: base, shift: shift) + [UInt8](repeating: 0xFF, count: 32)
      let span = span(numbers, base: base)
      var wanted: [UInt32] = [base]
      for number in numbers { wanted += [number, number + 1, max(number, base + 1) - 1] }
      unsafe bytes.withUnsafeBytes { bytes in
        guard let source = bytes.baseAddress else { return }
        for number in wanted where number <= numbers[127] {
          let found = unsafe AscendingCode.index(
            of: number, in: source, shift: shift, span: span, base: base)
          #expect(found == numbers.firstIndex(of: number))
        }
      }
    }
  }

  @Test("the width of a span is the one at which a block takes least")
  func bestShift() {
    var random = SplitMix64(seed: 5)
    for bits in 0...31 {
      let span = UInt32.random(in: 0...(UInt32.max >> UInt32(32 - max(bits, 1))), using: &random)
      let best = AscendingCode.byteCount(span: span, shift: AscendingCode.shift(span: span))
      for shift in 0...24 { #expect(AscendingCode.byteCount(span: span, shift: shift) >= best) }
    }
  }

  @Test("distances are those from the number before, the first from minus one", arguments: 0...6)
  func distances(shift: Int) {
    for seed in 0..<200 {
      // The widths of frequencies do not follow from the block: upper parts may be long, of one number or of all.
      let most = UInt32(1) << UInt32(seed % 9)
      var numbers = numbers(base: 0, most: most, seed: UInt64(seed))
      if seed % 4 == 0 {
        for i in seed % 128..<128 {
          numbers[i] += UInt32(seed % 2 == 0 ? 200 : 2_000) << UInt32(shift)
        }
      }
      let bytes =
        encoded(numbers, base: 0, shift: shift)
        + [UInt8](repeating: 0xFF, count: AscendingCode.padding)
      let expected = numbers.indices.map {
        $0 == 0 ? numbers[0] + 1 : numbers[$0] - numbers[$0 - 1]
      }
      unsafe bytes.withUnsafeBytes { source in
        #expect(
          block(of: source) {
            unsafe AscendingCode.readDistances($0, shift: shift, into: $1)
          } == expected)
        #expect(
          block(of: source) {
            unsafe AscendingCode.readDistancesByBytes($0, shift: shift, into: $1)
          } == expected)
      }
    }
  }

  @Test("upper parts of about as many bits as six words have are read")
  func longUpperParts() {
    for zeros in 240..<270 as Range<UInt32> {
      for place in [0, 1, 63, 64, 127] {
        let numbers = (0..<128).map { UInt32($0) + ($0 < place ? 0 : zeros) }
        let bytes =
          encoded(numbers, base: 0, shift: 0)
          + [UInt8](repeating: 0xFF, count: AscendingCode.padding)
        let read = unsafe bytes.withUnsafeBytes {
          block(of: $0) { unsafe AscendingCode.read($0, shift: 0, base: 0, into: $1) }
        }
        #expect(read == numbers)
      }
    }
  }
}
