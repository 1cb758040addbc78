import Bytes
import TestSupport
import Testing

@Suite("ByteReader") struct ByteReaderTests {
  @Test("what was written is read in turn")
  func roundTrip() {
    var writer = ByteWriter()
    writer.write(UInt8(7))
    writer.write(UInt32(0xDEAD_BEEF))
    writer.write(UInt64.max)
    for value in [0, 127, 128, 300, 1 << 40, Int.max] { writer.writeVariable(value) }
    writer.write("naïve 漢字")
    unsafe writer.bytes.withUnsafeBytes {
      var reader = unsafe ByteReader($0)
      #expect(reader.read(UInt8.self) == 7)
      #expect(reader.read(UInt32.self) == 0xDEAD_BEEF)
      #expect(reader.read(UInt64.self) == .max)
      for value in [0, 127, 128, 300, 1 << 40, Int.max] { #expect(reader.readVariable() == value) }
      #expect(reader.readText() == "naïve 漢字")
      #expect(reader.isAtEnd && !reader.failed)
    }
  }

  @Test("a number in more bytes than it takes is refused")
  func paddedNumbers() {
    let padded: [[UInt8]] = [
      [0x80, 0], [0x81, 0], [0xFF, 0x80, 0], [0x81] + [UInt8](repeating: 0x80, count: 8) + [0],
      [UInt8](repeating: 0xFF, count: 9) + [1], [UInt8](repeating: 0x80, count: 9) + [0x7E],
    ]
    for bytes in padded {
      unsafe bytes.withUnsafeBytes {
        var reader = unsafe ByteReader($0)
        _ = reader.readVariable()
        #expect(reader.failed)
      }
    }
  }

  @Test("no run of bytes makes it trap or read past the end")
  func damaged() {
    for seed in 0..<2_000 {
      var random = SplitMix64(seed: UInt64(seed))
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      unsafe bytes.withUnsafeBytes {
        var reader = unsafe ByteReader($0)
        for _ in 0..<20 {
          switch Int.random(in: 0..<4, using: &random) {
          case 0: _ = reader.readVariable()
          case 1: _ = reader.readText()
          case 2: _ = reader.read(UInt64.self)
          default: reader.skip(Int.random(in: -1...9, using: &random))
          }
        }
        #expect(reader.offset <= bytes.count)
      }
    }
  }
}
