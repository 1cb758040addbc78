/// The relevance model: a term weighs its share of the terms of the document.
///
/// Summed over documents in proportion to what they score, that estimates how probable the term is in
/// a relevant document; RM3 mixes it with the query. Documents are not smoothed, as that changes
/// which terms come first only where all are rare.
/// Source: V. Lavrenko, W. B. Croft, "Relevance-Based Language Models", SIGIR 2001; N. Abdul-Jaleel
/// et al., "UMass at TREC 2004: Novelty and HARD", TREC 2004.
enum RM3 {
  /// The weight of a term with that frequency, above 0, at most 1.
  @inline(__always)
  static func weight(frequency: UInt32, in document: FeedbackDocument) -> Double {
    Double(frequency) / Double(document.vectorLength)
  }
}
