internal import Bytes

extension PostingsList {
  /// Writes the documents of `block` to `documents`; returns how many there are.
  ///
  /// There must be room for `blockCount + decodingMargin`. Naive equivalent: gaps read one by one, or
  /// bits. About 0.4 ns a document.
  public func decode(block: Int, documents: UnsafeMutablePointer<DocID>) -> Int {
    guard let payload = unsafe payload else {
      unsafe documents[0] = single.document
      return 1
    }
    let count = count(ofBlock: block)
    let base = block == 0 ? DocID.end : lastDocument(ofBlock: block &- 1)
    if isDense {
      unsafe decodeBits(from: base &+ 1, count: count, into: documents)
      return count
    }
    let start = unsafe payload + payloadOffset(ofBlock: block)
    if count == Self.blockCount {
      let width = Int(unsafe start.load(as: UInt8.self))
      unsafe BitPacking.unpackGaps(start + 1, width: width, base: base, into: documents)
    } else {
      unsafe decodeTail(start, count: count, base: base, documents: documents, frequencies: nil)
    }
    return count
  }

  /// Writes the frequencies of `block` to `frequencies`, room for 128.
  public func decodeFrequencies(block: Int, into frequencies: UnsafeMutablePointer<UInt32>) {
    guard let payload = unsafe payload else {
      unsafe frequencies[0] = single.frequency
      return
    }
    let count = count(ofBlock: block)
    let start = unsafe payload + payloadOffset(ofBlock: block)
    guard count == Self.blockCount else {
      let base = block == 0 ? DocID.end : lastDocument(ofBlock: block &- 1)
      return unsafe decodeTail(
        start, count: count, base: base, documents: nil, frequencies: frequencies)
    }
    if isDense { return unsafe decodeFrequencies(start, into: frequencies) }
    let width = Int(unsafe start.load(as: UInt8.self))
    unsafe decodeFrequencies(
      start + 1 + BitPacking.byteCount(width: width), into: frequencies)
  }

  /// The frequency of posting `index` of `block`, one of 128, without decoding the others.
  ///
  /// Naive equivalent: `decodeFrequencies`, then `frequencies[index]`.
  /// - Complexity: linear in the exceptions of the block.
  @inline(__always)
  public func frequency(block: Int, index: Int) -> UInt32 {
    guard let payload = unsafe payload else { return single.frequency }
    var start = unsafe payload + payloadOffset(ofBlock: block)
    if !isDense {
      unsafe start += 1 + BitPacking.byteCount(width: Int(start.load(as: UInt8.self)))
    }
    let width = Int(unsafe start.load(as: UInt8.self))
    let exceptions = Int(unsafe start.load(fromByteOffset: 1, as: UInt8.self))
    let packed = unsafe start + 2
    var value = unsafe BitPacking.value(index, in: packed, width: width)
    var offset = BitPacking.byteCount(width: width)
    for _ in 0..<exceptions {
      let exception = Int(unsafe packed.load(fromByteOffset: offset, as: UInt8.self))
      if exception > index { break }
      offset &+= 1
      let high = unsafe VariableByte.read(packed, &offset)
      if exception == index {
        value &+= UInt32(truncatingIfNeeded: high) &<< UInt32(truncatingIfNeeded: width)
      }
    }
    return value &+ 1
  }

  private func payloadOffset(ofBlock block: Int) -> Int {
    guard let headers = unsafe headers else { return 0 }
    return Int(
      unsafe headers.loadUnaligned(
        fromByteOffset: block &* headerStride &+ 4, as: UInt32.self))
  }

  private func decodeFrequencies(
    _ start: UnsafeRawPointer, into frequencies: UnsafeMutablePointer<UInt32>
  ) {
    let width = Int(unsafe start.load(as: UInt8.self))
    let exceptions = Int(unsafe start.load(fromByteOffset: 1, as: UInt8.self))
    let packed = unsafe start + 2
    if width == 0 {
      unsafe frequencies.update(repeating: 1, count: Self.blockCount)
    } else {
      unsafe BitPacking.unpack(packed, width: width, into: frequencies)
      for i in 0..<Self.blockCount { unsafe frequencies[i] &+= 1 }
    }
    var offset = BitPacking.byteCount(width: width)
    for _ in 0..<exceptions {
      let index = Int(unsafe packed.load(fromByteOffset: offset, as: UInt8.self) & 127)
      offset &+= 1
      let high = unsafe VariableByte.read(packed, &offset)
      unsafe frequencies[index] &+= UInt32(truncatingIfNeeded: high) &<< UInt32(width)
    }
  }

  /// A last block that is not full; in a dense list it has frequencies alone.
  private func decodeTail(
    _ start: UnsafeRawPointer, count: Int, base: DocID, documents: UnsafeMutablePointer<DocID>?,
    frequencies: UnsafeMutablePointer<UInt32>?
  ) {
    guard !isDense else {
      var bits = unsafe BitReader(start)
      for i in 0..<count {
        unsafe frequencies?[i] = UInt32(truncatingIfNeeded: bits.readGamma())
      }
      return
    }
    var bits = unsafe BitReader(start, bit: 8)
    let k = Int(unsafe start.load(as: UInt8.self) & 31)
    var document = base
    for i in 0..<count {
      document = document &+ UInt32(truncatingIfNeeded: bits.readRice(k: k)) &+ 1
      let frequency = UInt32(truncatingIfNeeded: bits.readGamma())
      unsafe documents?[i] = document
      unsafe frequencies?[i] = frequency
    }
  }
}
