internal import Analysis
internal import Dispatch
internal import Glibc
public import Ingestion
internal import InvertedIndex
internal import Retrieval

/// Builds and updates indexes from files.
public struct NewsIndexer: Sendable {
  private let options: IndexingOptions
  private let reader: ArticleReader

  /// An indexer with these options.
  ///
  /// - Throws: `IngestionError` if the format is unknown.
  public init(_ options: IndexingOptions) throws(IngestionError) {
    self.options = options
    reader = try ArticleReader(format: options.format)
  }

  /// Makes the index agree with the files at and below `paths`: new files are added, changed ones
  /// replaced, unchanged ones left alone; articles of files that are gone from a folder are removed.
  ///
  /// Of several readings of one article the one with the most words, or with a date and half as many, is found, the
  /// others are hidden.
  /// All of it becomes visible at once when it is done, or not at all.
  /// - Parameter progress: called now and then with the articles read so far.
  /// - Throws: `IndexError` if the index cannot be read or written, or `LedeError` if the options do
  ///   not fit it. Files that cannot be read do not throw: they are in the report.
  public func run(
    _ paths: [String], progress: @escaping @Sendable (_ articles: Int) -> Void = { _ in }
  ) throws -> IndexingReport {
    let clock = ContinuousClock()
    let start = clock.now
    let roots = paths.map { FolderSync.absolute($0) }
    let discovery = FileDiscovery(roots)
    var report = IndexingReport()
    for failure in discovery.failures {
      report.failed += 1
      report.fail(failure)
    }
    if options.dryRun {
      try plan(discovery, roots, &report)
    } else {
      try update(discovery, roots, &report, progress)
    }
    let elapsed = (clock.now - start).components
    report.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    return report
  }

  private func plan(
    _ discovery: FileDiscovery, _ roots: [String], _ report: inout IndexingReport
  ) throws {
    var segments: [SegmentView] = []
    do { segments = try IndexSnapshot(path: options.indexPath).segments } catch {
      guard error.code == .missing || error.code == .notAnIndex else { throw error }
    }
    let sync = try FolderSync(
      discovery, roots: roots, index: options.indexPath, segments: segments)
    report.unchanged = sync.unchanged
    report.indexed = sync.toRead.count
    report.removed = Set(sync.gone.map(\.file.path)).count
    report.documents = segments.reduce(0) { $0 + $1.liveCount }
    report.copies = segments.reduce(0) { $0 + $1.keptCount } - report.documents
  }

  private func update(
    _ discovery: FileDiscovery, _ roots: [String], _ report: inout IndexingReport,
    _ progress: @escaping @Sendable (Int) -> Void
  ) throws {
    let settings = try IndexSettings(options)
    let schema = settings.schema
    var writer = try IndexWriter(
      path: options.indexPath, schema: schema, attributes: settings.attributes)
    try settings.check(against: writer.snapshot)
    let sync = try FolderSync(
      discovery, roots: roots, index: options.indexPath, segments: writer.segments)
    report.unchanged = sync.unchanged
    let memory = max(options.memoryBytes, IndexingOptions.leastMemoryBytes)
    let work = IndexingWork(
      sync.toRead, reader: reader, chunkBytes: min(max(memory / 32, 1 << 20), 32 << 20))
    invert(work, settings, memory: memory, progress)
    let (runs, outcomes, tokens) = try work.result()
    report.tokens = tokens
    for (i, file) in sync.toRead.enumerated() {
      let outcome = outcomes[i] ?? IndexingWork.FileOutcome()
      account(for: file, outcome, wasIndexed: sync.indexed[file.pathBytes] != nil, &report)
      // What is in the index of a file is kept until the file gives something better.
      if outcome.articles > 0 || outcome.failureCount == 0 {
        for old in sync.indexed[file.pathBytes] ?? [] {
          writer.delete(old.documents, fromSegment: old.segment)
        }
      }
    }
    for old in sync.gone { writer.delete(old.documents, fromSegment: old.segment) }
    report.removed = Set(sync.gone.map(\.file.path)).count
    try writer.append(runs, threads: threads(memory))
    try writer.mergeSmall()
    try writer.commit()
    try describe(writer.snapshot, &report)
  }

