internal import InvertedIndex

/// Documents of a segment that match, ascending, and the score of each.
struct FoundDocuments {
  var documents: [DocID] = []
  var scores: [Score] = []

  var count: Int { documents.count }

  mutating func append(_ document: DocID, _ score: Score) {
    documents.append(document)
    scores.append(score)
  }

  /// The documents of either, scores added.
  static func union(_ a: FoundDocuments, _ b: FoundDocuments) -> FoundDocuments {
    if a.documents.isEmpty { return b }
    if b.documents.isEmpty { return a }
    var either = FoundDocuments()
    either.documents.reserveCapacity(a.count + b.count)
    either.scores.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let left = i < a.count ? a.documents[i] : .end
      let right = j < b.count ? b.documents[j] : .end
      either.append(
        min(left, right), (left <= right ? a.scores[i] : 0) &+ (right <= left ? b.scores[j] : 0))
      i &+= left <= right ? 1 : 0
      j &+= right <= left ? 1 : 0
    }
    return either
  }

  /// Adds to `sums`, one for each of `all`, the scores of these documents, all of which are among them; `visit` is
  /// given their places.
  func add(to sums: inout [Score], of all: [DocID], _ visit: (_ place: Int) -> Void = { _ in }) {
    var place = 0
    for i in documents.indices {
      while all[place] < documents[i] { place &+= 1 }
      sums[place] &+= scores[i]
      visit(place)
    }
  }

  /// Those that are not in `others`, which ascend.
  func removing(_ others: [DocID]) -> FoundDocuments {
    var kept = FoundDocuments()
    var next = 0
    for i in documents.indices {
      while next < others.count, others[next] < documents[i] { next &+= 1 }
      if next < others.count, others[next] == documents[i] { continue }
      kept.append(documents[i], scores[i])
    }
    return kept
  }

  /// The same as documents of segment `i` of a snapshot, what `prior` adds to each included.
  func scored(segment i: Int, _ prior: DocumentPrior?) -> [ScoredDocument] {
    documents.indices.map { scored($0, segment: i, prior) }
  }

  /// The document at `place` likewise.
  func scored(_ place: Int, segment i: Int, _ prior: DocumentPrior?) -> ScoredDocument {
    let found = ScoredDocument(segment: i, document: documents[place], score: scores[place])
    return prior.map { found.adding($0) } ?? found
  }
}
