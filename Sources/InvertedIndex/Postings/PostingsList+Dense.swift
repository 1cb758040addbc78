public import Bytes
internal import CSIMD

/// What a list that one in ten documents or more hold (one in eight, if it has no positions) can answer at once: it has
/// a bit for each document, and for every 512 of them the number of postings before.
extension PostingsList {
  /// Whether there is a bit for each document.
  @inlinable public var isDense: Bool { unsafe bits != nil }

  /// A bit for each document, the first lowest, in words of 64; nil unless the list is dense.
  @inlinable public var documentBits: UnsafeRawPointer? { unsafe bits }

  /// The bits of documents 64·`index` to 64·`index` + 63, the first lowest; only of a dense list.
  @inlinable @inline(__always)
  public func word(_ index: Int) -> UInt64 {
    guard let bits = unsafe bits else { return 0 }
    return unsafe bits.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
  }

  /// Whether a dense list holds `document`.
  @inlinable @inline(__always)
  public func contains(_ document: DocID) -> Bool {
    guard let bits = unsafe bits else { return false }
    let byte = unsafe bits.load(fromByteOffset: Int(document &>> 3), as: UInt8.self)
    return (byte &>> UInt8(truncatingIfNeeded: document & 7)) & 1 == 1
  }

  /// The number of postings of a dense list before `document`.
  ///
  /// - Complexity: one rank and eight words, which are counted or not without a branch.
  @inlinable @inline(__always)
  public func rank(of document: DocID) -> Int {
    guard let ranks = unsafe ranks else { return 0 }
    let last = Int(document &>> 6)
    var bits = unsafe BitReader(ranks, bit: (last &>> 3) &* Int(rankColumn.width))
    var rank = rankColumn.read(last &>> 3, from: &bits)
    let first = last & ~7
    let below: UInt64 = (1 &<< UInt64(document & 63)) &- 1
    rank &+= (word(last) & below).nonzeroBitCount
    for i in 0..<7 {
      let index = first &+ i
      let isBefore = UInt64(bitPattern: Int64(index &- last) &>> 63)  // all ones, or zeros
      rank &+= (word(min(index, last)) & isBefore).nonzeroBitCount
    }
    return rank
  }

  /// Writes the first `count` documents of a dense list from `start` on; there must be so many, and room
  /// for `decodingMargin` more.
  @inline(__always)
  public func decodeBits(from start: DocID, count: Int, into documents: UnsafeMutablePointer<DocID>)
  {
    guard has_wide_vectors() != 0, let bits = unsafe bits else {
      return unsafe decodeBitsByBytes(from: start, count: count, into: documents)
    }
    unsafe write_places_wide(bits, start, count, documents)
  }

  /// `decodeBits` where processors have no wide vectors.
  @inline(__always)
  func decodeBitsByBytes(
    from start: DocID, count: Int, into documents: UnsafeMutablePointer<DocID>
  ) {
    var index = Int(start &>> 6)
    var word = self.word(index) & (.max &<< UInt64(start & 63))
    var left = count
    var target = unsafe documents
    while true {
      let base = DocID(truncatingIfNeeded: index &<< 6)
      let ones = word.nonzeroBitCount
      if ones >= left { break }
      _ = unsafe write_places_of_many_ones(word, base, target)
      unsafe target += ones
      left &-= ones
      index &+= 1
      word = self.word(index)
    }
    // Of the last word not all may be wanted, and no more are written than there is room for.
    while left > 0 {
      for i in 0..<8 {
        unsafe target[i] =
          DocID(truncatingIfNeeded: index &<< 6)
          &+ DocID(truncatingIfNeeded: word.trailingZeroBitCount)
        word &= word &- 1
      }
      unsafe target += 8
      left &-= 8
    }
  }
}
