public import Articles

/// An article that was found in a page, with where each field came from and what became of each piece
/// of its text.
public struct ExtractedPage: Sendable {
  /// A field of the article.
  public struct Field: Sendable {
    /// What it is: "title", "byline".
    public let name: String
    /// What it says.
    public let value: String
    /// The place in the page: "meta og:title", "JSON-LD headline", "h1".
    public let origin: String
  }

  /// A paragraph, heading, list item or line of the page.
  public struct Block: Sendable {
    /// The name of the innermost block element around it.
    public let tag: String
    /// The text, on one line.
    public let text: String
    /// Why it is no part of the body; "" if it is.
    public let reason: String

    /// Whether it is a part of the body.
    public var isKept: Bool { reason.isEmpty }
  }

  /// The article.
  public let article: Article
  /// The fields that are not empty.
  public let fields: [Field]
  /// All text of the page, in its order.
  public let blocks: [Block]
}
