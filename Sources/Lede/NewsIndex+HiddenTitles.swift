internal import Articles
internal import InvertedIndex
internal import Retrieval

extension NewsIndex {
  /// Builds an index in the empty folder `target` of the articles of the index in the folder `path`,
  /// without their titles: what there would be, had nobody written headlines.
  ///
  /// Frequencies, lengths, their mean and the number of articles with a word are therefore right under
  /// every model, at the price of inverting all bodies anew. Only identifiers are stored.
  ///
  /// - Parameter memoryBytes: the most memory to take for one run of articles.
  /// - Throws: `IndexError` if the index cannot be read or the other not written, `LedeError` if
  ///   nothing was stored of the bodies.
  /// - Complexity: that of indexing on one thread, without reading files.
  public static func hideTitles(
    of path: String, in target: String, memoryBytes: Int = 512 << 20
  ) throws {
    let searcher = try NewsSearcher(path: path)
    let settings = try IndexSettings(of: searcher.snapshot)
    var writer = try IndexWriter(
      path: target, schema: settings.schema, attributes: settings.attributes)
    let inverter = ArticleInverter(settings, stored: .id)
    let source = SourceFile(path: Array(path.utf8), size: 0, modified: 0)
    var runs: [InvertedRun] = []
    var bodyBytes = 0
    inverter.builder.begin(source)
    for (i, view) in searcher.snapshot.segments.enumerated() {
      for document in 0..<DocID(view.segment.documentCount) where view.isLive(document) {
        var article = try searcher.article(
          ScoredDocument(segment: i, document: document, score: 0))
        article.title = ""
        bodyBytes += article.body.utf8.count
        inverter.add(article)
        if inverter.builder.memoryBytes > memoryBytes || inverter.builder.isFull {
          var run = inverter.takeRun(endsChunk: false)
          try run.move(to: "\(target)/run-\(runs.count).lede-tmp")
          runs.append(run)
          inverter.builder.begin(source)
        }
      }
    }
    guard bodyBytes > 0 else {
      throw LedeError(
        "\(path): no text of the articles is stored, so their headlines cannot be hidden; "
          + "build the index with --stored text")
    }
    runs.append(inverter.takeRun(endsChunk: true))
    try writer.append(runs, threads: 1)
    try writer.commit()
  }
}
