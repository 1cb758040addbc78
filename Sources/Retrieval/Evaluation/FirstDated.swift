internal import InvertedIndex

/// The first of many documents by their dates; of those of one date the best.
struct FirstDated {
  private let wanted: Int
  private let order: DateOrder
  private let prior: DocumentPrior?
  /// Those that may be among the first, in order if none came behind one that it precedes.
  private var documents: [DatedDocument] = []
  private var areInOrder = true
  /// The last of as many as are wanted, as far as is known.
  private(set) var last: DatedDocument?

  /// How many are known; once sorted no more than are wanted.
  var count: Int { documents.count }

  init(_ count: Int, _ order: DateOrder, _ prior: DocumentPrior?) {
    wanted = count
    self.order = order
    self.prior = prior
  }

  /// Clears the bits of those of `documents` that come behind as many as are wanted.
  func keepEarly(
    _ words: inout [UInt64], from first: DocID, of documents: Range<DocID>, _ zones: DateZones
  ) {
    // Only dates are told apart.
    guard let last, last.rank > .min else { return }
    switch order {
    case .newest: zones.keep(&words, from: first, of: documents, dates: last.rank, .max)
    case .oldest: zones.keep(&words, from: first, of: documents, dates: .min, -last.rank)
    }
  }

  /// Inserts what matches `query` in a segment.
  ///
  /// From the end where the newest are wanted: where documents stand in the order of their dates, all but a few are
  /// passed over zone by zone.
  mutating func insert(
    matchesOf query: Searcher.PreparedQuery, _ context: SegmentContext, _ zones: DateZones
  ) throws(IndexError) {
    if context.range.isEmpty { return }
    let matches = try NestedEvaluation(context).found(query.plan)
    let places = matches.documents.indices
    let (dates, zones) = (zones.dates, zones.zones)
    var passedZone = -1
    for i in places {
      let place = order == .newest ? places.upperBound - 1 - i : i
      let document = matches.documents[place]
      let zone = Int(document) / DateZones.zoneCount
      if zone == passedZone { continue }
      let rank = order.rank(dates[document])
      if let last, rank < last.rank {
        if zones[zone].isAscending { passedZone = zone }
        continue
      }
      let found = matches.scored(place, segment: context.index, prior)
      insert(DatedDocument(document: found, rank: rank))
    }
  }

  private mutating func insert(_ new: DatedDocument) {
    if let last, !new.isBefore(last) { return }
    if let end = documents.last, new.isBefore(end) { areInOrder = false }
    documents.append(new)
    if areInOrder, documents.count == wanted {
      last = new
    } else if documents.count / 2 - 32 >= wanted {
      sort()
    }
  }

  /// Puts the documents in order and forgets those that are too many.
  mutating func sort() {
    if !areInOrder { documents.sort { $0.isBefore($1) } }
    areInOrder = true
    documents.removeLast(max(documents.count - wanted, 0))
    last = documents.count == wanted ? documents.last : nil
  }

  /// The first, in order.
  consuming func ordered() -> [ScoredDocument] {
    sort()
    return documents.map(\.document)
  }
}

/// A match and where its date puts it: the higher, the earlier it comes.
struct DatedDocument {
  let document: ScoredDocument
  let rank: Int64

  func isBefore(_ other: DatedDocument) -> Bool {
    rank != other.rank ? rank > other.rank : document.isBefore(other.document)
  }
}
