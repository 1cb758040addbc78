/// Rocchio's feedback: a term weighs what its frequency scores, so that the query moves towards the
/// vectors of weights of the best documents.
///
/// The weights are BM25's, f / (f + k1 · (1 − b + b · length / average length)) with k1 = 1.2 and
/// b = 0.75: which terms tell a document apart does not depend on how results are ranked.
/// Source: J. J. Rocchio, "Relevance Feedback in Information Retrieval", in G. Salton (ed.), The SMART
/// Retrieval System, 1971, without documents that are not relevant.
enum Rocchio {
  /// The weight of a term with that frequency, above 0, below 1.
  @inline(__always)
  static func weight(frequency: UInt32, in document: FeedbackDocument) -> Double {
    let ratio = Double(document.length) / max(document.averageLength, 1)
    return Double(frequency) / (Double(frequency) + 1.2 * (0.25 + 0.75 * ratio))
  }
}
