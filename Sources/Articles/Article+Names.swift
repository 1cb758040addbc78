extension Article {
  /// What names the article in the whole world, so that two readings of it can be told to be one: its
  /// folded address, and its identifier if that is an address, a `tag:` or a `urn:`.
  ///
  /// The address of a site is none: some sites give that of their front page for every article.
  ///
  /// - Complexity: linear in the address and the identifier.
  public var worldwideNames: [String] {
    var names: [String] = []
    for text in [url, id.text] where !text.isEmpty {
      if let address = ArticleAddress(text) {
        if address.namesPage { names.append(address.folded) }
      } else if text.utf8.starts(with: "tag:".utf8) || text.utf8.starts(with: "urn:".utf8) {
        names.append(text)
      }
    }
    return names
  }
}
