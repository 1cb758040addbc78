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
    for ordinal in 0..<count {
      let startsBlock = ordinal % TermDictionaryWriter.blockCount == 0
      if startsBlock, Int(blocks.read(UInt32.self)) != reader.offset {
        throw wrong(.termBlocks, "block \(ordinal / TermDictionaryWriter.blockCount)")
      }
      let key =
        startsBlock
        ? try firstKey(&reader, sections, progress)
        : try nextKey(&reader, sections, progress)
      guard !key.isEmpty, key.count <= TermDictionaryWriter.longestKey, key[0] < 32,
        ordinal == 0 || progress.key.lexicographicallyPrecedes(key)
      else { throw wrong(.terms, "term \(ordinal)") }
      progress.key = key
      try verifyTerm(ordinal, &reader, sections, &progress)
    }
    guard reader.isAtEnd, blocks.isAtEnd,
      unsafe progress.postingsOffset == sections.postings.count,
      unsafe progress.positionsOffset == sections.positions.count,
      progress.postings == segment.summary.postings
    else { throw wrong(.terms, "its end") }
  }

  private func firstKey(
    _ reader: inout ByteReader, _ sections: Sections, _ progress: Progress
  ) throws(IndexError) -> [UInt8] {
    guard reader.readVariable() == progress.postingsOffset,
      reader.readVariable() == progress.positionsOffset
    else { throw wrong(.terms, "the offsets at byte \(reader.offset)") }
    return try bytes(reader.readVariable(), &reader, sections)
  }

  private func nextKey(
    _ reader: inout ByteReader, _ sections: Sections, _ progress: Progress
  ) throws(IndexError) -> [UInt8] {
    let head = Int(reader.read(UInt8.self))
    var shared = head >> 4
    var rest = head & 15
    if shared == 15 { shared &+= reader.readVariable() }
    if rest == 15 { rest &+= reader.readVariable() }
    guard (0...progress.key.count).contains(shared) else {
      throw wrong(.terms, "the term at byte \(reader.offset)")
    }
    return try Array(progress.key[..<shared]) + bytes(rest, &reader, sections)
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
    _ ordinal: Int, _ reader: inout ByteReader, _ sections: Sections, _ progress: inout Progress
  ) throws(IndexError) {
    let field = progress.key[0]
    let hasPositions = segment.summary.positionalFields >> UInt32(field) & 1 == 1
    let postings = PostingsVerifier(segment, field: field, ordinal: ordinal)
    let head = reader.readVariable()
    switch head & 3 {
    case 0:
      guard head >> 2 < ordinal, !progress.isAlias.contains(DocID(head >> 2)) else {
        throw wrong(.terms, "term \(ordinal), an alias")
      }
      progress.isAlias.insert(DocID(ordinal))
    case 1:
      try postings.verifySingle(frequency: head >> 2, hasPositions: hasPositions, &reader)
      progress.postings += 1
    default:
      let extra = reader.readVariable()
      let postingsBytes = reader.readVariable()
      let positionsBytes = hasPositions ? reader.readVariable() : 0
      guard head & 3 == 2, !reader.failed,
        unsafe postingsBytes <= sections.postings.count - progress.postingsOffset,
        unsafe positionsBytes <= sections.positions.count - progress.positionsOffset
      else { throw wrong(.terms, "term \(ordinal)") }
      let ends = (
        progress.postingsOffset + postingsBytes, progress.positionsOffset + positionsBytes
      )
      try unsafe postings.verifyList(
        documentFrequency: head >> 2, extraFrequency: extra,
        postings: UnsafeRawBufferPointer(
          rebasing: sections.postings[progress.postingsOffset..<ends.0]),
        positions: hasPositions
          ? UnsafeRawBufferPointer(
            rebasing: sections.positions[progress.positionsOffset..<ends.1]) : nil)
      progress.postings += head >> 2
      (progress.postingsOffset, progress.positionsOffset) = ends
    }
    guard !reader.failed else { throw wrong(.terms, "term \(ordinal)") }
  }
}
