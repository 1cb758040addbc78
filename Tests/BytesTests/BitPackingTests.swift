import Bytes
import TestSupport
import Testing

@Suite("BitPacking") struct BitPackingTests {
  @Test("every width gives back what was packed", arguments: 0...32)
  func roundTrip(width: Int) {
    var random = SplitMix64(seed: UInt64(width) + 1)
    let mask: UInt32 = width == 32 ? .max : (1 << UInt32(width)) - 1
    for _ in 0..<50 {
      let values = (0..<128).map { _ in UInt32(truncatingIfNeeded: random.next()) & mask }
      var packed: [UInt8] = []
      unsafe values.withUnsafeBufferPointer {
        unsafe BitPacking.pack($0.baseAddress!, width: width, into: &packed)
      }
      #expect(packed.count == BitPacking.byteCount(width: width))
      packed += [UInt8](repeating: 0xFF, count: 32)
      var unpacked = [UInt32](repeating: 7, count: 128)
      unsafe packed.withUnsafeBytes { source in
        unsafe unpacked.withUnsafeMutableBytes {
          unsafe BitPacking.unpack(source.baseAddress!, width: width, into: $0.baseAddress!)
        }
      }
      #expect(unpacked == values)
      unsafe packed.withUnsafeBytes { source in
        for i in values.indices {
          #expect(unsafe BitPacking.value(i, in: source.baseAddress!, width: width) == values[i])
        }
      }
    }
  }

  @Test("the width is that of the largest value")
  func width() {
    #expect(BitPacking.width(union: 0) == 0)
    #expect(BitPacking.width(union: 1) == 1)
    #expect(BitPacking.width(union: 255) == 8)
    #expect(BitPacking.width(union: .max) == 32)
  }
}
