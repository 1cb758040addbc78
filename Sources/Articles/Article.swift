/// One news article as ingestion found it: plain text and what is known about it.
///
/// Every string is valid Unicode without markup; an unknown field is the empty string.
public struct Article: Sendable, Equatable {
  /// The publisher's identifier, or one derived from the place it was read from.
  public var id: ArticleID
  /// The headline, one line.
  public var title: String
  /// The authors, separated by a comma and a space, without "By".
  public var byline: String
  /// When it was first published.
  public var published: PublicationDate?
  /// When it was last changed, if that is later than `published`.
  public var updated: PublicationDate?
  /// The section or desk it appeared in.
  public var section: String
  /// The outlet or agency.
  public var source: String
  /// The language as a lower-case BCP 47 tag, such as "en" or "pt-br".
  public var language: String
  /// The canonical address.
  public var url: String
  /// Subject terms the publisher gave it, in its order.
  public var topics: [String]
  /// The paragraphs, separated by one newline each.
  public var body: String

  /// An article with only what is given.
  public init(
    id: ArticleID, title: String = "", byline: String = "", published: PublicationDate? = nil,
    updated: PublicationDate? = nil, section: String = "", source: String = "",
    language: String = "", url: String = "", topics: [String] = [], body: String = ""
  ) {
    self.id = id
    self.title = title
    self.byline = byline
    self.published = published
    self.updated = updated
    self.section = section
    self.source = source
    self.language = language
    self.url = url
    self.topics = topics
    self.body = body
  }
}
