import Bytes
import TestSupport
import Testing

@Suite("VariableByte") struct VariableByteTests {
  @Test("numbers of all sizes are read as they were written, and skipped where they end")
  func allSizes() {
    var random = SplitMix64(seed: 1)
    var numbers: [Int] = []
    for bits in 1...56 {
      let limit = 1 << bits
      numbers += [limit - 1, limit / 2, min(limit / 2 + 1, limit - 1)]
      for _ in 0..<20 { numbers.append(Int.random(in: 0..<limit, using: &random)) }
    }
    numbers.shuffle(using: &random)
    for following in [UInt8.min, 0x7F, .max] {
      var writer = ByteWriter()
      var ends: [Int] = []
      for number in numbers {
        writer.writeVariable(number)
        ends.append(writer.bytes.count)
      }
      let bytes = writer.bytes + [UInt8](repeating: following, count: BitReader.padding)
      unsafe bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        var (offset, skipped) = (0, 0)
        for (number, end) in zip(numbers, ends) {
          #expect(unsafe VariableByte.read(base, &offset) == number)
          unsafe VariableByte.skip(base, &skipped)
          #expect(offset == end && skipped == end)
        }
      }
    }
  }
}
