import Bytes

@testable import InvertedIndex

extension Kernel {
  /// Those that decode lists of postings.
  static func ofPostings(_ segment: SampleSegment) -> [Kernel] {
    let (dense, sparse) = (segment.list(oneIn: 4), segment.list(oneIn: 20))
    return [
      decode(dense, "dense", most: 7.26), decode(sparse, "sparse", most: 6.28),
      decodeFrequencies(sparse), frequency(sparse), rank(dense, segment), blockHolding(sparse),
      writeStarts(sparse, segment), positions(sparse, segment), positionBatch(sparse, segment),
    ]
  }

  private static let blockCount = PostingsList.blockCount

  private static func decode(_ sample: SampleList, _ kind: String, most: Double) -> Kernel {
    let list = sample.list
    let count = sample.wholeBlocks * blockCount
    return Kernel(
      name: "PostingsList.decode(block:), \(kind)", unit: "document", units: count, most: most,
      outputs: count
    ) { output in
      for block in 0..<count / blockCount {
        _ = list.decode(block: block, documents: output + block * blockCount)
      }
    } naive: { output in
      // Every document is asked whether it is there, or the next one sought.
      var (place, block) = (0, 0)
      var document: DocID = 0
      while place < count {
        if list.isDense {
          if list.contains(document) {
            output[place] = document
            place += 1
          }
        } else {
          while list.lastDocument(ofBlock: block) < document { block += 1 }
          if sample.documents[place] == document {
            output[place] = document
            place += 1
          }
        }
        document += 1
      }
    }
  }

  private static func decodeFrequencies(_ sample: SampleList) -> Kernel {
    let list = sample.list
    let count = sample.wholeBlocks * blockCount
    return Kernel(
      name: "PostingsList.decodeFrequencies", unit: "posting", units: count, most: 4.25,
      outputs: count
    ) { output in
      for block in 0..<count / blockCount {
        list.decodeFrequencies(block: block, into: output + block * blockCount)
      }
    } naive: { output in
      for i in 0..<count {
        output[i] = list.frequency(block: i / blockCount, index: i % blockCount)
      }
    }
  }

  private static func frequency(_ sample: SampleList) -> Kernel {
    let list = sample.list
    let places = Array(stride(from: 5, to: sample.wholeBlocks * blockCount, by: 97))
    return Kernel(
      name: "PostingsList.frequency(block:index:)", unit: "posting", units: places.count, most: 158,
      outputs: places.count
    ) { output in
      for (i, place) in places.enumerated() {
        output[i] = list.frequency(block: place / blockCount, index: place % blockCount)
      }
    } naive: { output in
      var frequencies = [UInt32](
        repeating: 0, count: blockCount + PostingsList.decodingMargin)
      for (i, place) in places.enumerated() {
        list.decodeFrequencies(block: place / blockCount, into: &frequencies)
        output[i] = frequencies[place % blockCount]
      }
    }
  }

  private static func rank(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let list = sample.list
    let targets = Array(stride(from: DocID(7), to: DocID(segment.documents), by: 1_031))
    return Kernel(
      name: "PostingsList.rank(of:)", unit: "document", units: targets.count, most: 122,
      outputs: targets.count
    ) { output in
      for (i, target) in targets.enumerated() { output[i] = UInt32(list.rank(of: target)) }
    } naive: { output in
      for (i, target) in targets.enumerated() {
        output[i] = UInt32((0..<target).count { list.contains($0) })
      }
    }
  }

  private static func blockHolding(_ sample: SampleList) -> Kernel {
    let list = sample.list
    let targets = Array(stride(from: DocID(7), to: sample.documents.last ?? 0, by: 1_031))
    return Kernel(
      name: "PostingsList.block(holding:)", unit: "document", units: targets.count, most: 258,
      outputs: targets.count
    ) { output in
      for (i, target) in targets.enumerated() {
        output[i] = UInt32(list.block(holding: target, from: 0))
      }
    } naive: { output in
      for (i, target) in targets.enumerated() {
        var block = 0
        while list.lastDocument(ofBlock: block) < target { block += 1 }
        output[i] = UInt32(block)
      }
    }
  }

  private static func writeStarts(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let lengths = sample.documents.map { UInt32(segment.lengths[Int($0)]) }
    let blocks = sample.wholeBlocks
    return Kernel(
      name: "PositionWidths.writeStarts", unit: "posting", units: blocks * blockCount, most: 9.46,
      outputs: blocks * (blockCount + 1)
    ) { output in
      sample.frequencies.withUnsafeBufferPointer { frequencies in
        lengths.withUnsafeBufferPointer { lengths in
          guard let frequencies = frequencies.baseAddress, let lengths = lengths.baseAddress else {
            return
          }
          for block in 0..<blocks {
            PositionWidths.writeStarts(
              count: blockCount, frequencies: frequencies + block * blockCount,
              lengths: lengths + block * blockCount, to: output + block * (blockCount + 1))
          }
        }
      }
    } naive: { output in
      for block in 0..<blocks {
        var start = 0
        for i in 0..<blockCount {
          output[block * (blockCount + 1) + i] = UInt32(start)
          let place = block * blockCount + i
          start += PositionWidths.bits(frequency: sample.frequencies[place], length: lengths[place])
        }
        output[block * (blockCount + 1) + blockCount] = UInt32(start)
      }
    }
  }

