/// What a system answered to a set of topics: a ranked list of documents for each.
///
/// The order of each list is what counts. A run that was read from a file is ordered as trec_eval
/// orders it; a run that an engine fills keeps the engine's order.
public struct RankedRun: Sendable {
  /// A document in a ranked list.
  public struct Entry: Sendable, Equatable {
    /// The document's name, without spaces.
    public let document: String
    /// The score by which it was ranked, finite.
    public let score: Double

    /// An entry of these parts.
    public init(document: String, score: Double) {
      self.document = document
      self.score = score
    }
  }

  /// The name of the system; the last column of a run file.
  public var tag: String
  /// The topics answered, in the order of the answers.
  public private(set) var topics: [String] = []
  private var rankings: [String: [Entry]] = [:]

  /// A run of the system `tag` without answers.
  public init(tag: String) { self.tag = tag }

  /// The entries of `topic`, best first; empty if it was not answered.
  public func ranking(for topic: String) -> [Entry] { rankings[topic] ?? [] }

  /// Whether `topic` was answered, be it with an empty list.
  public func contains(_ topic: String) -> Bool { rankings[topic] != nil }

  /// Sets the answer to `topic`, best first; no document may stand in it twice.
  public mutating func setRanking(_ ranking: [Entry], for topic: String) {
    if rankings.updateValue(ranking, forKey: topic) == nil { topics.append(topic) }
  }
}

extension RankedRun.Entry {
  /// Whether this entry ranks before `other` by trec_eval's rule: the higher score first and, of
  /// equal scores, the document name that is greater byte by byte.
  ///
  /// Scores are compared in single precision, as trec_eval up to 9.0.8 and pytrec_eval hold them.
  public static func precedes(_ a: Self, _ b: Self) -> Bool {
    let (x, y) = (Float(a.score), Float(b.score))
    if x != y { return x > y }
    return b.document.utf8.lexicographicallyPrecedes(a.document.utf8)
  }
}
