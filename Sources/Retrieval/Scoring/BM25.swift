internal import Glibc

/// The ranking formula BM25 and its two parameters.
///
/// A term in a document scores idf · f / (f + k1 · (1 − b + b · length / average length)), rounded
/// down to whole units of `Score`, with idf = ln(1 + (N − n + ½) / (n + ½)) for n of N documents.
/// Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
/// Foundations and Trends in Information Retrieval 3(4), 2009; the idf is Lucene's.
public struct BM25: Sendable, Hashable {
  /// How slowly frequency saturates, 0 or more.
  public let k1: Float
  /// How much length counts, 0...1.
  public let b: Float

  /// The formula with these parameters; out of range they are brought into it.
  public init(k1: Float = 1.2, b: Float = 0.75) {
    self.k1 = k1.isFinite ? max(k1, 0) : 1.2
    self.b = b.isFinite ? min(max(b, 0), 1) : 0.75
  }

  /// The inverse document frequency of a term in `documentFrequency` of `documents`.
  public static func idf(documentFrequency: Int, documents: Int) -> Double {
    let n = Double(documentFrequency)
    return log(1 + (Double(max(documents, documentFrequency)) - n + 0.5) / (n + 0.5))
  }
}
