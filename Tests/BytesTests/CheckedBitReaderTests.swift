import Testing

@testable import Bytes

@Suite("CheckedBitReader") struct CheckedBitReaderTests {
  @Test("it reads what was written, and fails past the end")
  func roundTrip() {
    var writer = BitWriter()
    let numbers = [0, 1, 2, 3, 7, 8, 31, 100, 1_000, 65_535, 1 << 20, 1 << 31]
    for (i, number) in numbers.enumerated() {
      writer.writeRice(number, k: 31 - i)
      writer.writeGamma(number + 1)
      writer.write(UInt64(number), bits: 32)
    }
    writer.align()
    unsafe writer.bytes.withUnsafeBytes { bytes in
      var reader = unsafe CheckedBitReader(bytes)
      for (i, number) in numbers.enumerated() {
        #expect(reader.readRice(k: 31 - i) == UInt32(number))
        #expect(reader.readGamma() == UInt32(number + 1))
        #expect(reader.read(bits: 32) == UInt64(number))
      }
      #expect(!reader.failed)
      #expect(reader.byteOffset == bytes.count)
      _ = reader.read(bits: 8)
      #expect(reader.failed)
    }
  }

  @Test("numbers of more than 32 bits and endless zeros fail")
  func hostile() {
    for bytes in [[UInt8](repeating: 0, count: 100), [0, 0, 0, 0, 0, 0, 0, 0, 1] + [0, 0], []] {
      unsafe bytes.withUnsafeBytes { bytes in
        var rice = unsafe CheckedBitReader(bytes)
        #expect(rice.readRice(k: 31) == 0)
        #expect(rice.failed)
        var gamma = unsafe CheckedBitReader(bytes)
        #expect(gamma.readGamma() == 0)
        #expect(gamma.failed)
      }
    }
  }
}
