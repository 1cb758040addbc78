/// The identifier of an article outside any index: what `lede show` takes and runs print.
///
/// It never holds white space (which would break TREC run files): white space becomes "_".
public struct ArticleID: Sendable, Hashable, CustomStringConvertible {
  /// The identifier as text; never empty.
  public let text: String

  /// The identifier `text`, with white space and control characters replaced by "_".
  ///
  /// Returns nil if nothing is left.
  public init?(_ text: String) {
    let isPlain = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
    if !text.isEmpty, isPlain ?? false {
      self.text = text
      return
    }
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty else { return nil }
    if scalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 }) {
      var cleaned = String.UnicodeScalarView()
      for scalar in scalars {
        cleaned.append(scalar.properties.isWhitespace || scalar.value < 0x20 ? "_" : scalar)
      }
      guard cleaned.contains(where: { $0 != "_" }) else { return nil }
      self.text = String(cleaned)
    } else {
      self.text = text
    }
  }

  /// The identifier as text.
  public var description: String { text }
}
