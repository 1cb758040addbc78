internal import Dispatch
internal import Synchronization

/// Encodes inverted runs, in their order, as one segment.
///
/// The result depends on the documents alone, not on how they were spread over the runs or on the
/// threads, but for the borders of the blocks of stored fields. The terms are cut into stretches of
/// about equally many occurrences, which threads encode in turn. Memory: what `SegmentWriter` keeps of
/// the documents, twelve bytes for each term, and some encoded stretches for each thread, positions beyond
/// a few megabytes apart; of runs in files, the pages that a stretch has read.
struct RunJoiner {
  /// What a term costs besides its occurrences, in occurrences.
  private static let termCost = 16
  /// The occurrences of a stretch, the cost of its terms among them.
  static let stretchOccurrences = 1 << 19

  private var runs: [InvertedRun]
  private let schema: IndexSchema
  private let stretchOccurrences: Int

  /// The joiner of these runs; tests choose shorter stretches.
  init(
    _ runs: [InvertedRun], schema: IndexSchema, stretchOccurrences: Int = Self.stretchOccurrences
  ) {
    self.runs = runs
    self.schema = schema
    self.stretchOccurrences = stretchOccurrences
  }

  /// Writes the segment to `path` and waits until it is on disk if `sync` is set.
  consuming func write(
    to path: String, threads: Int, sync: Bool
  ) throws(IndexError) -> SegmentSummary {
    var writer = SegmentWriter(
      path: path, schema: schema, documents: runs.reduce(0) { $0 + $1.documentCount })
    var files: [SourceFile] = []
    for run in runs {
      try append(run, to: &writer, &files)
      run.releasePages()
    }
    try appendTerms(to: &writer, threads: threads)
    try appendPairs(to: &writer, threads: threads)
    runs = []
    return try writer.finish(files: files, sync: sync)
  }

  private func append(
    _ run: InvertedRun, to writer: inout SegmentWriter, _ files: inout [SourceFile]
  ) throws(IndexError) {
    try RunDocuments.forEach(run.documentCount, in: run.documents) {
      (document) throws(IndexError) in try writer.append(document)
    }
    var offset = 0
    for frame in run.stored {
      try unsafe writer.appendStored(
        frame: UnsafeRawBufferPointer(
          rebasing: run.frames.buffer[offset..<offset + frame.frameBytes]),
        byteCount: frame.byteCount, documents: frame.documents)
      offset += frame.frameBytes
    }
    for file in run.files {
      // A file that was read in several runs is one file again.
      if runs.count > 1, let last = files.last, last.path == file.path {
        files[files.count - 1].documentCount += file.documentCount
      } else {
        files.append(file)
      }
    }
  }

  /// The runs, each with the number of its first document; they must outlive these.
  private var views: [RunView] {
    var views: [RunView] = []
    var document: DocID = 0
    for run in runs {
      views.append(run.view(firstDocument: document))
      document += DocID(run.documentCount)
    }
    return views
  }

  /// Stretches that are encoded or wait to be written, for each thread: while one encodes a word that is
  /// everywhere, the others must not fill the memory.
  private static let stretchesAhead = 2

  /// What the threads share.
  private struct Progress {
    var nextStretch = 0
    var finished: [Int: EncodedTerms] = [:]
    var nextWritten = 0
    var isWriting = false
    var error: IndexError?

    mutating func takeStretch(of count: Int) -> Int? {
      guard error == nil, nextStretch < count else { return nil }
      defer { nextStretch += 1 }
      return nextStretch
    }

    /// The stretch to be written next, if it is there and nobody writes.
    mutating func takeFinished() -> EncodedTerms? {
      guard !isWriting, error == nil, let terms = finished.removeValue(forKey: nextWritten) else {
        return nil
      }
      isWriting = true
      nextWritten += 1
      return terms
    }
  }

  private func appendTerms(
    to writer: inout SegmentWriter, threads: Int
  ) throws(IndexError) {
    let runs = views
    let stretches = TermStretches(runs, cost: stretchOccurrences, termCost: Self.termCost) {
      self.runs[$0].releasePages()
    }
    let error = unsafe withUnsafeMutablePointer(to: &writer) { writer in
      unsafe encode(runs, stretches, to: writer, threads: max(1, min(threads, stretches.count)))
    }
    withExtendedLifetime(self.runs) {}
    if let error { throw error }
  }

