/// Articles of which each is there once, though it was read from several places: an item of a feed and its
/// page, the same item in two feeds.
///
/// Two are one if they have a name in common that is theirs in the whole world
/// (`Article.worldwideNames`).
public struct MergedArticles: Sendable {
  /// An article and the place that most of it comes from.
  public struct Entry: Sendable, Equatable {
    /// The article, completed by what other places say of it.
    public var article: Article
    /// Where the longest text was read.
    public var path: String
  }

  /// The articles in the order in which each was first met.
  public private(set) var entries: [Entry] = []
  private var places: [String: Int] = [:]

  /// No articles.
  public init() {}

  /// Adds an article that was read from `path`, or completes the one that it is.
  ///
  /// - Complexity: linear in the article.
  public mutating func add(_ article: Article, from path: String) {
    let names = article.worldwideNames
    let known = names.first { places[$0] != nil }.flatMap { places[$0] }
    let place = known ?? entries.count
    for name in names where places[name] == nil { places[name] = place }
    if place == entries.count {
      entries.append(Entry(article: article, path: path))
    } else if article.body.utf8.count > entries[place].article.body.utf8.count {
      let other = entries[place].article
      entries[place] = Entry(article: article, path: path)
      entries[place].article.complete(with: other)
    } else {
      entries[place].article.complete(with: article)
    }
  }
}

extension Article {
  /// Fills the fields that are empty from another reading of the same article; of two dates of publication
  /// the more precise one stays, of two changes the later.
  public mutating func complete(with other: Article) {
    if title.isEmpty { title = other.title }
    if byline.isEmpty { byline = other.byline }
    if section.isEmpty { section = other.section }
    if source.isEmpty { source = other.source }
    if language.isEmpty { language = other.language }
    if url.isEmpty { url = other.url }
    if body.isEmpty { body = other.body }
    topics += other.topics.filter { !topics.contains($0) }
    if let date = other.published, published.map({ $0.precision < date.precision }) ?? true {
      published = date
    }
    if let date = other.updated, updated.map({ $0.seconds < date.seconds }) ?? true {
      updated = date
    }
  }
}
