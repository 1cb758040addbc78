internal import Analysis
internal import Articles
internal import Bytes

/// A number by which readings of one article in different files are told to be one: an item of a feed and
/// the page that it leads to, two feeds with the same item.
///
/// Two have the same number if they have the same name in the whole world and the same title. The title
/// counts because an address alone often names a page that is written on and on, each of its posts an
/// article; with it, two different articles are as good as never taken for one (2^-64 a pair).
enum ArticleKey {
  /// The key of `article`, the tokens of whose title are the first `titleTokens` of `tokens`; 0 if it has
  /// no name in the whole world or no title.
  ///
  /// Titles are compared word by word as the analysis folds them, so that case, accents, punctuation and
  /// white space do not matter.
  static func key(
    of article: Article, titleTokens: Int, in tokens: TokenBuffer
  ) -> UInt64 {
    guard titleTokens > 0, let name = article.worldwideName else { return 0 }
    var writer = ByteWriter()
    writer.write(name)
    for token in tokens.tokens[..<titleTokens] where token.kind == .word {
      writer.append(tokens.term(of: token))
    }
    return Checksum.of(writer.bytes)
  }
}