  /// Adds the pairs of the words that have turned out to be common, which threads find stretch by
  /// stretch.
  private func appendPairs(to writer: inout SegmentWriter, threads: Int) throws(IndexError) {
    guard let (field, _) = schema.pairedFields else { return }
    let words = writer.commonWords
    let lengths = writer.lengths
    let runs = runs
    let views = views
    let stretches = Self.pairStretches(views, lengths)
    let progress = Mutex((next: 0, found: [PairPostings?](repeating: nil, count: stretches.count)))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, stretches.count))) { _ in
      var collector = PairCollector(words: words.count, lengths: lengths)
      while true {
        let i = progress.withLock { progress in
          defer { progress.next += 1 }
          return progress.next
        }
        guard i < stretches.count else { return }
        let found = Self.pairs(of: words, field: field, in: views[stretches[i]], &collector)
        for run in runs[stretches[i]] { run.releasePages() }
        progress.withLock { $0.found[i] = found }
      }
    }
    withExtendedLifetime(runs) {}
    let found = progress.withLock { $0.found.compactMap { $0 } }
    try PairWriter(words: words, found: found).write(to: &writer)
  }

  /// The runs in groups of some words each, in their order.
  private static func pairStretches(_ runs: [RunView], _ lengths: [UInt16]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start = 0
    var words = 0
    for (i, run) in runs.enumerated() {
      let first = Int(run.firstDocument)
      words += lengths[first..<first + run.documentCount].reduce(0) { $0 + Int($1) }
      guard words >= PairCollector.stretchWords || i == runs.count - 1 else { continue }
      stretches.append(start..<i + 1)
      start = i + 1
      words = 0
    }
    return stretches
  }

  private static func pairs(
    of words: [CommonWord], field: UInt8, in runs: ArraySlice<RunView>,
    _ collector: inout PairCollector
  ) -> PairPostings {
    let last = runs[runs.endIndex - 1]
    let first = runs[runs.startIndex].firstDocument
    collector.begin(first..<last.firstDocument + DocID(last.documentCount))
    for run in runs {
      for (i, word) in words.enumerated() {
        guard let range = run.range(field: field, word.bytes) else { continue }
        switch run.width {
        case .narrow(let positionBits):
          unsafe collector.add(
            i, run.occurrences(as: UInt32.self)[range], positionBits: UInt32(positionBits),
            firstDocument: run.firstDocument)
        case .wide:
          unsafe collector.add(
            i, run.occurrences(as: UInt64.self)[range], positionBits: 32,
            firstDocument: run.firstDocument)
        }
      }
    }
    return collector.end()
  }

  /// Encodes the stretches and writes them to `target`, one thread at a time.
  private func encode(
    _ runs: [RunView], _ stretches: TermStretches,
    to target: UnsafeMutablePointer<SegmentWriter>, threads: Int
  ) -> IndexError? {
    // Who writes holds `Progress.isWriting`, so that nobody else does.
    nonisolated(unsafe) let writer = unsafe target
    let ordinals = UnsafeMutablePointer<TermOrdinals>.allocate(capacity: 1)
    unsafe ordinals.initialize(to: TermOrdinals(runs: runs.count, schema: schema))
    nonisolated(unsafe) let shared = unsafe ordinals
    defer { unsafe ordinals.deinitialize(count: 1).deallocate() }
    let documents = unsafe writer.pointee.documents
    let path = unsafe writer.pointee.path
    let progress = Mutex(Progress())
    let room = DispatchSemaphore(value: 0)
    for _ in 0..<threads * Self.stretchesAhead { room.signal() }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var encoder = StretchEncoder(
        runs, documents: documents, schema: schema, path: "\(path).positions-\(thread)")
      do throws(IndexError) {
        room.wait()
        while let stretch = progress.withLock({ $0.takeStretch(of: stretches.count) }) {
          let terms = try encoder.encode(stretch, of: stretches)
          progress.withLock { $0.finished[stretch] = terms }
          // Whoever finishes the next stretch writes it, and all that wait behind it.
          while let terms = progress.withLock({ $0.takeFinished() }) {
            try unsafe writer.pointee.append(terms, of: runs, &shared.pointee)
            for run in self.runs { run.releasePages() }
            progress.withLock { $0.isWriting = false }
            room.signal()
          }
          room.wait()
        }
      } catch { progress.withLock { $0.error = error } }
      // Another that waits finds that nothing is left, or that something failed.
      room.signal()
    }
    return progress.withLock { $0.error }
  }
}
