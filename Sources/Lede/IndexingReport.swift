public import Ingestion

/// The account of one run of indexing: every file that was seen is in exactly one of four counts.
public struct IndexingReport: Sendable {
  /// A file and a sentence about it.
  public struct Note: Sendable {
    /// The path as shown to people.
    public let path: String
    /// Why, without the path.
    public let reason: String
  }

  /// Files found: `indexed + unchanged + skipped + failed`.
  public var seen: Int { indexed + unchanged + skipped + failed }
  /// Files that gave articles.
  public internal(set) var indexed = 0
  /// Files that are in the index as they are.
  public internal(set) var unchanged = 0
  /// Files without articles in which nothing is wrong.
  public internal(set) var skipped = 0
  /// Files that gave none because something is wrong, and paths that could not be read.
  public internal(set) var failed = 0
  /// Files of the index that are gone; their articles were removed.
  public internal(set) var removed = 0
  /// Why files were skipped, the first 1,000.
  public internal(set) var skippedFiles: [Note] = []
  /// What could not be read, files and single records of files that were indexed, the first 1,000.
  public internal(set) var failures: [IngestionError] = []
  /// How many failures there were.
  public internal(set) var failureCount = 0
  /// Articles added in this run.
  public internal(set) var articles = 0
  /// Words of the articles added.
  public internal(set) var tokens = 0
  /// Bytes of title and body of the articles added.
  public internal(set) var textBytes = 0
  /// Articles that can be found in the index now.
  public internal(set) var documents = 0
  /// Articles that are hidden because better copies of them are in the index.
  public internal(set) var copies = 0
  /// The size of the index now, in bytes.
  public internal(set) var indexBytes = 0
  /// Identifiers that more than one article has; all of these articles are kept.
  public internal(set) var duplicateIDs = 0
  /// Some of these identifiers.
  public internal(set) var duplicateExamples: [String] = []
  /// Wall-clock time.
  public internal(set) var seconds = 0.0

  static let mostNotes = 1_000

  mutating func fail(_ error: IngestionError) {
    failureCount += 1
    if failures.count < Self.mostNotes { failures.append(error) }
  }

  mutating func skip(_ path: String, _ reason: String) {
    skipped += 1
    if skippedFiles.count < Self.mostNotes {
      skippedFiles.append(Note(path: path, reason: reason))
    }
  }
}
