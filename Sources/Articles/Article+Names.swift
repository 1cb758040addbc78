extension Article {
  /// What names the article in the whole world, so that two readings of it can be told to be one: its
  /// folded address, and its identifier if that is an address, a `tag:` or a `urn:`.
  ///
  /// The address of a site is none: some sites give that of their front page for every article.
  ///
  /// - Complexity: linear in the address and the identifier.
  public var worldwideNames: [String] {
    var names: [String] = []
    if let name = Self.worldwideName(url) { names.append(name) }
    if let name = Self.worldwideName(id.text) { names.append(name) }
    return names
  }

  /// The first of them.
  public var worldwideName: String? {
    Self.worldwideName(url) ?? Self.worldwideName(id.text)
  }

  private static func worldwideName(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    if let address = ArticleAddress(text) { return address.namesPage ? address.folded : nil }
    return text.utf8.starts(with: "tag:".utf8) || text.utf8.starts(with: "urn:".utf8) ? text : nil
  }
}
