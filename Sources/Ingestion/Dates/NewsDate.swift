public import Articles

/// The spellings of dates found in news.
public enum NewsDate {
  /// The date that `text` states, or nil.
  public static func parse(_ text: some StringProtocol) -> PublicationDate? { nil }
}
