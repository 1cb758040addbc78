public import Articles
public import Retrieval

/// An article that a search found.
public struct SearchHit: Sendable {
  /// The place in the results, from 1.
  public let rank: Int
  /// Where it is in the index.
  public let document: ScoredDocument
  /// The score; 0 where results are sorted by date.
  public let score: Double
  /// The article as far as it is stored.
  public let article: Article
  /// The file it was read from, as shown to people.
  public let path: String
  /// The title with what matched.
  public let title: Snippet
  /// A piece of the body with what matched, empty where no body is stored; nil if none was asked for.
  public let snippet: Snippet?
}

/// The answer to a search.
public struct SearchResults: Sendable {
  /// The hits, best first.
  public let hits: [SearchHit]
  /// The exact number of matches, or nil if it was not asked for.
  public let count: Int?
  /// What was understood of the query, with what feedback added.
  public let query: Query
}

/// The order of results.
public enum SearchOrder: String, Sendable, CaseIterable {
  /// By score.
  case relevance
  /// By date, the latest first; articles without a date come last.
  case newest
  /// By date, the earliest first; articles without a date come last.
  case oldest
}

/// The language in which a search is written.
public enum QueryLanguage: String, Sendable, CaseIterable {
  /// That of `QueryParser`.
  case lede
  /// That of Nexis and Factiva: see `NexisParser`.
  case nexis
}

/// How to search.
public struct SearchOptions: Sendable {
  /// The number of hits.
  public var top = 10
  /// The number of hits to leave out first.
  public var offset = 0
  /// Their order.
  public var order = SearchOrder.relevance
  /// Only articles published then or later, in seconds since 1970.
  public var since: Int64?
  /// Only articles published before then, in seconds since 1970.
  public var until: Int64?
  /// The language of the typed text.
  public var language = QueryLanguage.lede
  /// Whether every word must match, where the language is `lede`.
  public var requiresAll = false
  /// How the query is expanded by the best documents that it finds, if it is.
  public var feedback: FeedbackModel?
  /// Whether matches are counted.
  public var counts = false
  /// Whether hits have snippets.
  public var hasSnippets = true

  /// Ten hits by relevance.
  public init() {}
}
