internal import Dispatch
internal import Lede
internal import RankingEvaluation
internal import Retrieval
internal import Synchronization

/// Searches an index for topics, as words without operators.
struct TopicSearch: Sendable {
  let searcher: NewsSearcher
  /// What expands the queries, if anything.
  let feedback: FeedbackModel?
  /// The number of hits for each topic.
  let top: Int
  /// The parts of the topics that make the query.
  let parts: [Topic.Part]

  /// The ranked lists of `topics`, on so many threads; the same at any number.
  func run(_ topics: [Topic], jobs: Int) throws -> RankedRun {
    let results = Mutex<[Int: Result<[RankedRun.Entry], any Error>]>([:])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, topics.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < topics.count else { return }
        let result = Result { try ranking(of: topics[index]) }
        results.withLock { $0[index] = result }
      }
    }
    var run = RankedRun(tag: "lede")
    let found = results.withLock { $0 }
    for (index, topic) in topics.enumerated() {
      if let result = found[index] { run.setRanking(try result.get(), for: topic.id) }
    }
    return run
  }

  /// Searches once for one topic: what is timed.
  @discardableResult
  func search(_ topic: Topic, count: Int? = nil) throws -> [ScoredDocument] {
    let query = try QueryParser(analyzer: searcher.analyzer).parse(
      topic.query(parts), options: .topics)
    let searcher = searcher.searcher
    let asked = try feedback.map { try searcher.expand(query, by: $0) } ?? ExpandedQuery(query)
    return try searcher.top(count ?? top, searcher.prepare(asked))
  }

  /// The best documents by identifier; of documents with the same one, the first.
  ///
  /// Documents of equal score stand as trec_eval puts them, by identifier, and not in the order of the
  /// index, which depends on its segments: so does the choice among those that are as good as the last.
  private func ranking(of topic: Topic) throws -> [RankedRun.Entry] {
    var count = top + 16
    var found = try search(topic, count: count)
    while found.count == count, found.last?.score == found[top - 1].score {
      count *= 2
      found = try search(topic, count: count)
    }
    let least = found.count > top ? found[top - 1].score : 0
    var entries: [RankedRun.Entry] = []
    for document in found where document.score >= least {
      entries.append(
        RankedRun.Entry(
          document: try searcher.identifier(document), score: document.score.value))
    }
    entries.sort(by: RankedRun.Entry.precedes)
    var seen: Set<String> = []
    return Array(entries.filter { seen.insert($0.document).inserted }.prefix(top))
  }
}

/// How long searches take, one after the other on one thread.
struct SearchTiming {
  /// Seconds by system and topic: the median over the rounds.
  let seconds: [[Double]]

  /// Times `searches` on `topics`.
  ///
  /// Each topic is asked of all systems in turn, so that what else happens on the machine is shared.
  /// What was searched before, to rank, has warmed up all.
  init(_ searches: [TopicSearch], _ topics: [Topic], rounds: Int) throws {
    let clock = ContinuousClock()
    var times = searches.map { _ in topics.map { _ in [Double]() } }
    for _ in 0..<rounds {
      for (t, topic) in topics.enumerated() {
        for (s, search) in searches.enumerated() {
          let start = clock.now
          try search.search(topic)
          times[s][t].append((clock.now - start).inSeconds)
        }
      }
    }
    seconds = times.map { system in system.map { $0.sorted()[$0.count / 2] } }
  }
}
