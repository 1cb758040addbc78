/// What becomes of a block of a page: a paragraph of the article, or why it is none.
enum BlockVerdict {
  case kept
  /// It is the headline, or repeats it.
  case headline
  /// It stands in an element for other things: navigation, a caption, related articles.
  case clutter
  /// It stands before, after or beside the article.
  case outside
  /// Only names or a date.
  case detail
  case links
  /// Too short to be a paragraph.
  case scrap
  /// It stood elsewhere on the page already.
  case copy
  /// No text follows the heading.
  case emptyHeading

  /// For people, of a block that was dropped.
  var reason: String {
    switch self {
    case .kept: ""
    case .headline: "the headline"
    case .clutter: "in an element for other things"
    case .outside: "outside of the article"
    case .detail: "only names or a date"
    case .links: "mostly links"
    case .scrap: "a scrap"
    case .copy: "a copy"
    case .emptyHeading: "a heading without text"
    }
  }
}
