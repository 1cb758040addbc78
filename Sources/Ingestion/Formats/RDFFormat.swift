internal import Articles

/// RSS 0.90 and 1.0: `rdf:RDF` with items beside the channel.
enum RDFFormat: ArticleFormat {
  static let name = "rdf"

  static func confidence(in document: SourceDocument) -> FormatConfidence {
    let probe = document.markup
    guard probe.root == "rdf" else { return .no }
    return probe.contains("rss/1.0") || probe.contains("rdf/simple") || probe.contains("<item")
      ? .certain : .byShape
  }

  static func readArticles(
    from document: SourceDocument, into sink: inout ArticleSink
  ) throws(IngestionError) {
    var channel = EnvelopeFacts(FeedChannel.init(in:))
    try XMLItems.read(document, items: ["item"], into: &sink) { item, envelope, number, sink in
      if item.isBare { return }
      let article = RSSFormat.article(
        item, channel: channel(envelope), number: number, path: document.path)
      if !article.saysNothing { sink.append(article) }
    }
  }
}
