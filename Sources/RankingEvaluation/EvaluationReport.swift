/// What the measures say about a run, topic by topic and on average, and which topics they left out.
///
/// The mean is over the judged topics that were asked, answered or not (trec_eval with `-c`): a topic
/// without results counts with its value for an empty list, 0. Nothing is left out in silence: the
/// lists of topics below account for every topic of the three files.
public struct EvaluationReport: Sendable {
  /// The values of one topic.
  public struct TopicValues: Sendable, Equatable {
    /// The topic's id.
    public let topic: String
    /// One value for each of `measures`.
    public let values: [Double]
    /// The number of documents retrieved.
    public let retrieved: Int
    /// The number of relevant documents judged.
    public let relevant: Int
    /// The number of relevant documents retrieved.
    public let relevantRetrieved: Int
  }

  /// The name of the run.
  public let tag: String
  /// The names of the measures, in the order asked for.
  public let measures: [String]
  /// The evaluated topics, in the order of the topics file, or of the judgments without one.
  public let topics: [TopicValues]
  /// The mean of each of `measures` over `topics`.
  public let means: [Double]

  /// Topics that were asked or answered and have no judgments: not evaluated.
  public let topicsWithoutJudgments: [String]
  /// Topics that have judgments and were not asked: not evaluated.
  ///
  /// Empty where no topics were given.
  public let judgmentsWithoutTopic: [String]
  /// Evaluated topics to which the run has no result: they count 0.
  public let topicsWithoutResults: [String]
  /// Evaluated topics none of whose judged documents is relevant: they count 0.
  public let topicsWithoutRelevant: [String]

  /// Evaluates `run` under `judgments`.
  ///
  /// - Parameters:
  ///   - topics: the ids that were asked, each once, or nil to evaluate every judged topic.
  ///   - measures: what to compute.
  ///   - relevanceLevel: the lowest grade that counts as relevant, where grades are not gains.
  /// - Throws: `EvaluationError` `.noOverlap` if none of the topics has judgments, or if no document of the run has
  ///   and there are too many judgments for that to be chance.
  public init(
    run: RankedRun, judgments: Judgments, topics asked: [String]? = nil,
    measures: [any Measure] = standardMeasures, relevanceLevel: Int = 1
  ) throws(EvaluationError) {
    let evaluated = (asked ?? judgments.topics).filter(judgments.contains)
    guard !evaluated.isEmpty, asked != nil || evaluated.contains(where: run.contains) else {
      let example = asked?.first ?? run.topics.first ?? "none"
      throw EvaluationError(
        .noOverlap,
        reason: "no topic is both asked and judged (topic \"\(example)\" against judged topic "
          + "\"\(judgments.topics.first ?? "none")\"); use topics and judgments of one collection")
    }
    try Self.checkDocuments(of: run, evaluated, judgments)
    tag = run.tag
    self.measures = measures.map(\.name)
    self.topics = evaluated.map { topic in
      let ranking = JudgedRanking(
        topic: topic, run: run, judgments: judgments, relevanceLevel: relevanceLevel)
      return TopicValues(
        topic: topic, values: measures.map { $0.value(of: ranking) },
        retrieved: ranking.grades.count, relevant: ranking.relevantCount,
        relevantRetrieved: ranking.relevantCount(in: ranking.grades.count))
    }
    let values = self.topics
    means = measures.indices.map { index in
      values.reduce(0) { $0 + $1.values[index] } / Double(values.count)
    }
    let known = Set(asked ?? [])
    topicsWithoutJudgments =
      ((asked ?? []) + run.topics.filter { !known.contains($0) })
      .filter { !judgments.contains($0) }
    judgmentsWithoutTopic = asked == nil ? [] : judgments.topics.filter { !known.contains($0) }
    topicsWithoutResults = values.filter { $0.retrieved == 0 }.map(\.topic)
    topicsWithoutRelevant = values.filter { $0.relevant == 0 }.map(\.topic)
  }

  /// The judgments of which a run, however poor, retrieves some.
  private static let manyJudgments = 10

  /// Throws if documents are named otherwise in the run than in the judgments: every value would be 0.
  private static func checkDocuments(
    of run: RankedRun, _ topics: [String], _ judgments: Judgments
  ) throws(EvaluationError) {
    for topic in topics {
      let grades = judgments.grades(for: topic)
      if run.ranking(for: topic).contains(where: { grades[$0.document] != nil }) { return }
    }
    guard judgments.count >= manyJudgments else { return }
    var judged: Set<String> = []
    for topic in judgments.topics { judged.formUnion(judgments.grades(for: topic).keys) }
    var example: String?
    for topic in topics {
      for entry in run.ranking(for: topic) {
        if judged.contains(entry.document) { return }
        example = example ?? entry.document
      }
    }
    guard let example else { return }
    throw EvaluationError(
      .noOverlap,
      reason:
        "no document that the run \(run.tag) retrieved is judged (document \"\(example)\" against "
        + "judged document \"\(judged.min() ?? "none")\"); use documents and judgments of one collection"
    )
  }
}
