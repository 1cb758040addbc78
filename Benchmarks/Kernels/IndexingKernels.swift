import Bytes
import TestSupport

@testable import InvertedIndex

extension Kernel {
  /// Those that number terms and write postings.
  static func ofIndexing(_ segment: SampleSegment) -> [Kernel] {
    let sample = segment.list(oneIn: 20)
    return [
      number(), writePositions(sample, segment), levels(sample, segment), neighbours(),
    ]
  }

  private static let blockCount = PostingsEncoder.blockCount

  /// Words of a text as it goes on: most are there already.
  private static func number() -> Kernel {
    var random = SplitMix64(seed: 31)
    var (bytes, occurrences): ([UInt8], [TermOccurrence]) = ([], [])
    for i in 0..<40_000 {
      // The number of a word by a law like Zipf's, as its letters, 2 to 13 of them.
      let word = UInt64(random.next() >> UInt64.random(in: 46...63, using: &random))
      let letters = Array(String(word &* 0x9E37_79B9_7F4A, radix: 36).utf8).prefix(
        2 + Int(word % 12))
      occurrences.append(
        TermOccurrence(
          start: UInt32(bytes.count), length: UInt32(letters.count), position: UInt32(i)))
      bytes += letters
    }
    return Kernel(
      name: "TermTable.number", unit: "token", units: occurrences.count, most: 166,
      outputs: occurrences.count
    ) { output in
      var table = TermTable()
      bytes.withUnsafeBufferPointer { bytes in
        occurrences.withUnsafeBufferPointer {
          table.number($0, of: bytes, field: 0, into: output)
        }
      }
    } naive: { output in
      var numbers: [ArraySlice<UInt8>: UInt32] = [:]
      for (i, occurrence) in occurrences.enumerated() {
        let start = Int(occurrence.start)
        let word = bytes[start..<start + Int(occurrence.length)]
        output[i] = numbers[word] ?? UInt32(numbers.count)
        numbers[word] = output[i]
      }
    }
  }

  private static func writePositions(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let count = sample.wholeBlocks * blockCount
    let positions = sample.frequencies[..<count].reduce(0) { $0 + Int($1) }
    /// So many postings at a time: their frequencies and lengths, each with room behind them, and their positions.
    func parts(of size: Int) -> [(frequencies: [UInt32], lengths: [UInt32], positions: [UInt32])] {
      let room = [UInt32](repeating: 0, count: 8)
      var next = 0
      return stride(from: 0, to: count, by: size).map { start in
        let frequencies = sample.frequencies[start..<start + size]
        let lengths = sample.documents[start..<start + size].map {
          UInt32(segment.lengths[Int($0)])
        }
        let first = next
        next += frequencies.reduce(0) { $0 + Int($1) }
        return (frequencies + room, lengths + room, Array(sample.positions[first..<next]))
      }
    }
    func write(
      _ parts: [(frequencies: [UInt32], lengths: [UInt32], positions: [UInt32])], _ output: Output
    ) {
      var bits = BitWriter()
      for part in parts {
        part.frequencies.withUnsafeBufferPointer {
          PositionCode.write(
            part.positions, frequencies: UnsafeBufferPointer(rebasing: $0.dropLast(8)),
            lengths: part.lengths, to: &bits)
        }
      }
      bits.align()
      for (i, byte) in bits.bytes.enumerated() { output[i] = UInt32(byte) }
    }
    let (blocks, postings) = (parts(of: blockCount), parts(of: 1))
    return Kernel(
      name: "PositionCode.write", unit: "position", units: positions, most: 35.6,
      outputs: 2 * positions
    ) { output in
      write(blocks, output)
    } naive: { output in
      write(postings, output)
    }
  }

  private static func levels(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let lengths = sample.documents.map { UInt32(segment.lengths[Int($0)]) }
    let count = sample.wholeBlocks * blockCount
    let scale = segment.scale
    return Kernel(
      name: "ImpactScale.writeLevels", unit: "posting", units: count, most: 4.03, outputs: count
    ) { output in
      var levels = [UInt8](repeating: 0, count: count)
      scale.writeLevels(
        frequencies: sample.frequencies, lengths: lengths, count: count, to: &levels)
      for i in 0..<count { output[i] = UInt32(levels[i]) }
    } naive: { output in
      for i in 0..<count {
        output[i] = UInt32(scale.level(frequency: sample.frequencies[i], length: lengths[i]))
      }
    }
  }

  /// Words of which two fifths are common, as in news.
  private static func neighbours() -> Kernel {
    var random = SplitMix64(seed: 32)
    let words = 75
    let text = (0..<40_000).map { _ in
      Int.random(in: 0..<5, using: &random) < 2
        ? UInt8.random(in: 1...UInt8(words), using: &random) : 0
    }
    func write(_ counts: inout PairCounts, _ output: Output) {
      var next = 0
      counts.removeAll {
        output[next] = $0
        output[next + 1] = $1
        next += 2
      }
    }
    return Kernel(
      name: "PairCounts.addNeighbours", unit: "word", units: text.count, most: 7.42,
      outputs: 2 * words * words
    ) { output in
      var counts = PairCounts(words: words)
      (text + [UInt8](repeating: 0, count: PairCounts.padding)).withUnsafeBufferPointer {
        guard let text = $0.baseAddress else { return }
        counts.addNeighbours(text, count: $0.count - PairCounts.padding)
      }
      write(&counts, output)
    } naive: { output in
      var counts = PairCounts(words: words)
      for (a, b) in zip(text, text.dropFirst()) where a != 0 && b != 0 { counts.add(a, b) }
      write(&counts, output)
    }
  }
}
