internal import Bytes

/// Writes several segments as one, in their order, without what was deleted from them.
///
/// The result depends on the documents alone, not on how they were spread over the segments, but
/// for the borders of the blocks of stored fields. Memory: one encoded term, four bytes for each term
/// of the segments, and what `SegmentWriter` keeps of the documents.
struct SegmentMerger {
  private struct Source {
    let segment: Segment
    /// The new number of every document, or `.end` if it was deleted; nil if none was.
    let renumbering: [DocID]?
    let base: DocID
    var cursor: TermCursor
    var info: TermInfo?
    /// The new ordinal of every term that may have aliases.
    var ordinals: [UInt32]

    func isDeleted(_ document: DocID) -> Bool { renumbering?[Int(document)] == .end }

    /// The new number of `document`, or of the next one that is not deleted.
    func number(of document: DocID) -> DocID {
      guard let renumbering else { return base + document }
      var next = Int(document)
      while next < renumbering.count, renumbering[next] == .end { next += 1 }
      if next < renumbering.count { return renumbering[next] }
      // Past the last: one more than it.
      return (renumbering.last { $0 != .end }).map { $0 + 1 } ?? base
    }
  }

  /// The postings after which the memory that reading took is given back.
  private static let releasePostings = 1 << 20

  private let schema: IndexSchema
  private var sources: [Source] = []

  init(_ views: [SegmentView], schema: IndexSchema) throws(IndexError) {
    self.schema = schema
    var base: DocID = 0
    for view in views {
      var cursor = TermCursor(view.segment.dictionary)
      let info = try cursor.next()
      let renumbering = view.deleted.map { Self.renumbering(without: $0, from: base) }
      sources.append(
        Source(
          segment: view.segment, renumbering: renumbering, base: base, cursor: cursor, info: info,
          ordinals: [UInt32](repeating: .max, count: view.segment.summary.terms)))
      base += DocID(view.keptCount)
    }
  }

  private static func renumbering(without deleted: DocumentSet, from base: DocID) -> [DocID] {
    var next = base
    return (0..<DocID(deleted.capacity)).map { document in
      if deleted.contains(document) { return .end }
      defer { next += 1 }
      return next
    }
  }

  /// Writes the merged segment to `path` and waits until it is on disk if `sync` is set.
  mutating func write(to path: String, sync: Bool) throws(IndexError) -> SegmentSummary {
    var writer = SegmentWriter(
      path: path, schema: schema, documents: sources.reduce(0) { $0 + liveCount($1) })
    var files: [SourceFile] = []
    for source in sources {
      try appendDocuments(of: source, to: &writer, &files)
      source.segment.file.releasePages()
    }
    var released = 0
    while let key = leastKey() {
      try mergeTerm(key, to: &writer)
      guard writer.summary.postings - released > Self.releasePostings else { continue }
      released = writer.summary.postings
      for source in sources { source.segment.file.releasePages() }
    }
    try appendPairs(to: &writer)
    return try writer.finish(files: files, sync: sync)
  }

  private func appendDocuments(
    of source: Source, to writer: inout SegmentWriter, _ files: inout [SourceFile]
  ) throws(IndexError) {
    let segment = source.segment
    let titleLengths = try segment.titleLengths()
    let dates = try segment.dates()
    let copyKeys = try segment.copyKeys()
    let fromTextBytes = segment.summary.textBytes
    var count = 0
    try segment.forEachIdentifier { (document, identifier) throws(IndexError) in
      count += 1
      if source.isDeleted(document) { return }
      // Only sums are kept of the words past the longest length and of the bytes of text.
      try writer.append(
        DocumentRecord(
          identifier: identifier,
          length: Int(unsafe segment.lengths[Int(document)]),
          weightedLength: Int(unsafe segment.weightedLengths[Int(document)]),
          titleLength: Int(titleLengths[document] ?? 0), date: dates[document], textBytes: 0,
          stored: [], copyKey: copyKeys?[document] ?? 0))
    }
    guard count == segment.documentCount else {
      throw IndexError.damaged(segment.path, "section identifiers")
    }
    writer.addSums(
      tokens: source.renumbering == nil ? segment.summary.tokens - segment.summary.lengthSum : 0,
      textBytes: source.renumbering == nil
        ? fromTextBytes : fromTextBytes * liveCount(source) / max(segment.documentCount, 1))
    let blocks = try segment.storedBlocks()
    for (i, block) in blocks.enumerated() {
      let end = i + 1 < blocks.count ? blocks[i + 1].firstDocument : DocID(segment.documentCount)
      let range = block.firstDocument..<end
      if let renumbering = source.renumbering,
        range.contains(where: { renumbering[Int($0)] == .end })
      {
        var kept: [[UInt8]] = []
        try segment.forEachStored(in: block) { i, bytes in
          if renumbering[Int(block.firstDocument) + i] != .end { kept.append(Array(bytes)) }
        }
        for fields in kept { try writer.appendStored(fields) }
      } else {
        try unsafe writer.appendStored(
          frame: segment.frame(of: block), byteCount: block.byteCount, documents: range.count)
      }
    }
    for var file in try segment.files() {
      let range = Int(file.firstDocument)..<Int(file.firstDocument) + file.documentCount
      if let renumbering = source.renumbering {
        file.documentCount = range.reduce(0) { $0 + (renumbering[$1] == .end ? 0 : 1) }
      }
      guard file.documentCount > 0 else { continue }
      // A file that was read in several runs is one file again.
      if let last = files.last, last.path == file.path {
        files[files.count - 1].documentCount += file.documentCount
      } else {
        files.append(file)
      }
    }
  }

