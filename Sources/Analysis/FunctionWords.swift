/// Words that mean something else when written in capitals: "us" and "US", "who" and "WHO".
///
/// A word of two to five capitals that folds to one of these is indexed once more with its case
/// kept. The list holds the function words of English that, in capitals, are also the name of a
/// country, an organisation, a place or a field in the news.
enum FunctionWords {
  /// The list, in no order that matters.
  static let words = """
    us it who am an in or is as at on me he we be do so no and are all any aid but by can did for \
    had has her him his if its may my not of off our out she than that the they to up was what will
    """

  /// Whether `term`, folded, is one of the words.
  static func contains(_ term: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let key = unsafe key(of: term) else { return false }
    return keys.contains(key)
  }

  private static let keys: [UInt64] = words.split(separator: " ").compactMap { word in
    var word = String(word)
    return word.withUTF8 { unsafe key(of: $0) }
  }

  /// Two to five bytes as one number.
  @inline(__always)
  private static func key(of term: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard term.count >= 2, term.count <= 5 else { return nil }
    return unsafe term.reduce(0) { $0 &<< 8 | UInt64($1 | 0x20) }
  }
}
