/// How a query is expanded by terms of the best documents that it finds, as if they were relevant.
///
/// What the query asks for keeps `originalShare` of the weight; the rest goes to the terms that weigh
/// most in the best documents, each by its weight there times its idf. A document counts by its score:
/// in proportion to the score to the power of `sharpness`. The defaults were chosen by leaving one
/// collection out at a time (`Benchmarks/ranking/feedback.md`).
public struct FeedbackModel: Sendable, Hashable {
  /// What a term weighs in one document.
  public enum Method: String, Sendable, CaseIterable {
    /// Its share of the document's terms, as in relevance models (`RM3`).
    case rm3
    /// What its frequency scores, as in vectors of weights (`Rocchio`).
    case rocchio
  }

  /// What a term weighs in one document.
  public let method: Method
  /// The number of documents that terms are taken from, 1...100.
  public let documents: Int
  /// The number of terms, 1...1,000, those of the query among them.
  public let terms: Int
  /// The share of the weight that stays with the query as it stands, above 0, at most 1.
  public let originalShare: Double
  /// How much more a document counts that scores more, 0...16; with 0 all count the same.
  public let sharpness: Int

  /// The model with these parameters; out of range they are brought into it.
  public init(
    _ method: Method = .rocchio, documents: Int = 10, terms: Int = 20,
    originalShare: Double = 0.3, sharpness: Int = 4
  ) {
    self.method = method
    self.documents = min(max(documents, 1), 100)
    self.terms = min(max(terms, 1), 1_000)
    self.originalShare = min(max(originalShare, 0.01), 1)
    self.sharpness = min(max(sharpness, 0), 16)
  }
}

/// What is known of a document whose terms are looked at.
struct FeedbackDocument {
  /// The number of its words, at most `SegmentSummary.longestLength`.
  let length: Int
  /// The sum of the frequencies of the terms that its vector holds, 1 or more.
  let vectorLength: Int
  /// The mean length of the documents of the index.
  let averageLength: Double
}
