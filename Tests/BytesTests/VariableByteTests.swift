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
        for first in numbers.indices {
          let start = first == 0 ? 0 : ends[first - 1]
          let some = unsafe VariableByteNumbers(base, start)
          for count in 1...min(numbers.count - first, 10) {
            let size = ends[first + count - 1] - start
            #expect(some.end(of: UInt64(count)) == min(size, 9))
          }
          if ends[first] - start <= 8 { #expect(some.first == UInt64(numbers[first])) }
          guard first + 1 < numbers.count, ends[first + 1] - start <= 8 else { continue }
          #expect(some.second == UInt64(numbers[first + 1]))
        }
      }
    }
  }
}
