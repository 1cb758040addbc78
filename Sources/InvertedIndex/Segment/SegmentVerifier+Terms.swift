internal import Bytes

extension SegmentVerifier {
  /// The bytes of the sections that terms are made of.
  @safe private struct Sections {
    let terms: UnsafeRawBufferPointer
    let blocks: UnsafeRawBufferPointer
    let postings: UnsafeRawBufferPointer
    let positions: UnsafeRawBufferPointer
  }

  /// How far the terms before have got.
  private struct Progress {
    var key: [UInt8] = []
    var postingsOffset = 0
    var positionsOffset = 0
    var postings = 0
    /// Bit n is set where term n is an alias.
    var isAlias: DocumentSet
  }

  /// Every term is after the one before, where its block says, and its postings are right.
  func verifyTerms() throws(IndexError) {
    let file = segment.file
    let sections = unsafe Sections(
      terms: try file.bytes(of: .terms), blocks: try file.bytes(of: .termBlocks),
      postings: try file.bytes(of: .postings), positions: try file.bytes(of: .positions))
    let count = segment.summary.terms
    // A term takes two bytes or more, which bounds what a wrong count can make this allocate.
    guard unsafe count <= sections.terms.count else { throw wrong(.terms, "their number") }
    var progress = Progress(isAlias: DocumentSet(capacity: count))
    var reader = unsafe ByteReader(sections.terms)
    var blocks = unsafe ByteReader(sections.blocks)
    for first in stride(from: 0, to: count, by: TermDictionaryWriter.blockCount) {
      guard Int(blocks.read(UInt32.self)) == reader.offset else {
        throw wrong(.termBlocks, "block \(first / TermDictionaryWriter.blockCount)")
      }
      let ordinals = first..<min(first + TermDictionaryWriter.blockCount, count)
      try verifyBlock(ordinals, &reader, sections, &progress)
    }
    guard reader.isAtEnd, blocks.isAtEnd,
      unsafe progress.postingsOffset == sections.postings.count,
      unsafe progress.positionsOffset == sections.positions.count,
      progress.postings == segment.summary.postings
    else { throw wrong(.terms, "its end") }
  }

  /// The terms of one block, which starts at `reader` and ends where that is left.
  private func verifyBlock(
    _ ordinals: Range<Int>, _ reader: inout ByteReader, _ sections: Sections,
    _ progress: inout Progress
  ) throws(IndexError) {
    let firstKey = try bytes(reader.readVariable(), &reader, sections)
    guard reader.readVariable() == progress.postingsOffset,
      reader.readVariable() == progress.positionsOffset
    else { throw wrong(.terms, "the offsets at byte \(reader.offset)") }
    let keyCount = reader.readVariable()
    let keyHeads = try bytes(ordinals.count - 1, &reader, sections)
    let heads = try bytes(ordinals.count, &reader, sections)
    let keyStart = reader.offset
    var keys = reader
    _ = try bytes(keyCount, &reader, sections)
    for (i, ordinal) in ordinals.enumerated() {
      let key = i == 0 ? firstKey : try nextKey(keyHeads[i - 1], &keys, sections, progress)
      guard !key.isEmpty, key.count <= TermDictionaryWriter.longestKey, key[0] < 32,
        ordinal == 0 || progress.key.lexicographicallyPrecedes(key)
      else { throw wrong(.terms, "term \(ordinal)") }
      progress.key = key
      try verifyTerm(ordinal, TermHead(byte: heads[i]), &reader, sections, &progress)
    }
    guard !keys.failed, keys.offset == keyStart + keyCount else {
      throw wrong(.terms, "the keys at byte \(keyStart)")
    }
  }

  private func nextKey(
    _ head: UInt8, _ reader: inout ByteReader, _ sections: Sections, _ progress: Progress
  ) throws(IndexError) -> [UInt8] {
    var (shared, rest) = (Int(head >> 4), Int(head & 15))
    if shared == 15 { shared &+= reader.readVariable() }
    if rest == 15 { rest &+= reader.readVariable() }
    let start = reader.offset
    guard (0...progress.key.count).contains(shared) else {
      throw wrong(.terms, "the term at byte \(start)")
    }
    let key = try Array(progress.key[..<shared]) + bytes(rest, &reader, sections)
    // A look-up takes it that no more bytes are shared than are said to be.
    guard key.count > shared, shared == progress.key.count || key[shared] != progress.key[shared]
    else { throw wrong(.terms, "the term at byte \(start)") }
    return key
  }

  private func bytes(
    _ count: Int, _ reader: inout ByteReader, _ sections: Sections
  ) throws(IndexError) -> [UInt8] {
    let start = reader.offset
    reader.skip(count)
    guard !reader.failed else { throw wrong(.terms, "the term at byte \(start)") }
    return unsafe Array(sections.terms[start..<start + count])
  }

  private func verifyTerm(
    _ ordinal: Int, _ head: TermHead, _ reader: inout ByteReader, _ sections: Sections,
    _ progress: inout Progress
  ) throws(IndexError) {
    let field = progress.key[0]
    let hasPositions =
      !head.isAlias && segment.summary.positionalFields >> UInt32(field) & 1 == 1
    guard head.hasPositions == hasPositions else { throw wrong(.terms, "term \(ordinal)") }
    let postings = PostingsVerifier(segment, field: field, ordinal: ordinal)
    let first = reader.readVariable()
    if head.isAlias {
      let target = head.number(first)
      guard (0..<ordinal).contains(target), !progress.isAlias.contains(DocID(target)) else {
        throw wrong(.terms, "term \(ordinal), an alias")
      }
      progress.isAlias.insert(DocID(ordinal))
    } else if head.isSingle {
      try postings.verifySingle(first, head, &reader)
      progress.postings += 1
    } else {
      let positionsBytes = hasPositions ? reader.readVariable() : 0
      let extra = reader.readVariable()
      let documentFrequency = head.isLongList ? head.number(reader.readVariable()) : head.count
      guard !reader.failed, head.isLongList == (documentFrequency >= 1 << TermHead.countBits),
        unsafe first <= sections.postings.count - progress.postingsOffset,
        unsafe positionsBytes <= sections.positions.count - progress.positionsOffset
      else { throw wrong(.terms, "term \(ordinal)") }
      let ends = (progress.postingsOffset + first, progress.positionsOffset + positionsBytes)
      try unsafe postings.verifyList(
        documentFrequency: documentFrequency, extraFrequency: extra,
        postings: UnsafeRawBufferPointer(
          rebasing: sections.postings[progress.postingsOffset..<ends.0]),
        positions: hasPositions
          ? UnsafeRawBufferPointer(
            rebasing: sections.positions[progress.positionsOffset..<ends.1]) : nil)
      progress.postings += documentFrequency
      (progress.postingsOffset, progress.positionsOffset) = ends
    }
    guard !reader.failed else { throw wrong(.terms, "term \(ordinal)") }
  }
}
