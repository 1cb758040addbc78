import Bytes
import TestSupport

extension Kernel {
  /// Those that read packed numbers and codes.
  static func ofBits() -> [Kernel] {
    [
      unpack(width: 5, most: 1.32), unpack(width: 11, most: 1.47), ascending(), distances(),
      indices(), codes(),
    ]
  }

  private static let blocks = 64
  private static let numbers = 128 * blocks

  private static func packed(width: Int) -> [UInt8] {
    var random = SplitMix64(seed: UInt64(width))
    let values = (0..<numbers).map { _ in UInt32.random(in: 0..<1 << UInt32(width), using: &random)
    }
    var bytes: [UInt8] = []
    values.withUnsafeBufferPointer {
      guard let base = $0.baseAddress else { return }
      for block in 0..<blocks {
        BitPacking.pack(base + 128 * block, width: width, into: &bytes)
      }
    }
    return bytes
  }

  private static func unpack(width: Int, most: Double) -> Kernel {
    let bytes = packed(width: width)
    let size = BitPacking.byteCount(width: width)
    return Kernel(
      name: "BitPacking.unpack, \(width) bits", unit: "number", units: numbers, most: most,
      outputs: numbers
    ) { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        for block in 0..<blocks {
          BitPacking.unpack(base + block * size, width: width, into: output + 128 * block)
        }
      }
    } naive: { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        for i in 0..<numbers {
          output[i] = BitPacking.value(i % 128, in: base + i / 128 * size, width: width)
        }
      }
    }
  }

  /// Blocks of ascending numbers with gaps of 40 on average, and where each starts.
  private static func ascendingBlocks() -> (bytes: [UInt8], starts: [Int], shift: Int) {
    var random = SplitMix64(seed: 4)
    var (bytes, starts): ([UInt8], [Int]) = ([], [])
    let shift = 5
    for _ in 0..<blocks {
      starts.append(bytes.count)
      var next: UInt32 = 41
      let numbers = (0..<128).map { _ in
        next += 1 + UInt32.random(in: 0..<80, using: &random)
        return next
      }
      numbers.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { return }
        AscendingCode.write(base, base: 41, shift: shift, to: &bytes)
      }
    }
    return (bytes + [UInt8](repeating: 0, count: AscendingCode.padding), starts, shift)
  }

  private static func ascending() -> Kernel {
    let (bytes, starts, shift) = ascendingBlocks()
    return Kernel(
      name: "AscendingCode.read", unit: "number", units: numbers, most: 5.69, outputs: numbers
    ) { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        for block in 0..<blocks {
          AscendingCode.read(
            base + starts[block], shift: shift, base: 41, into: output + 128 * block)
        }
      }
    } naive: { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        for block in 0..<blocks {
          let start = starts[block]
          var bits = CheckedBitReader(
            UnsafeRawBufferPointer(
              start: base + start + BitPacking.byteCount(width: shift),
              count: bytes.count - start - BitPacking.byteCount(width: shift)))
          var high: UInt32 = 0
          for i in 0..<128 {
            high += UInt32(bits.readUnary())
            let low = BitPacking.value(i, in: base + start, width: shift)
            output[128 * block + i] = 41 + UInt32(i) + (high << UInt32(shift) | low)
          }
        }
      }
    }
  }

  private static func distances() -> Kernel {
    let (bytes, starts, shift) = ascendingBlocks()
    return Kernel(
      name: "AscendingCode.distance", unit: "number", units: numbers, most: 111, outputs: numbers
    ) { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        for i in 0..<numbers {
          output[i] = AscendingCode.distance(i % 128, in: base + starts[i / 128], shift: shift)
        }
      }
    } naive: { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 128 + AscendingCode.margin) {
          guard let block = $0.baseAddress else { return }
          for i in 0..<numbers {
            AscendingCode.read(base + starts[i / 128], shift: shift, base: 41, into: block)
            output[i] = i % 128 == 0 ? block[0] - 40 : block[i % 128] - block[i % 128 - 1]
          }
        }
      }
    }
  }

  /// Where numbers are in a block: every second is there.
  private static func indices() -> Kernel {
    let (bytes, starts, shift) = ascendingBlocks()
    let base: UInt32 = 41
    let decoded = Output.allocate(capacity: 128 + AscendingCode.margin)
    let decode = { (block: Int) in
      bytes.withUnsafeBytes {
        guard let source = $0.baseAddress else { return }
        AscendingCode.read(source + starts[block], shift: shift, base: base, into: decoded)
      }
    }
    var (wanted, spans): ([UInt32], [UInt32]) = ([], [])
    for block in 0..<blocks {
      decode(block)
      wanted += (0..<128).map { decoded[$0] - ($0 % 2 == 0 ? 0 : 1) }
      spans.append(decoded[127] - base - 127)
    }
    return Kernel(
      name: "AscendingCode.index", unit: "number", units: numbers, most: 344, outputs: numbers
    ) { output in
      bytes.withUnsafeBytes {
        guard let source = $0.baseAddress else { return }
        for i in 0..<numbers {
          let index = AscendingCode.index(
            of: wanted[i], in: source + starts[i / 128], shift: shift, span: spans[i / 128],
            base: base)
          output[i] = UInt32(index ?? 128)
        }
      }
    } naive: { output in
      for i in 0..<numbers {
        decode(i / 128)
        output[i] = UInt32((0..<128).first { decoded[$0] == wanted[i] } ?? 128)
      }
    }
  }

  /// The codes of short lists: gaps by Rice, frequencies by γ.
  private static func codes() -> Kernel {
    var random = SplitMix64(seed: 3)
    var bits = BitWriter()
    for _ in 0..<numbers / 2 {
      bits.writeRice(Int.random(in: 0..<100, using: &random), k: 5)
      bits.writeGamma(Int.random(in: 1...4, using: &random))
    }
    bits.align()
    let bytes = bits.bytes + [UInt8](repeating: 0, count: BitReader.padding)
    return Kernel(
      name: "BitReader.readRiceAndGamma", unit: "number", units: numbers, most: 20.5,
      outputs: numbers
    ) { output in
      bytes.withUnsafeBytes {
        guard let base = $0.baseAddress else { return }
        var reader = BitReader(base)
        for i in stride(from: 0, to: numbers, by: 2) {
          let (rice, gamma) = reader.readRiceAndGamma(k: 5)
          (output[i], output[i + 1]) = (UInt32(rice), UInt32(gamma))
        }
      }
    } naive: { output in
      bytes.withUnsafeBytes {
        var reader = CheckedBitReader($0)
        for i in stride(from: 0, to: numbers, by: 2) {
          output[i] = reader.readRice(k: 5)
          output[i + 1] = reader.readGamma()
        }
      }
    }
  }
}
