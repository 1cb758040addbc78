/// What is to be said of a typed text: a sentence for each part that was not taken as it was probably meant.
struct QueryNotes {
  /// The sentences, without full stops, each once.
  private(set) var sentences: [String] = []

  /// No text gets more.
  private static let most = 100

  /// Adds a sentence, unless it was said already.
  mutating func add(_ sentence: String) {
    guard sentences.count < Self.most, !sentences.contains(sentence) else { return }
    sentences.append(sentence)
  }
}

/// A typed text as it was understood.
public struct UnderstoodQuery: Sendable, Equatable {
  /// The query.
  public let query: Query
  /// One sentence for each part that was not taken as it was probably meant, without a full stop.
  public let notes: [String]
}
