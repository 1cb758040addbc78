/// The ranked list of one topic as a measure sees it: grades instead of documents.
public struct JudgedRanking: Sendable {
  /// The grade of the document at each rank, best first; nil where it was not pooled.
  public let grades: [Int?]
  /// The grades of all judgments of the topic, highest first, retrieved or not.
  public let judged: [Int]
  /// The lowest grade that counts as relevant for measures that know only relevant and not, usually 1.
  public let relevanceLevel: Int

  /// The number of relevant documents of the topic, retrieved or not.
  public let relevantCount: Int
  /// The number of documents of the topic that were judged and are not relevant, retrieved or not.
  public let nonrelevantCount: Int

  /// A list with these grades.
  ///
  /// - Complexity: O(*n* log *n*) in the number of judgments.
  public init(grades: [Int?], judged: [Int], relevanceLevel: Int = 1) {
    self.grades = grades
    self.judged = judged.sorted(by: >)
    self.relevanceLevel = relevanceLevel
    relevantCount = judged.count { $0 >= relevanceLevel }
    nonrelevantCount = judged.count { $0 >= 0 && $0 < relevanceLevel }
  }

  /// The list of `topic` in `run` under `judgments`.
  public init(topic: String, run: RankedRun, judgments: Judgments, relevanceLevel: Int = 1) {
    let judged = judgments.grades(for: topic)
    self.init(
      grades: run.ranking(for: topic).map { judged[$0.document] },
      judged: Array(judged.values), relevanceLevel: relevanceLevel)
  }

  /// Whether the document at `index`, rank less one, is relevant; false behind the end.
  public func isRelevant(at index: Int) -> Bool {
    guard grades.indices.contains(index), let grade = grades[index] else { return false }
    return grade >= relevanceLevel
  }

  /// The number of relevant documents among the first `cutoff`.
  public func relevantCount(in cutoff: Int) -> Int {
    grades.prefix(max(0, cutoff)).count { $0.map { $0 >= relevanceLevel } ?? false }
  }
}
