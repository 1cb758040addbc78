internal import Ingestion
internal import InvertedIndex
internal import Synchronization

/// The files to read, cut into chunks that threads take in turn.
///
/// Chunks depend on the files alone, so that what each gives does not depend on the threads.
final class IndexingWork: Sendable {
  /// What came of a file, over all its units.
  struct FileOutcome: Sendable {
    var articles = 0
    var failures: [IngestionError] = []
    var failureCount = 0
    var skipped: String?
    var textBytes = 0

    mutating func add(_ outcome: ReadingOutcome) {
      articles += outcome.articles
      failures += outcome.failures
      failureCount += outcome.failureCount
      skipped = skipped ?? outcome.skipped
      textBytes += outcome.textBytes
    }
  }

  /// What is shared between the threads.
  private struct State {
    var nextChunk = 0
    var runs: [Int: [InvertedRun]] = [:]
    var runBytes = 0
    var outcomes: [Int: FileOutcome] = [:]
    var tokens = 0
    var articles = 0
    var error: IndexError?
  }

  /// A unit and the number of its file.
  struct Item: Sendable {
    let file: Int
    let unit: ReadingUnit
  }

  let chunks: [[Item]]
  private let state = Mutex(State())

  init(_ files: [DiscoveredFile], reader: ArticleReader, chunkBytes: Int) {
    var chunks: [[Item]] = []
    var chunk: [Item] = []
    var bytes = 0
    for (i, file) in files.enumerated() {
      for unit in reader.units(of: file, unitBytes: chunkBytes) {
        let size = min(
          unit.range.map { $0.upperBound == .max ? chunkBytes : $0.count } ?? file.size,
          file.size)
        if !chunk.isEmpty, bytes + size > chunkBytes {
          chunks.append(chunk)
          chunk = []
          bytes = 0
        }
        chunk.append(Item(file: i, unit: unit))
        bytes += size
      }
    }
    if !chunk.isEmpty { chunks.append(chunk) }
    self.chunks = chunks
  }

  /// The number of the next chunk, or nil if there is none or something went wrong.
  func takeChunk() -> Int? {
    state.withLock { state in
      guard state.error == nil, state.nextChunk < chunks.count else { return nil }
      defer { state.nextChunk += 1 }
      return state.nextChunk
    }
  }

  func add(_ outcome: ReadingOutcome, toFile file: Int) {
    state.withLock { state in
      state.outcomes[file, default: FileOutcome()].add(outcome)
      state.articles += outcome.articles
    }
  }

  /// Whether a run of so many bytes may stay in memory, of which runs take at most `limit`.
  func keepsRun(of bytes: Int, limit: Int) -> Bool {
    state.withLock { state in
      guard state.runBytes + bytes <= limit else { return false }
      state.runBytes += bytes
      return true
    }
  }

  func finish(chunk: Int, runs: [InvertedRun], tokens: Int) {
    state.withLock { state in
      state.runs[chunk] = runs
      state.tokens += tokens
    }
  }

  func fail(_ error: IndexError) { state.withLock { $0.error = $0.error ?? error } }

  /// The articles read so far.
  var articles: Int { state.withLock { $0.articles } }

  /// The runs in the order of the files, which are given away, and what came of each file.
  func result() throws(IndexError) -> (
    runs: [InvertedRun], outcomes: [Int: FileOutcome], tokens: Int
  ) {
    let (error, runs, outcomes, tokens) = state.withLock { state in
      defer { state.runs = [:] }
      return (state.error, state.runs, state.outcomes, state.tokens)
    }
    if let error { throw error }
    return (runs.sorted { $0.key < $1.key }.flatMap(\.value), outcomes, tokens)
  }
}