  private func liveCount(_ source: Source) -> Int {
    source.renumbering?.reduce(0) { $0 + ($1 == .end ? 0 : 1) } ?? source.segment.documentCount
  }

  private func leastKey() -> [UInt8]? {
    var least: [UInt8]?
    for source in sources where source.info != nil {
      if let key = least, !source.cursor.key.lexicographicallyPrecedes(key) { continue }
      least = source.cursor.key
    }
    return least
  }

  private mutating func mergeTerm(
    _ key: [UInt8], to writer: inout SegmentWriter
  ) throws(IndexError) {
    let holders = sources.indices.filter {
      sources[$0].info != nil && sources[$0].cursor.key == key
    }
    try mergeTerm(key, of: holders, to: &writer)
    for i in holders { sources[i].info = try sources[i].cursor.next() }
  }

  private mutating func mergeTerm(
    _ key: [UInt8], of holders: [Int], to writer: inout SegmentWriter
  ) throws(IndexError) {
    // Pairs are found anew: other words may be common.
    if key[0] == schema.pairedFields?.pairs { return }
    if let target = commonAlias(of: holders) {
      try writer.append(key: key, aliasOf: target)
      return
    }
    let ordinal = UInt32(writer.nextOrdinal)
    let field = key[0]
    let hasPositions = schema.positionalFields >> UInt32(field) & 1 == 1
    writer.beginTerm(field: field)
    for i in holders {
      guard let info = sources[i].info else { continue }
      let list = try sources[i].segment.postings(info, hasPositions: hasPositions)
      try append(list, of: sources[i], field: field, to: &writer)
    }
    try writer.finishTerm(key: key)
    // A term of deleted documents alone is not written; the ordinal goes to the next one.
    guard writer.nextOrdinal > ordinal else { return }
    for i in holders { sources[i].ordinals[sources[i].cursor.ordinal - 1] = ordinal }
  }

  /// Adds the pairs of the words that have turned out to be common, a stretch of documents at a time.
  private func appendPairs(to writer: inout SegmentWriter) throws(IndexError) {
    guard let (field, _) = schema.pairedFields else { return }
    var collector = PairCollector(words: writer.commonWords.count, lengths: writer.lengths)
    var found: [PairPostings] = []
    var positions = [UInt32](repeating: 0, count: 64)
    for source in sources {
      var cursors: [PostingsCursor?] = []
      for word in writer.commonWords {
        cursors.append(
          try source.segment.postings(key: [field] + word.bytes).map { PostingsCursor($0) })
      }
      let lengths = unsafe field == 0 ? source.segment.lengths : nil
      let count = DocID(source.segment.documentCount)
      var start: DocID = 0
      while start < count {
        let end = stretchEnd(from: start, of: source)
        collector.begin(source.number(of: start)..<source.number(of: end))
        for i in cursors.indices {
          while let document = cursors[i]?.document, document < end {
            if !source.isDeleted(document), let frequency = cursors[i]?.frequency() {
              if positions.count < frequency {
                positions += repeatElement(0, count: Int(frequency) - positions.count)
              }
              unsafe positions.withUnsafeMutableBufferPointer { target in
                guard let base = target.baseAddress else { return }
                unsafe cursors[i]?.readPositions(lengths: lengths, into: base)
              }
              let new = source.number(of: document)
              for position in positions.prefix(Int(frequency)) {
                collector.add(i, document: new, position: position)
              }
            }
            cursors[i]?.advance()
          }
        }
        found.append(collector.end())
        start = end
      }
    }
    try PairWriter(words: writer.commonWords, found: found).write(to: &writer)
  }

  /// The end of a stretch of documents with some millions of words.
  private func stretchEnd(from start: DocID, of source: Source) -> DocID {
    var words = 0
    var end = start
    while end < DocID(source.segment.documentCount), words < PairCollector.stretchWords {
      words += Int(unsafe source.segment.lengths[Int(end)])
      end += 1
    }
    return end
  }

  /// The new ordinal of the term that all `holders` of a term give as its alias, and that no other
  /// segment holds besides; nil if the term needs postings of its own.
  private func commonAlias(of holders: [Int]) -> Int? {
    var target: UInt32?
    for i in holders {
      guard case .alias(let ordinal)? = sources[i].info?.storage else { return nil }
      let new = sources[i].ordinals[ordinal]
      guard new != .max else { continue }  // all of its documents are deleted
      guard target == nil || target == new else { return nil }
      target = new
    }
    // A segment that has the word but not its stem cannot be: every word has its stem.
    return target.map(Int.init)
  }

  private func append(
    _ list: PostingsList, of source: Source, field: UInt8, to writer: inout SegmentWriter
  ) throws(IndexError) {
    var cursor = PostingsCursor(list)
    var positions = [UInt32](repeating: 0, count: 64)
    let lengths = unsafe field == 0 ? source.segment.lengths : nil
    while cursor.document != .end {
      let document = source.renumbering?[Int(cursor.document)] ?? source.base + cursor.document
      if document != .end {
        let frequency = Int(cursor.frequency())
        if positions.count < frequency {
          positions += repeatElement(0, count: frequency - positions.count)
        }
        unsafe positions.withUnsafeMutableBufferPointer { target in
          if list.hasPositions, let base = target.baseAddress {
            unsafe cursor.readPositions(lengths: lengths, into: base)
          }
          unsafe writer.append(
            document, frequency: UInt32(frequency),
            positions: UnsafeBufferPointer(rebasing: target[..<frequency]))
        }
        try writer.writeManyPositions()
      }
      cursor.advance()
    }
  }
}
