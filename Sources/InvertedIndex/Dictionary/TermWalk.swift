internal import Bytes

/// Goes through the numbers of a block, term by term.
@safe struct TermWalk {
  private let terms: UnsafeRawPointer
  private var offset: Int
  private var postings: Int
  private var positions: Int

  /// Before the first term of `block`.
  @inline(__always)
  init(_ block: TermBlock) {
    unsafe terms = unsafe block.terms
    (offset, postings, positions) = (block.numbers, block.postings, block.positions)
  }

  /// Goes past the term with that head.
  ///
  /// What most terms have is seen in eight bytes at once.
  @inline(__always)
  mutating func skip(_ head: TermHead) {
    let numbers = unsafe VariableByteNumbers(terms, offset)
    let end = numbers.end(of: head.numbers)
    guard end <= 8 else {
      self = behind(head)
      return
    }
    offset &+= end
    postings &+= Int(truncatingIfNeeded: numbers.first &* head.listBit)
    positions &+= Int(
      truncatingIfNeeded: numbers.second &* (head.listBit & head.positionsBit))
  }

  /// The walk past the term with that head; apart, so that `skip` keeps its walk in registers.
  @inline(never)
  private func behind(_ head: TermHead) -> TermWalk {
    var walk = self
    _ = walk.read(head)
    return walk
  }

  /// What is known of the term with that head, and goes past it.
  @inline(never)
  mutating func read(_ head: TermHead) -> TermInfo {
    let first = unsafe VariableByte.read(terms, &offset)
    if head.isAlias {
      return TermInfo(
        documentFrequency: 0, totalFrequency: 0,
        storage: .alias(ordinal: head.number(first)))
    }
    if head.isSingle {
      var frequency = head.count
      if frequency == 0 { frequency = unsafe VariableByte.read(terms, &offset) }
      let start = offset
      if head.hasPositions {
        for _ in 0..<frequency { unsafe VariableByte.skip(terms, &offset) }
      }
      return TermInfo(
        documentFrequency: 1, totalFrequency: frequency,
        storage: .single(
          document: DocID(truncatingIfNeeded: first),
          frequency: UInt32(truncatingIfNeeded: frequency), positionsOffset: start))
    }
    let ownPostings = TermInfo.Extent(start: postings, count: first)
    postings += first
    let positionBytes = head.hasPositions ? unsafe VariableByte.read(terms, &offset) : 0
    let ownPositions = TermInfo.Extent(start: positions, count: positionBytes)
    positions += positionBytes
    let more = unsafe VariableByte.read(terms, &offset)
    let documentFrequency =
      head.isLongList ? head.number(unsafe VariableByte.read(terms, &offset)) : head.count
    return TermInfo(
      documentFrequency: documentFrequency, totalFrequency: documentFrequency + more,
      storage: .list(postings: ownPostings, positions: ownPositions))
  }
}
