public import InvertedIndex

extension Searcher {
  /// If so many zones, of all, are likely to be needed first, all are looked at.
  private static let mostFirst = 1.0 / 2
  /// So many documents that hold the rarest of the words are looked at as fast as some zones.
  private static let fewDocuments = 256

  /// The first `count` matches of `query` by date; those without a date come last, those of one date in
  /// the order of their scores.
  ///
  /// Zone by zone from the end where they are, at first as many as are likely to do and then as many again or more, until
  /// no other zone can hold one that comes before: so where documents stand about in the order of their dates, few are
  /// looked at.
  public func first(
    _ count: Int, by order: DateOrder, _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    guard count > 0 else { return [] }
    var zones: [DateZones] = []
    var contexts: [SegmentContext] = []
    for (i, view) in snapshot.segments.enumerated() {
      zones.append(try view.segment.dateZones())
      contexts.append(context(query, i))
    }
    var found = FirstDated(count, order, query.prior)
    guard var step = likelyZones(count, query, contexts) else {
      for context in contexts { try found.insert(matchesOf: query, context, zones[context.index]) }
      return found.ordered()
    }
    var rest = ZoneQueue(zones, order)
    var taken = 0
    while true {
      // Where too few are dated all zones are taken: those without dates have the least rank of all.
      let next = rest.take(step, reaching: found.last?.rank ?? .min)
      if next.isEmpty { return found.ordered() }
      for (segment, stretches) in next {
        let (context, own) = (contexts[segment], zones[segment])
        let documents = stretches.map { own.documents(ofZones: $0) }
        let accepted = AcceptedDocuments(documents) { words, first in
          for range in documents {
            context.keepAccepted(&words, from: first, of: range)
            found.keepEarly(&words, from: first, of: range, own)
          }
        }
        try found.insert(matchesOf: query, context.accepting(accepted), own)
      }
      found.sort()
      taken += step
      if found.last == nil {
        // By how many were found in these.
        let more = 1.5 * Double(count - found.count) / max(Double(found.count), 0.1)
        step = Int(min(max(more, 1), 4) * Double(taken))
      } else {
        // In zones of the same time the more early ones are known, the fewer are left to be found.
        step = 2 * taken
      }
    }
  }

  /// The number of zones in which twice as many matches as are wanted are to be expected; nil if all zones had better be
  /// looked at together.
  private func likelyZones(
    _ count: Int, _ query: PreparedQuery, _ contexts: [SegmentContext]
  ) -> Int? {
    var (expected, most, documents) = (0.0, 0, 0)
    for context in contexts {
      let evaluation = NestedEvaluation(context)
      let own = context.segment.documentCount
      expected += evaluation.expectedShare(query.plan) * Double(context.accepted?.count ?? own)
      most += evaluation.mostMatches(query.plan)
      documents += own
    }
    let share = 2 * Double(count) / max(expected, 1)
    guard share < Self.mostFirst, most > Self.fewDocuments else { return nil }
    return Int(share * Double(documents) / Double(DateZones.zoneCount)) + 1
  }
}
