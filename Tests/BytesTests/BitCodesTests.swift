import Bytes
import TestSupport
import Testing

@Suite("BitWriter and BitReader") struct BitCodesTests {
  @Test("a mix of all codes is read as it was written")
  func mixed() {
    for seed in 0..<200 {
      var random = SplitMix64(seed: UInt64(seed))
      var writer = BitWriter()
      var expected: [(kind: Int, value: Int, k: Int)] = []
      for _ in 0..<300 {
        let kind = Int.random(in: 0..<4, using: &random)
        let k = Int.random(in: 0...31, using: &random)
        // Small values mostly, now and then one whose unary part passes a word.
        let limit = Int.random(in: 0..<20, using: &random) == 0 ? 300 << k : 3 << k
        let value = Int.random(in: 0...min(limit, Int(UInt32.max)), using: &random)
        switch kind {
        case 0: writer.writeRice(value, k: k)
        case 1: writer.writeGamma(value + 1)
        case 2: writer.writeUnary(value & 255)
        default: writer.write(UInt64(value) & (1 << UInt64(k) - 1), bits: k)
        }
        expected.append((kind, value, k))
      }
      writer.align()
      let bytes = writer.bytes + [UInt8](repeating: 0xFF, count: BitReader.padding)
      unsafe bytes.withUnsafeBytes {
        var reader = unsafe BitReader($0.baseAddress!)
        for (kind, value, k) in expected {
          switch kind {
          case 0: #expect(reader.readRice(k: k) == value)
          case 1: #expect(reader.readGamma() == value + 1)
          case 2: #expect(reader.readUnary() == value & 255)
          default: #expect(reader.read(bits: k) == value & ((1 << k) - 1))
          }
        }
      }
    }
  }

  @Test("a sink writes what the writer itself would, whatever is pending")
  func sink() {
    var random = SplitMix64(seed: 3)
    for round in 0..<500 {
      var (fast, slow) = (BitWriter(), BitWriter())
      for _ in 0..<round % 64 {
        fast.write(1, bits: 1)
        slow.write(1, bits: 1)
      }
      let codes = (0..<round % 50).map { _ in
        let bits = Int.random(in: 0...64, using: &random)
        let value = bits == 0 ? 0 : random.next() >> UInt64(64 - bits)
        return (bits: bits, value: value, zeros: Int.random(in: 0..<200, using: &random))
      }
      fast.write(atMost: codes.reduce(0) { $0 + $1.bits + $1.zeros }) { sink in
        for code in codes {
          sink.writeLong(code.value, bits: code.bits)
          sink.writeZeros(code.zeros)
        }
      }
      for code in codes {
        for bit in 0..<code.bits { slow.write(code.value >> UInt64(bit) & 1, bits: 1) }
        for _ in 0..<code.zeros { slow.write(0, bits: 1) }
      }
      #expect(fast.bitCount == slow.bitCount)
      fast.writeRice(1000, k: 3)
      slow.writeRice(1000, k: 3)
      fast.align()
      slow.align()
      #expect(fast.bytes == slow.bytes)
    }
  }

  @Test("a sink writes Rice and gamma codes as the writer does")
  func sinkCodes() {
    var random = SplitMix64(seed: 4)
    for round in 0..<300 {
      let k = round % 32
      let codes = (0..<60).map { _ in
        // High parts about where the sink writes otherwise, and some far above.
        let high = UInt64.random(in: 0...[3, 30, 300][round % 3], using: &random)
        let rice = min(high << UInt64(k) | random.next() % (1 << UInt64(k)), UInt64(UInt32.max))
        return (
          rice: UInt32(rice),
          gamma: UInt32(random.next() >> UInt64.random(in: 32...63, using: &random) | 1)
        )
      }
      var (fast, slow) = (BitWriter(), BitWriter())
      fast.write(atMost: codes.reduce(0) { $0 + Int($1.rice >> UInt32(k)) + 100 }) { sink in
        for code in codes {
          sink.writeRice(code.rice, k: k)
          sink.writeGamma(code.gamma)
        }
      }
      for code in codes {
        slow.writeRice(Int(code.rice), k: k)
        slow.writeGamma(Int(code.gamma))
      }
      #expect(fast.bitCount == slow.bitCount)
      fast.align()
      slow.align()
      #expect(fast.bytes == slow.bytes)
    }
  }

  @Test("a gap and a frequency are read together as they are one after the other")
  func together() {
    for seed in 0..<200 {
      var random = SplitMix64(seed: UInt64(seed))
      let k = seed % 32
      // Codes of all lengths up to some that pass a word.
      let (mostHigh, mostBits) = (1 << (seed / 32), 1 + seed % 31)
      let numbers = (0..<200).map { _ in
        (
          rice: Int.random(in: 0..<mostHigh, using: &random) << k
            | Int.random(in: 0..<1 << k, using: &random),
          gamma: Int.random(in: 1..<1 << mostBits, using: &random)
        )
      }
      var writer = BitWriter()
      for number in numbers {
        writer.writeRice(number.rice, k: k)
        writer.writeGamma(number.gamma)
      }
      writer.align()
      let bytes = writer.bytes + [UInt8](repeating: 0xFF, count: BitReader.padding)
      unsafe bytes.withUnsafeBytes {
        var reader = unsafe BitReader($0.baseAddress!)
        for number in numbers { #expect(reader.readRiceAndGamma(k: k) == number) }
      }
    }
  }
}
