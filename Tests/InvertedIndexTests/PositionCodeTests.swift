import Bytes
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("PositionCode") struct PositionCodeTests {
  /// The bits that `positions` take in a text of `length`, after `shift` bits of something else.
  private func write(_ positions: [UInt32], length: UInt32, shift: Int) -> (
    bytes: [UInt8], end: Int
  ) {
    var bits = BitWriter()
    bits.write(UInt64(1) << UInt64(shift) - 1, bits: shift)
    unsafe positions.withUnsafeBufferPointer {
      unsafe PositionCode.write($0, length: length, to: &bits)
    }
    let end = bits.bitCount
    bits.align()
    return (bits.bytes, end)
  }

  /// Whether reading, skipping and checking give back what was written; the bits it took.
  private func roundTrip(_ positions: [UInt32], length: UInt32, limit: Int, shift: Int) -> Int? {
    let (bytes, end) = write(positions, length: length, shift: shift)
    let count = UInt32(positions.count)
    // What follows must not matter.
    let padded = bytes + [UInt8](repeating: 0xA5, count: BitReader.padding)
    let isRead = unsafe padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      var read = [UInt32](repeating: .max, count: positions.count)
      var reader = unsafe BitReader(base, bit: shift)
      unsafe read.withUnsafeMutableBufferPointer {
        guard let target = $0.baseAddress else { return }
        unsafe PositionCode.read(count, length: length, from: &reader, into: target)
      }
      var skipper = unsafe BitReader(base, bit: shift)
      PositionCode.skip(count, length: length, in: &skipper)
      return read == positions && reader.bit == end && skipper.bit == end
    }
    let isChecked = unsafe bytes.withUnsafeBytes { bytes in
      var checked = unsafe CheckedBitReader(bytes)
      _ = checked.read(bits: shift)
      let found = PositionCode.check(count, length: length, limit: limit, from: &checked)
      var tooHigh = unsafe CheckedBitReader(bytes)
      _ = tooHigh.read(bits: shift)
      let highest = Int(positions.last ?? 0)
      let refused = PositionCode.check(count, length: length, limit: highest, from: &tooHigh)
      return found == positions && checked.bit == end && refused == nil
    }
    return isRead && isChecked ? end - shift : nil
  }

  /// All sets of `count` numbers below `limit`, ascending.
  private func sets(of count: Int, below limit: UInt32) -> [[UInt32]] {
    guard count > 0 else { return [[]] }
    return (0..<limit).flatMap { last in sets(of: count - 1, below: last).map { $0 + [last] } }
  }

  /// A random set of `count` numbers below `limit`, ascending.
  private func randomSet(
    of count: Int, below limit: UInt32, _ random: inout SplitMix64
  ) -> [UInt32] {
    var chosen: Set<UInt32> = []
    while chosen.count < count { chosen.insert(UInt32.random(in: 0..<limit, using: &random)) }
    return chosen.sorted()
  }

  @Test("all positions in short texts are read, skipped and checked as written")
  func short() {
    var failures: [String] = []
    for length in 1...40 as ClosedRange<UInt32> {
      for count in 1...(length <= 12 ? 6 : 2) where count <= length {
        for (i, positions) in sets(of: count, below: length).enumerated()
        where roundTrip(positions, length: length, limit: Int(length), shift: i % 8) == nil {
          failures.append("\(positions) of \(length)")
        }
      }
    }
    #expect(failures == [])
  }

  @Test("random positions in texts of all lengths are, and in those whose length is not known")
  func long() {
    var random = SplitMix64(seed: 1)
    var failures: [String] = []
    for i in 0..<12_000 {
      let bits = Int.random(in: 1...16, using: &random)
      let length = UInt32.random(in: 1..<min(65_535, 1 << UInt32(bits) + 1), using: &random)
      let count = min(Int(length), Int.random(in: 1...(i % 50 == 0 ? 300 : 6), using: &random))
      let positions = randomSet(of: count, below: length, &random)
      if roundTrip(positions, length: length, limit: Int(length), shift: i % 8) == nil {
        failures.append("\(positions) of \(length)")
      }
    }
    for length in [0, 65_535, PositionCode.shortFieldLength] {
      for i in 0..<500 {
        // Without a parameter a gap is as many bits.
        let limit: UInt32 = length == 65_535 ? 10_000_000 : 5_000
        let positions = randomSet(of: 1 + i % 7, below: limit, &random)
        if roundTrip(positions, length: length, limit: Int(UInt32.max), shift: i % 8) == nil {
          failures.append("\(positions) of \(length)")
        }
      }
    }
    #expect(failures == [])
  }

  @Test("a single position takes the logarithm of the length in bits, or one more")
  func size() {
    var random = SplitMix64(seed: 2)
    for length in Array(1...300) + [511, 512, 513, 32_767, 32_768, 40_000, 65_534] as [UInt32] {
      let logarithm = UInt32.bitWidth - 1 - length.leadingZeroBitCount
      var shorter = 0
      let all = length <= 300 ? Array(0..<length) : randomSet(of: 100, below: length, &random)
      for position in all {
        let bits = roundTrip([position], length: length, limit: Int(length), shift: 3)
        #expect(bits == logarithm || bits == logarithm + 1)
        shorter += bits == logarithm ? 1 : 0
      }
      if length <= 300 { #expect(shorter == 2 << logarithm - Int(length)) }
    }
  }

  @Test("what the check takes of any bytes is what would be written of it")
  func hostile() {
    var random = SplitMix64(seed: 3)
    var taken = 0
    for i in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random) & (i % 3 == 0 ? 0x11 : 0xFF)
      }
      let lengths = [
        0, 65_535, PositionCode.shortFieldLength, .random(in: 1...200, using: &random),
      ]
      let length = lengths[i % 4]
      let limit = i % 4 == 3 ? Int(length) : Int(UInt32.max)
      let count = UInt32.random(in: 1...6, using: &random)
      let (positions, end) = unsafe bytes.withUnsafeBytes { bytes in
        var reader = unsafe CheckedBitReader(bytes)
        let found = PositionCode.check(count, length: length, limit: limit, from: &reader)
        return (found, reader.bit)
      }
      guard let positions else { continue }
      taken += 1
      #expect(positions.count == Int(count))
      #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 })
      #expect(positions.allSatisfy { $0 < limit })
      #expect(roundTrip(positions, length: length, limit: limit, shift: 0) == end)
    }
    #expect(taken > 2_000)
  }

  /// The parameter by divisions.
  private func parameter(_ frequency: Int, _ length: Int) -> Int {
    if frequency >= length { return 0 }
    let quotient = 45 * length / (64 * (frequency + 1))
    return quotient == 0 ? 0 : Int.bitWidth - 1 - quotient.leadingZeroBitCount
  }

  @Test("the parameter is that of the formula with divisions")
  func formula() {
    var lengths = Set(0..<600)
    lengths.formUnion(stride(from: 600, to: 65_536, by: 61))
    for bit in 9...16 { lengths.formUnion((1 << bit - 2...1 << bit + 2).filter { $0 < 65_536 }) }
    // Where the quotient passes a power of two.
    for k in 0...15 {
      for frequency in [1, 2, 3, 7, 20, 100] {
        let at = (64 * (frequency + 1) << k) / 45
        lengths.formUnion((at - 1...at + 2).filter { (0..<65_536).contains($0) })
      }
    }
    var wrong: [String] = []
    for frequency in 1..<300 {
      for length in lengths
      where PositionCode.parameter(frequency: UInt32(frequency), length: UInt32(length))
        != parameter(frequency, length)
      {
        wrong.append("\(frequency) in \(length)")
      }
      let stated = PositionCode.parameter(
        frequency: UInt32(frequency), length: PositionCode.shortFieldLength)
      #expect(stated == parameter(frequency, 16))
    }
    for frequency in [65_534, 65_535, 65_536, 1 << 25, 1 << 26, 1 << 31, .max] as [UInt32] {
      for length in [0, 1, 65_534, 65_535] as [UInt32]
      where PositionCode.parameter(frequency: frequency, length: length)
        != parameter(Int(frequency), Int(length))
      {
        wrong.append("\(frequency) in \(length)")
      }
    }
    #expect(wrong == [])
  }
}
