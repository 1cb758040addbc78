internal import Bytes

/// The tokens of many documents in the order of the text, and their inversion: a counting sort.
///
/// Linear in the tokens. Within a term, documents and positions ascend, for the tokens came in that
/// order.
struct TokenStream {
  /// No more tokens are sorted at once than this, so that their numbers are 31 bits.
  static let capacity = 1 << 30

  /// The term number in the lower half, the position in the upper.
  private var tokens = GrowingWords()
  /// The end of every document.
  private var documentEnds: [Int] = []
  private var highestPosition: UInt32 = 0

  /// The number of tokens.
  var count: Int { tokens.count }

  /// Adds a batch of tokens of the document at hand.
  mutating func append(
    numbers: UnsafeBufferPointer<UInt32>, _ occurrences: UnsafeBufferPointer<TermOccurrence>
  ) {
    var highest = highestPosition
    let batch = unsafe tokens.extend(by: numbers.count)
    for i in 0..<numbers.count {
      let position = unsafe occurrences[i].position
      highest = max(highest, position)
      unsafe batch[i] = UInt64(numbers[i]) | UInt64(position) &<< 32
    }
    highestPosition = highest
  }

  /// Ends the document at hand.
  mutating func endDocument() { documentEnds.append(tokens.count) }

  /// Forgets the tokens and keeps the memory.
  mutating func removeAll() {
    tokens.removeAll()
    documentEnds.removeAll(keepingCapacity: true)
    highestPosition = 0
  }

  /// How occurrences are stored: in four bytes if document and position fit.
  var width: InvertedRun.Width {
    let positionBits = UInt32.bitWidth - highestPosition.leadingZeroBitCount
    let documentBits = Int.bitWidth - max(documentEnds.count - 1, 0).leadingZeroBitCount
    return positionBits + documentBits <= 32 ? .narrow(positionBits: positionBits) : .wide
  }

  /// The occurrences of the terms in the order of `numbers`, which are all, and how many each has.
  func sorted(by numbers: [UInt32]) -> (occurrences: RunBytes, counts: [UInt32]) {
    var next = [UInt32](repeating: 0, count: numbers.count)
    unsafe next.withUnsafeMutableBufferPointer { next in
      for unsafe token in unsafe tokens.words { unsafe next[Int(UInt32(truncatingIfNeeded: token))] &+= 1 }
    }
    let counts = numbers.map { next[Int($0)] }
    var start: UInt32 = 0
    for (i, number) in numbers.enumerated() {
      next[Int(number)] = start
      start += counts[i]
    }
    switch width {
    case .narrow(let positionBits):
      return (scatter(&next, as: UInt32.self, positionBits: UInt32(positionBits)), counts)
    case .wide: return (scatter(&next, as: UInt64.self, positionBits: 32), counts)
    }
  }

  /// Puts each token to the occurrences of its term, the next of which is at `next`.
  @inline(__always)
  private func scatter<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ next: inout [UInt32], as type: Word.Type, positionBits: Word
  ) -> RunBytes {
    let byteCount = tokens.count * MemoryLayout<Word>.stride
    let block = MemoryBlock(count: byteCount)
    let target = unsafe block.base.bindMemory(to: Word.self, capacity: max(tokens.count, 1))
    unsafe next.withUnsafeMutableBufferPointer { next in
      let tokens = unsafe tokens.words
      var i = 0
      for (document, end) in documentEnds.enumerated() {
        // A document's bits may all be shifted out: then there is only one.
        let upper = Word(truncatingIfNeeded: document) << positionBits
        while i < end {
          let token = unsafe tokens[i]
          let term = Int(UInt32(truncatingIfNeeded: token))
          unsafe target[Int(next[term])] = upper | Word(truncatingIfNeeded: token &>> 32)
          unsafe next[term] &+= 1
          i &+= 1
        }
      }
    }
    return RunBytes(block, count: byteCount)
  }
}

/// Words appended in batches to memory that doubles, on huge pages once it is large.
struct GrowingWords {
  private var memory = MemoryBlock(count: 1 << 16)
  /// The number of words.
  private(set) var count = 0

  /// The words; valid until the next change.
  var words: UnsafeBufferPointer<UInt64> {
    unsafe UnsafeBufferPointer(
      start: memory.base.assumingMemoryBound(to: UInt64.self), count: count)
  }

  /// Adds `more` words, which the caller sets; valid until the next change.
  mutating func extend(by more: Int) -> UnsafeMutableBufferPointer<UInt64> {
    if (count + more) * 8 > memory.count {
      let larger = MemoryBlock(count: max(memory.count * 2, (count + more) * 8))
      unsafe larger.base.copyMemory(from: memory.base, byteCount: count * 8)
      memory = larger
    }
    defer { count += more }
    return unsafe UnsafeMutableBufferPointer(
      start: memory.base.assumingMemoryBound(to: UInt64.self) + count, count: more)
  }

  /// Forgets the words and keeps the memory.
  mutating func removeAll() { count = 0 }
}
