/// How to build or update an index.
public struct IndexingOptions: Sendable {
  /// The folder of the index.
  public var indexPath: String
  /// The format of all files, or nil to find out that of each.
  public var format: String?
  /// The analysis of a new index; of an old one it must be the same, or nil.
  public var analysis: String?
  /// Whether a new index keeps positions; for an old one it must be the same, or nil.
  public var positions: Bool?
  /// Whether a new index keeps the stems of each article, which feedback needs; for an old one it must
  /// be the same, or nil.
  public var vectors: Bool?
  /// Whether of several copies of an article a new index shows only the best; for an old one it must be
  /// the same, or nil.
  public var hidesCopies: Bool?
  /// How much is stored of the articles that are added.
  public var stored: StoredLevel
  /// The number of threads.
  public var jobs: Int
  /// The most memory to take, in bytes, mapped files apart.
  public var memoryBytes: Int
  /// Only say what would be done.
  public var dryRun: Bool

  /// The least memory that indexing can do with.
  public static let leastMemoryBytes = 64 << 20

  /// The usual way: detected formats, English, positions, copies hidden, everything stored, 1 GiB.
  public init(
    indexPath: String, format: String? = nil, analysis: String? = nil, positions: Bool? = nil,
    vectors: Bool? = nil, hidesCopies: Bool? = nil, stored: StoredLevel = .text, jobs: Int = 1,
    memoryBytes: Int = 1 << 30, dryRun: Bool = false
  ) {
    self.indexPath = indexPath
    self.format = format
    self.analysis = analysis
    self.positions = positions
    self.vectors = vectors
    self.hidesCopies = hidesCopies
    self.stored = stored
    self.jobs = jobs
    self.memoryBytes = memoryBytes
    self.dryRun = dryRun
  }
}
