public import InvertedIndex

/// By what documents are ordered that are ordered by their dates.
public enum DateOrder: Sendable {
  /// The latest first.
  case newest
  /// The earliest first.
  case oldest
}

extension Searcher {
  /// The first `count` matches of `query` by date; those without a date come last, those of one date in
  /// the order of their scores.
  ///
  /// Zone by zone from the end where they are, twice as many each time, until no other zone can hold one
  /// that comes before: so where documents stand about in the order of their dates, few are looked at.
  public func first(
    _ count: Int, by order: DateOrder, _ query: PreparedQuery
  ) throws(IndexError) -> [ScoredDocument] {
    guard count > 0 else { return [] }
    var zones: [DateZones] = []
    for view in snapshot.segments { zones.append(try view.segment.dateZones()) }
    let all = zones.indices.flatMap { i in
      zones[i].zones.indices.map { DatedZone(segment: i, index: $0, zones[i].zones[$0], order) }
    }.sorted { $0.best > $1.best }
    var found: [DatedDocument] = []
    var next = 0
    var step = 1
    while next < all.count {
      // Only dated documents end the search: a zone without dates has the least of all.
      if found.count >= count, all[next].best < found[count - 1].rank { break }
      let group = all[next..<min(next + step, all.count)]
      for i in zones.indices {
        let indices = group.filter { $0.segment == i }.map(\.index)
        if indices.isEmpty { continue }
        let ranges = indices.map { zones[i].documents(ofZone: $0) }
        for document in try matches(query, i, in: ranges) {
          let date = zones[i].dates[document.document]
          found.append(DatedDocument(document: document, rank: order.rank(date)))
        }
      }
      found.sort { $0.rank != $1.rank ? $0.rank > $1.rank : $0.document.isBefore($1.document) }
      found.removeLast(max(found.count - count, 0))
      next += step
      step *= 2
    }
    return found.map(\.document)
  }

  /// All matches in a segment in some ranges of its documents, with their scores.
  private func matches(
    _ query: PreparedQuery, _ i: Int, in ranges: [Range<DocID>]
  ) throws(IndexError) -> [ScoredDocument] {
    let others = query.accepted[i]
    var restricted = query
    restricted.accepted[i] = AcceptedDocuments(ranges) { others?.word($0) ?? .max }
    var top = TopK(ranges.reduce(0) { $0 + $1.count }, prior: query.prior)
    try withContext(restricted, i) { context throws(IndexError) in
      try SegmentEvaluation(context).rank(query.plan, into: &top)
    }
    return top.ranked()
  }
}

/// A match and where its date puts it: the higher, the earlier it comes.
private struct DatedDocument {
  let document: ScoredDocument
  let rank: Int64
}

/// A zone and the highest rank that a document of it can have.
private struct DatedZone {
  let segment: Int
  let index: Int
  let best: Int64

  init(segment: Int, index: Int, _ zone: DateZones.Zone, _ order: DateOrder) {
    self.segment = segment
    self.index = index
    best =
      zone.least > zone.greatest
      ? order.rank(nil) : order.rank(order == .newest ? zone.greatest : zone.least)
  }
}

extension DateOrder {
  /// The higher, the earlier; the least of all without a date.
  fileprivate func rank(_ date: Int64?) -> Int64 {
    guard let date else { return .min }
    // No date is the least or the greatest number: they are of years.
    return self == .newest ? date : -max(date, -Int64.max)
  }
}
