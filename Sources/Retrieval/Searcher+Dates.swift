public import InvertedIndex

extension Searcher {
  /// The first `count` matches of `query` by date; those without a date come last, those of one date in
  /// the order of their scores.
  ///
  /// Zone by zone from the end where they are, at first as many as are likely to do and twice as many each time, until
  /// no other zone can hold one that comes before: so where documents stand about in the order of their dates, few
  /// are looked at.
  public func first(
    _ count: Int, by order: DateOrder, _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    guard count > 0 else { return [] }
    var zones: [DateZones] = []
    for view in snapshot.segments { zones.append(try view.segment.dateZones()) }
    var found = FirstDated(count)
    var step = try likelyZones(count, query)
    if step >= zones.reduce(0, { $0 + $1.zones.count }) {
      for i in zones.indices {
        try insert(matches(query, context(query, i)), by: order, zones[i], into: &found)
      }
      found.finish()
      return found.documents.map(\.document)
    }
    var rest = ZoneQueue(
      zones.indices.flatMap { i in
        zones[i].zones.indices.map { DatedZone(segment: i, index: $0, zones[i].zones[$0], order) }
      })
    while let best = rest.best {
      // Only dated documents end the search: a zone without dates has the least of all.
      if let last = found.last, best < last.rank { break }
      for stretch in Self.stretches(rest.take(step)) {
        let (i, own) = (stretch.segment, zones[stretch.segment])
        let documents =
          own.documents(ofZone: stretch.indices.lowerBound)
          .lowerBound..<own.documents(ofZone: stretch.indices.upperBound - 1).upperBound
        let others = query.accepted[i]
        let context = context(query, i).accepting(
          AcceptedDocuments([documents]) { others?.word($0) ?? .max })
        try insert(matches(query, context), by: order, own, into: &found)
      }
      found.finish()
      step *= 2
    }
    return found.documents.map(\.document)
  }

  /// The number of zones in which twice as many matches as are wanted are to be expected.
  private func likelyZones(_ count: Int, _ query: PreparedQuery) throws(IndexError) -> Int {
    var matches = 0.0
    for i in snapshot.segments.indices {
      let context = context(query, i)
      matches +=
        NestedEvaluation(context).expectedShare(query.plan)
        * Double(context.segment.documentCount)
    }
    let all = snapshot.segments.reduce(0) { $0 + $1.segment.documentCount }
    let perZone = matches / Double(max(all, 1)) * Double(DateZones.zoneCount)
    return Int(min(max(2 * Double(count) / max(perZone, 1e-9), 1), 1e9))
  }

  /// Zones that stand side by side as one stretch.
  private static func stretches(
    _ zones: [DatedZone]
  ) -> [(segment: Int, indices: Range<Int>)] {
    var stretches: [(segment: Int, indices: Range<Int>)] = []
    for zone in zones.sorted(by: { ($0.segment, $0.index) < ($1.segment, $1.index) }) {
      if let last = stretches.last, last.segment == zone.segment,
        last.indices.upperBound == zone.index
      {
        stretches[stretches.count - 1].indices = last.indices.lowerBound..<zone.index + 1
      } else {
        stretches.append((zone.segment, zone.index..<zone.index + 1))
      }
    }
    return stretches
  }

  /// All matches in a segment with their scores.
  private func matches(
    _ query: PreparedQuery, _ context: SegmentContext
  ) throws(IndexError) -> [ScoredDocument] {
    try NestedEvaluation(context).found(query.plan).scored(
      segment: context.index, query.prior)
  }

  private func insert(
    _ matches: [ScoredDocument], by order: DateOrder, _ zones: DateZones,
    into found: inout FirstDated
  ) {
    for document in matches {
      let rank = order.rank(zones.dates[document.document])
      found.insert(DatedDocument(document: document, rank: rank))
    }
  }
}

/// A match and where its date puts it: the higher, the earlier it comes.
private struct DatedDocument {
  let document: ScoredDocument
  let rank: Int64

  func isBefore(_ other: DatedDocument) -> Bool {
    rank != other.rank ? rank > other.rank : document.isBefore(other.document)
  }
}

/// The first of many documents.
private struct FirstDated {
  private let count: Int
  /// In order once `finish` was called: the first, and behind them some that came since.
  private(set) var documents: [DatedDocument] = []
  /// The last of as many as are wanted, when they were put in order last.
  private(set) var last: DatedDocument?

  init(_ count: Int) { self.count = count }

  mutating func insert(_ new: DatedDocument) {
    if let last, !new.isBefore(last) { return }
    documents.append(new)
    if documents.count >= 2 * count + 64 { finish() }
  }

  /// Puts the documents in order and forgets those that are too many.
  mutating func finish() {
    documents.sort { $0.isBefore($1) }
    documents.removeLast(max(documents.count - count, 0))
    last = documents.count == count ? documents.last : nil
  }
}