  /// The threads among which `memory` is shared.
  private func threads(_ memory: Int) -> Int {
    max(1, min(options.jobs, memory / (IndexingOptions.leastMemoryBytes / 2)))
  }

  private func invert(
    _ work: IndexingWork, _ settings: IndexSettings, memory: Int,
    _ progress: @escaping @Sendable (Int) -> Void
  ) {
    // A thread takes about six times the text of its chunk.
    let share = memory / threads(memory)
    let threads = max(1, min(threads(memory), work.chunks.count))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let inverter = ArticleInverter(settings, stored: options.stored)
      while let chunk = work.takeChunk() {
        do throws(IndexError) {
          try invert(chunk, of: work, with: inverter, memory: share / 2)
        } catch {
          work.fail(error)
          return
        }
        progress(work.articles)
      }
    }
  }

  private func invert(
    _ chunk: Int, of work: IndexingWork, with inverter: ArticleInverter, memory: Int
  ) throws(IndexError) {
    var runs: [InvertedRun] = []
    let tokensBefore = inverter.tokenCount
    var failure: IndexError?
    func takeRun(endsChunk: Bool) throws(IndexError) {
      var run = inverter.takeRun(endsChunk: endsChunk)
      if !work.keepsRun(of: run.movableBytes, limit: options.memoryBytes / 8) {
        try run.move(to: "\(options.indexPath)/run-\(chunk)-\(runs.count).lede-tmp")
      }
      runs.append(run)
    }
    for item in work.chunks[chunk] {
      let source = SourceFile(
        path: item.unit.file.pathBytes, size: item.unit.file.size,
        modified: item.unit.file.modifiedNanoseconds)
      inverter.builder.begin(source)
      let outcome = reader.read(item.unit) { article in
        inverter.add(article)
        let isFull = inverter.builder.memoryBytes > memory || inverter.builder.isFull
        guard isFull, failure == nil else { return }
        do throws(IndexError) {
          try takeRun(endsChunk: false)
          inverter.builder.begin(source)
        } catch { failure = error }
      }
      work.add(outcome, toFile: item.file)
      if let failure { throw failure }
    }
    if inverter.builder.documentCount > 0 || !runs.isEmpty { try takeRun(endsChunk: true) }
    work.finish(chunk: chunk, runs: runs, tokens: inverter.tokenCount - tokensBefore)
  }

  private func account(
    for file: DiscoveredFile, _ outcome: IndexingWork.FileOutcome, wasIndexed: Bool,
    _ report: inout IndexingReport
  ) {
    report.articles += outcome.articles
    report.textBytes += outcome.textBytes
    for failure in outcome.failures {
      report.fail(
        outcome.articles == 0 && wasIndexed
          ? failure.adding("the version indexed before is kept") : failure)
    }
    report.failureCount += outcome.failureCount - outcome.failures.count
    if outcome.articles > 0 {
      report.indexed += 1
    } else if outcome.failureCount > 0 {
      report.failed += 1
    } else {
      report.skip(file.path, outcome.skipped ?? "holds no articles")
    }
  }

  private func describe(
    _ snapshot: IndexSnapshot, _ report: inout IndexingReport
  ) throws(IndexError) {
    report.documents = snapshot.documentCount
    report.copies = snapshot.hiddenCount
    report.indexBytes = snapshot.segments.reduce(0) { $0 + $1.segment.byteCount }
    let duplicates = try DuplicateIdentifiers(snapshot)
    report.duplicateIDs = duplicates.count
    report.duplicateExamples = duplicates.examples
  }
}

extension IngestionError {
  fileprivate func adding(_ clause: String) -> IngestionError {
    IngestionError(
      code, path: path, place: place, reason: "\(reason); \(clause)", underlying: underlying)
  }
}
