internal import Bytes
internal import CSIMD

extension PostingsList {
  /// Asks for the start of what blocks hold.
  @inline(__always)
  func prefetchPayload() {
    guard let payload = unsafe payload else { return }
    for line in 0..<4 { unsafe prefetch(payload + 64 &* line) }
  }

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
      let span = span(ofBlock: block, after: base)
      let shift = AscendingCode.shift(span: span)
      let behind = unsafe start + AscendingCode.byteCount(span: span, shift: shift)
      // Frequencies follow, and the next block, which are mostly wanted next.
      for line in 0..<4 { unsafe prefetch(behind + 64 &* line) }
      unsafe AscendingCode.read(start, shift: shift, base: base &+ 1, into: documents)
    } else {
      unsafe decodeTail(start, count: count, base: base, documents: documents, frequencies: nil)
    }
    return count
  }

  /// Whether documents and frequencies of `block` are coded one after the other, so that those who need both
  /// decode them together.
  @inline(__always)
  public func isMixed(block: Int) -> Bool {
    unsafe payload != nil && !isDense && count(ofBlock: block) < Self.blockCount
  }

  /// Writes the documents and the frequencies of a mixed `block`, and returns how many there are: `decode` and
  /// `decodeFrequencies` in the time of one of them.
  public func decodeMixed(
    block: Int, documents: UnsafeMutablePointer<DocID>, frequencies: UnsafeMutablePointer<UInt32>
  ) -> Int {
    guard let payload = unsafe payload else { return 0 }
    let count = count(ofBlock: block)
    let base = block == 0 ? DocID.end : lastDocument(ofBlock: block &- 1)
    unsafe decodeTail(
      payload + payloadOffset(ofBlock: block), count: count, base: base, documents: documents,
      frequencies: frequencies)
    return count
  }

  /// How many documents from the one `after` to the last of a whole `block` do not hold the term.
  @inline(__always)
  private func span(ofBlock block: Int, after: DocID) -> UInt32 {
    lastDocument(ofBlock: block) &- after &- UInt32(Self.blockCount)
  }

  /// Where the frequencies of a whole `block` start: behind its documents, if there are no bits for these.
  @inline(__always)
  private func frequencies(ofBlock block: Int, in payload: UnsafeRawPointer) -> UnsafeRawPointer {
    let start = unsafe payload + payloadOffset(ofBlock: block)
    if isDense { return unsafe start }
    let span = span(ofBlock: block, after: block == 0 ? .end : lastDocument(ofBlock: block &- 1))
    return unsafe start
      + AscendingCode.byteCount(span: span, shift: AscendingCode.shift(span: span))
  }

  /// Writes the frequencies of `block` to `frequencies`.
  ///
  /// There must be room for `blockCount + decodingMargin`. Naive equivalent: `frequency(block:index:)` of
  /// each. About 0.4 ns a posting.
  public func decodeFrequencies(block: Int, into frequencies: UnsafeMutablePointer<UInt32>) {
    guard let payload = unsafe payload else {
      unsafe frequencies[0] = single.frequency
      return
    }
    let count = count(ofBlock: block)
    guard count == Self.blockCount else {
      let start = unsafe payload + payloadOffset(ofBlock: block)
      let base = block == 0 ? DocID.end : lastDocument(ofBlock: block &- 1)
      return unsafe decodeTail(
        start, count: count, base: base, documents: nil, frequencies: frequencies)
    }
    unsafe AscendingCode.readDistances(
      self.frequencies(ofBlock: block, in: payload), shift: frequencyShift, into: frequencies)
  }

  /// The frequency of posting `index` of `block`, one of 128, without decoding the others.
  ///
  /// Naive equivalent: `decodeFrequencies`, then `frequencies[index]`.
  /// - Complexity: linear in the words of 64 bits that the frequencies before take.
  @inline(__always)
  public func frequency(block: Int, index: Int) -> UInt32 {
    guard let payload = unsafe payload else { return single.frequency }
    return unsafe AscendingCode.distance(
      index, in: frequencies(ofBlock: block, in: payload), shift: frequencyShift)
  }

  /// The index of `document` in a full `block` that does not end before it, of a list that is not dense, without
  /// decoding the others; nil if it is not there.
  ///
  /// Naive equivalent: `decode`, then a search.
  /// - Complexity: linear in the words of 64 bits that the documents before take.
  @inline(__always)
  public func index(of document: DocID, inBlock block: Int) -> Int? {
    guard let payload = unsafe payload else { return nil }
    let base = block == 0 ? 0 : lastDocument(ofBlock: block &- 1) &+ 1
    guard document >= base else { return nil }
    let span = span(ofBlock: block, after: base &- 1)
    return unsafe AscendingCode.index(
      of: document, in: payload + payloadOffset(ofBlock: block),
      shift: AscendingCode.shift(span: span), span: span, base: base)
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
      let (gap, frequency) = bits.readRiceAndGamma(k: k)
      document = document &+ UInt32(truncatingIfNeeded: gap) &+ 1
      if let documents = unsafe documents { unsafe documents[i] = document }
      if let frequencies = unsafe frequencies {
        unsafe frequencies[i] = UInt32(truncatingIfNeeded: frequency)
      }
    }
  }
}