  /// All positions of whole blocks; the naive twin reads the postings one after the other.
  private static func positions(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let list = sample.list
    let postings = sample.wholeBlocks * blockCount
    let count = sample.frequencies[..<postings].reduce(0) { $0 + Int($1) }
    return Kernel(
      name: "BlockPositions.read", unit: "position", units: count, most: 74.3, outputs: count
    ) { output in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: BlockPositions.memoryCount) {
        guard let memory = $0.baseAddress else { return }
        var reader = BlockPositions(memory: memory)
        var place = 0
        sample.frequencies.withUnsafeBufferPointer { frequencies in
          sample.documents.withUnsafeBufferPointer { documents in
            guard let frequencies = frequencies.baseAddress, let documents = documents.baseAddress
            else { return }
            for i in 0..<postings {
              let first = i / blockCount * blockCount
              reader.read(
                i % blockCount, ofBlock: i / blockCount, of: list, documents: documents + first,
                frequencies: frequencies + first, documentLengths: segment.lengths,
                into: output + place)
              place += Int(frequencies[i])
            }
          }
        }
      }
    } naive: { output in
      guard let bytes = list.positions else { return }
      var place = 0
      for block in 0..<postings / blockCount {
        var bits = CheckedBitReader(
          UnsafeRawBufferPointer(
            start: bytes + list.positionsOffset(ofBlock: block), count: 1 << 16))
        for i in block * blockCount..<(block + 1) * blockCount {
          let length = UInt32(segment.lengths[Int(sample.documents[i])])
          let positions = PositionCode.check(sample.frequencies[i], length: length, from: &bits)
          for position in positions ?? [] {
            output[place] = position
            place += 1
          }
        }
      }
    }
  }

  /// The positions of every second posting of whole blocks, decoded together; the naive twin reads all.
  private static func positionBatch(_ sample: SampleList, _ segment: SampleSegment) -> Kernel {
    let list = sample.list
    let chosen = (0..<UInt32(blockCount / 2)).map { 2 * $0 }
    let blocks = sample.wholeBlocks
    var count = 0
    for i in stride(from: 0, to: blocks * blockCount, by: 2) { count += Int(sample.frequencies[i]) }
    return Kernel(
      name: "PositionBatch.decode", unit: "position", units: count, most: 75.5, outputs: count
    ) { output in
      let memory = UnsafeMutablePointer<UInt32>.allocate(
        capacity: BlockPositions.memoryCount + PositionBatch.memoryCount + 8)
      let target = UnsafeMutablePointer<UInt32>.allocate(capacity: 44 * blockCount)
      defer {
        memory.deallocate()
        target.deallocate()
      }
      var reader = BlockPositions(memory: memory)
      var batch = PositionBatch(memory: memory + (BlockPositions.memoryCount + 7) / 8 * 8)
      var place = 0
      for block in 0..<blocks {
        let first = block * blockCount
        sample.frequencies.withUnsafeBufferPointer { frequencies in
          sample.documents.withUnsafeBufferPointer { documents in
            guard let frequencies = frequencies.baseAddress, let documents = documents.baseAddress
            else { return }
            reader.load(
              block, upTo: blockCount - 1, of: list, documents + first, frequencies + first,
              segment.lengths)
            batch.removeAll()
            reader.append(chosen, count: chosen.count, frequencies: frequencies + first, to: &batch)
          }
        }
        _ = batch.finish()
        batch.decode(of: list, into: target)
        for (i, index) in chosen.enumerated() {
          let frequency = Int(sample.frequencies[first + Int(index)])
          (output + place).update(
            from: target + PositionBatch.lanes * Int(batch.firsts[i]), count: frequency)
          place += frequency
        }
      }
    } naive: { output in
      let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: BlockPositions.memoryCount)
      defer { memory.deallocate() }
      var place = 0
      for i in stride(from: 0, to: blocks * blockCount, by: 2) {
        // Each by itself, as if no other of its block had been read.
        var reader = BlockPositions(memory: memory)
        let first = i / blockCount * blockCount
        reader.read(
          i - first, ofBlock: i / blockCount, of: list,
          documents: Array(sample.documents[first..<first + blockCount]),
          frequencies: Array(sample.frequencies[first..<first + blockCount]),
          documentLengths: segment.lengths, into: output + place)
        place += Int(sample.frequencies[i])
      }
    }
  }
}
