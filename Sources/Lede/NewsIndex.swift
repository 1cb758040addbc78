public import InvertedIndex

/// How large an index is and of what it consists.
public struct IndexStatistics: Sendable {
  /// The articles that can be found.
  public internal(set) var documents = 0
  /// The articles that are hidden because better copies of them are in the index.
  public internal(set) var copies = 0
  /// The articles that are deleted and still take room.
  public internal(set) var deleted = 0
  /// The words of all articles, hidden and deleted ones included.
  public internal(set) var tokens = 0
  /// The terms of all fields, summed over the segments.
  public internal(set) var terms = 0
  /// The postings, summed over the segments.
  public internal(set) var postings = 0
  /// The bytes of text that were indexed, hidden and deleted articles included.
  public internal(set) var textBytes = 0
  /// The number of segments.
  public internal(set) var segments = 0
  /// The number of the commit.
  public internal(set) var generation = 0
  /// The bytes of all segments.
  public internal(set) var indexBytes = 0
  /// The bytes of each section, over all segments.
  public internal(set) var sections: [(name: String, bytes: Int)] = []
  /// What the index was made with.
  public internal(set) var attributes: [String: String] = [:]
}

/// An index as a whole: its size and its upkeep.
public enum NewsIndex {
  /// The statistics of the index in the folder `path`.
  public static func statistics(path: String) throws(IndexError) -> IndexStatistics {
    let snapshot = try IndexSnapshot(path: path)
    var statistics = IndexStatistics()
    statistics.documents = snapshot.documentCount
    statistics.copies = snapshot.hiddenCount
    statistics.segments = snapshot.segments.count
    statistics.generation = snapshot.generation
    statistics.attributes = snapshot.attributes
    var sections: [Int] = SectionID.allCases.map { _ in 0 }
    for view in snapshot.segments {
      let summary = view.segment.summary
      statistics.deleted += view.segment.documentCount - view.keptCount
      statistics.tokens += summary.tokens
      statistics.terms += summary.terms
      statistics.postings += summary.postings
      statistics.textBytes += summary.textBytes
      statistics.indexBytes += view.segment.byteCount
      for (i, section) in view.segment.sectionBytes.enumerated() { sections[i] += section.bytes }
    }
    statistics.sections = zip(SectionID.allCases, sections).map { ($0.name, $1) }
    return statistics
  }

  /// Checks every byte of the index in the folder `path`, and everything that the bytes mean.
  ///
  /// - Complexity: linear in the index.
  /// - Throws: `IndexError` if there is no index, or its manifest cannot be read; all other damage is
  ///   in the report.
  public static func verify(path: String) throws(IndexError) -> VerificationReport {
    try IndexVerifier.verify(path: path)
  }

  /// Merges the index in the folder `path` into one segment without deleted articles.
  ///
  /// - Throws: `IndexError` if there is none, it is damaged, locked or cannot be written.
  public static func merge(path: String) throws(IndexError) {
    let settings = try IndexSettings(of: IndexSnapshot(path: path))
    var writer = try IndexWriter(
      path: path, schema: settings.schema, attributes: settings.attributes)
    try writer.mergeAll()
    try writer.commit()
  }
}
