/// Function words by language, written as people write them; `Analyzer` folds them.
///
/// The English list is the classic one of 33 words that Lucene has used since its beginning.
enum StopWords {
  /// The words of each analysis that has any, separated by spaces.
  static let text: [String: String] = [
    "english": english
  ]

  private static let english = """
    a an and are as at be but by for if in into is it no not of on or such that the their then \
    there these they this to was will with
    """
}
