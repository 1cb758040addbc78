import Bytes
import Foundation
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
    write([positions], lengths: [length], to: &bits)
    let end = bits.bitCount
    bits.align()
    return (bits.bytes, end)
  }

  private func write(_ positions: [[UInt32]], lengths: [UInt32], to bits: inout BitWriter) {
    // Up to eight numbers are read together.
    let frequencies = positions.map { UInt32($0.count) } + [UInt32](repeating: 0, count: 8)
    let lengths = lengths + [UInt32](repeating: 0, count: 8)
    unsafe frequencies.withUnsafeBufferPointer {
      unsafe PositionCode.write(
        Array(positions.joined()), frequencies: UnsafeBufferPointer(rebasing: $0.dropLast(8)),
        lengths: lengths, to: &bits)
    }
  }

  /// Whether reading and checking give back what was written, in as many bits as are foretold; the bits.
  private func roundTrip(_ positions: [UInt32], length: UInt32, shift: Int) -> Int? {
    let (bytes, end) = write(positions, length: length, shift: shift)
    let frequency = UInt32(positions.count)
    let width = PositionWidths.bits(frequency: frequency, length: length)
    guard end - shift == width else { return nil }
    // What follows must not matter.
    let padded = bytes + [UInt8](repeating: 0xA5, count: 2 * BitReader.padding)
    let isRead = unsafe padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      var read = [UInt32](repeating: .max, count: positions.count)
      unsafe read.withUnsafeMutableBufferPointer {
        guard let target = $0.baseAddress else { return }
        unsafe PositionCode.read(
          frequency, length: length, width: width, from: BitReader(base, bit: shift),
          into: target)
      }
      return read == positions
    }
    let isChecked = unsafe bytes.withUnsafeBytes { bytes in
      var checked = unsafe CheckedBitReader(bytes)
      _ = checked.read(bits: shift)
      let found = PositionCode.check(frequency, length: length, from: &checked)
      return found == positions && checked.bit == end
    }
    return isRead && isChecked ? width : nil
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

  @Test("all positions in short texts are read and checked as written")
  func short() {
    var failures: [String] = []
    for length in 1...40 as ClosedRange<UInt32> {
      for count in 1...(length <= 12 ? 6 : 3) where count <= length {
        for (i, positions) in sets(of: count, below: length).enumerated()
        where roundTrip(positions, length: length, shift: i % 8) == nil {
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
      if roundTrip(positions, length: length, shift: i % 8) == nil {
        failures.append("\(positions) of \(length)")
      }
    }
    for i in 0..<1_000 {
      let limit: UInt32 = i % 2 == 0 ? 70_000 : 1 << 31 - 1
      let positions = randomSet(of: 1 + i % 7, below: limit, &random)
      if roundTrip(positions, length: 65_535, shift: i % 8) == nil {
        failures.append("\(positions) of a long text")
      }
    }
    #expect(failures == [])
  }

  @Test("the highest positions of every length have ranks that fit, and are read")
  func highest() {
    var failures: [String] = []
    for length in 1..<65_535 as Range<UInt32> where length < 5_000 || length % 97 < 3 {
      for count in 1...4 as ClosedRange<UInt32> where count <= length {
        let positions = Array(length - count..<length)
        if roundTrip(positions, length: length, shift: Int(length % 8)) == nil {
          failures.append("\(positions) of \(length)")
        }
      }
    }
    #expect(failures == [])
  }

  @Test("positions take the logarithm of their choices in bits, and hardly more")
  func size() {
    for count in 1...4 {
      var (bits, information) = (0, 0.0)
      for length in 20..<2_000 {
        let choices = (0..<count).reduce(1.0) { $0 * Double(length - $1) / Double($1 + 1) }
        let width = PositionWidths.bits(frequency: UInt32(count), length: UInt32(length))
        #expect(Double(width) >= log2(choices))
        bits += width
        information += log2(choices)
      }
      // Half a bit is lost by whole bits, and little by the sets that are counted as if numbers could be
      // equal.
      #expect(Double(bits) < information + 0.75 * 1_980)
    }
  }

  /// The bits by logarithms and divisions.
  private func width(_ frequency: Int, _ length: Int) -> Int {
    if frequency <= 4 {
      let n = Int.bitWidth - 1 - length.leadingZeroBitCount
      let x = (256 * length + (1 << n) - 1) >> n - 256
      let rest = (x * (256 - x) * (3628 - 5 * x) + 1 << 21 - 1) >> 21
      return (frequency * (256 * n + x + rest) + 255 - (frequency - 1) * (67 * frequency + 121))
        / 256
    }
    let universe = length - frequency + 1
    var k = 0
    while universe >= frequency << (k + 1) { k += 1 }
    return frequency * (k + 1) + (universe - 1) / (1 << k)
  }

  @Test("the bits are those of the formula with divisions, one by one and eight at a time")
  func formula() {
    var lengths = Set(1..<600)
    lengths.formUnion(stride(from: 600, to: 65_535, by: 61))
    for bit in 9...16 { lengths.formUnion((1 << bit - 2...1 << bit + 2).filter { $0 < 65_535 }) }
    lengths.insert(65_534)
    // Where U/f passes a power of two.
    for k in 0...13 {
      for frequency in [5, 6, 7, 20, 100] {
        let at = frequency << k + frequency - 1
        lengths.formUnion((at - 1...at + 1).filter { (1..<65_535).contains($0) })
      }
    }
    let sorted = lengths.sorted()
    var wrong: [String] = []
    var random = SplitMix64(seed: 4)
    var starts = [UInt32](repeating: 0, count: 129)
    for frequency in Array(1...40) + [100, 127, 128, 255, 256, 4_000] {
      let long = sorted.filter { $0 >= frequency }
      for length in long
      where PositionWidths.bits(frequency: UInt32(frequency), length: UInt32(length))
        != width(frequency, length)
      {
        wrong.append("\(frequency) in \(length)")
      }
      // Blocks of these and other frequencies.
      for first in stride(from: 0, to: long.count, by: 120) {
        let count = min(Int.random(in: 1...128, using: &random), long.count - first)
        var blockLengths = long[first..<first + count].map { UInt32($0) }
        if first % 7 == 3 { blockLengths[count / 2] = 65_535 }
        let frequencies = blockLengths.map {
          Bool.random(using: &random)
            ? UInt32(frequency) : UInt32.random(in: 1...min($0, 9), using: &random)
        }
        let rest = [UInt32](repeating: .max, count: 128 - count)
        unsafe starts.withUnsafeMutableBufferPointer { starts in
          guard let base = starts.baseAddress else { return }
          unsafe PositionWidths.writeStarts(
            count: count, frequencies: frequencies + rest, lengths: blockLengths + rest, to: base)
        }
        var sum = 0
        for i in 0..<count {
          if Int(starts[i]) != sum { wrong.append("start \(i) of \(count), \(frequency)") }
          sum += PositionWidths.bits(frequency: frequencies[i], length: blockLengths[i])
        }
        if Int(starts[count]) != sum { wrong.append("the end of \(count), \(frequency)") }
      }
    }
    #expect(wrong == [])
  }

  @Test("what the check takes of any bytes is what would be written of it")
  func hostile() {
    var random = SplitMix64(seed: 3)
    var taken = 0
    for i in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random) & (i % 3 == 0 ? 0x11 : 0xFF)
      }
      let length =
        i % 4 == 0 ? 65_535 : UInt32.random(in: 0...(i % 4 == 1 ? 20 : 200), using: &random)
      let frequency = UInt32.random(in: 1...8, using: &random)
      let (positions, end) = unsafe bytes.withUnsafeBytes { bytes in
        var reader = unsafe CheckedBitReader(bytes)
        return (PositionCode.check(frequency, length: length, from: &reader), reader.bit)
      }
      guard let positions else { continue }
      taken += 1
      #expect(positions.count == Int(frequency))
      #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 })
      #expect(positions.allSatisfy { length == 65_535 || $0 < length })
      #expect(roundTrip(positions, length: length, shift: 0) == end)
    }
    #expect(taken > 2_000)
  }

  /// The code of one posting, written bit by bit.
  private func writeSlowly(_ positions: [UInt32], length: UInt32, to bits: inout BitWriter) {
    let frequency = UInt32(positions.count)
    let start = bits.bitCount
    let width = PositionWidths.bits(frequency: frequency, length: length)
    if frequency <= PositionWidths.ranked, PositionWidths.isKnown(length) {
      // The combinatorial number system: each place adds the number of sets below it.
      var rank: UInt64 = 0
      for (i, position) in positions.enumerated() {
        rank +=
          (0..<UInt64(i + 1)).reduce(1) { $0 * (UInt64(position) - min($1, UInt64(position))) }
          / UInt64((1...i + 1).reduce(1, *))
      }
      for bit in 0..<width { bits.write(rank >> UInt64(bit) & 1, bits: 1) }
      return
    }
    let k = PositionWidths.lowBits(frequency: frequency, length: length)
    var previous = 0
    for (i, position) in positions.enumerated() {
      let high = (Int(position) - i) >> k
      bits.writeUnary(high - previous)
      previous = high
    }
    while bits.bitCount - start < width - k * positions.count { bits.write(0, bits: 1) }
    for (i, position) in positions.enumerated() {
      bits.write(UInt64(position - UInt32(i)) & (1 << UInt64(k) - 1), bits: k)
    }
  }

  @Test("the positions of many postings together are those of each")
  func many() {
    var random = SplitMix64(seed: 8)
    for round in 0..<400 {
      let lengths = (0..<1 + round % 128).map { _ in
        [1, 3, 40, 400, 5_000, 65_534, 65_535].randomElement(using: &random)! as UInt32
      }
      let positions = lengths.map { length in
        let most = [1, 4, 9, 300].randomElement(using: &random)!
        return randomSet(
          of: min(Int(length), Int.random(in: 1...most, using: &random)),
          below: length == 65_535 ? 1 << 22 : length, &random)
      }
      var (fast, slow) = (BitWriter(), BitWriter())
      for _ in 0..<round % 64 {
        fast.write(1, bits: 1)
        slow.write(1, bits: 1)
      }
      write(positions, lengths: lengths, to: &fast)
      for (own, length) in zip(positions, lengths) {
        writeSlowly(own, length: length, to: &slow)
      }
      #expect(fast.bitCount == slow.bitCount)
      fast.align()
      slow.align()
      #expect(fast.bytes == slow.bytes)
    }
  }

  @Test("positions of short fields are read, skipped and checked as written")
  func shortFields() {
    var random = SplitMix64(seed: 5)
    for i in 0..<2_000 {
      let positions = randomSet(of: 1 + i % 6, below: i % 10 == 0 ? 1 << 20 : 12, &random)
      var bits = BitWriter()
      bits.write(1, bits: 1 + i % 7)
      let frequency = [UInt32(positions.count)]
      unsafe frequency.withUnsafeBufferPointer {
        unsafe ShortFieldPositions.write(positions, frequencies: $0, to: &bits)
      }
      let end = bits.bitCount
      bits.align()
      let count = UInt32(positions.count)
      unsafe (bits.bytes + [UInt8](repeating: 0xA5, count: 16)).withUnsafeBytes { bytes in
        var read = positions.map { _ in UInt32.max }
        var reader = unsafe BitReader(bytes.baseAddress!, bit: 1 + i % 7)
        var skipper = reader
        unsafe ShortFieldPositions.read(count, from: &reader, into: &read)
        ShortFieldPositions.skip(count, in: &skipper)
        #expect(read == positions && reader.bit == end && skipper.bit == end)
      }
      unsafe bits.bytes.withUnsafeBytes { bytes in
        var checked = unsafe CheckedBitReader(bytes)
        _ = checked.read(bits: 1 + i % 7)
        #expect(ShortFieldPositions.check(count, from: &checked) == positions)
        #expect(checked.bit == end)
        var missing = unsafe CheckedBitReader(UnsafeRawBufferPointer(rebasing: bytes.dropLast()))
        _ = missing.read(bits: 1 + i % 7)
        #expect(ShortFieldPositions.check(count, from: &missing) == nil)
      }
    }
  }
}
