internal import Bytes

/// The tokens of many documents in the order of the text, and their inversion: a counting sort.
///
/// Linear in the tokens. Within a term, documents and positions ascend, for the tokens came in that
/// order.
struct TokenStream {
  /// No more tokens are sorted at once than this, so that their numbers are 31 bits.
  static let capacity = 1 << 30
  /// Set in a word that the position follows.
  private static let explicit: UInt32 = 1 << 31

  /// The term number of each token; where its position is not one more than that of the token before
  /// (0 for the first of a document), the highest bit is set and the position follows.
  private var words = GrowingWords()
  /// The number of tokens.
  private(set) var count = 0
  /// The position that need not be written.
  private var expected: UInt32 = 0
  /// The end of every document.
  private var documentEnds: [Int] = []
  private var highestPosition: UInt32 = 0

  /// Adds a batch of tokens of the document at hand.
  mutating func append(
    numbers: UnsafeBufferPointer<UInt32>, _ occurrences: UnsafeBufferPointer<TermOccurrence>
  ) {
    let target = unsafe words.reserve(2 &* numbers.count)
    var highest = highestPosition
    var expected = expected
    var end = 0
    for i in 0..<numbers.count {
      let position = unsafe occurrences[i].position
      highest = max(highest, position)
      if position == expected {
        unsafe target[end] = numbers[i]
        end &+= 1
      } else {
        unsafe target[end] = numbers[i] | Self.explicit
        unsafe target[end &+ 1] = position
        end &+= 2
      }
      expected = position &+ 1
    }
    words.extend(by: end)
    count &+= numbers.count
    highestPosition = highest
    self.expected = expected
  }

  /// Ends the document at hand.
  mutating func endDocument() {
    documentEnds.append(words.count)
    expected = 0
  }

  /// Forgets the tokens and keeps the memory.
  mutating func removeAll() {
    words.removeAll()
    count = 0
    expected = 0
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
      let words = unsafe words.all
      var i = 0
      while i < words.count {
        let word = unsafe words[i]
        unsafe next[Int(word & ~Self.explicit)] &+= 1
        i &+= word & Self.explicit == 0 ? 1 : 2
      }
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
    let byteCount = count * MemoryLayout<Word>.stride
    let block = MemoryBlock(count: byteCount)
    let target = unsafe block.base.bindMemory(to: Word.self, capacity: max(count, 1))
    unsafe next.withUnsafeMutableBufferPointer { next in
      let words = unsafe words.all
      var i = 0
      for (document, end) in documentEnds.enumerated() {
        // A document's bits may all be shifted out: then there is only one.
        let upper = Word(truncatingIfNeeded: document) << positionBits
        var position: UInt32 = 0
        while i < end {
          let word = unsafe words[i]
          i &+= 1
          if word & Self.explicit != 0 {
            position = unsafe words[i]
            i &+= 1
          }
          let term = Int(word & ~Self.explicit)
          unsafe target[Int(next[term])] = upper | Word(truncatingIfNeeded: position)
          unsafe next[term] &+= 1
          position &+= 1
        }
      }
    }
    return RunBytes(block, count: byteCount)
  }
}
