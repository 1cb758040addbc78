public import InvertedIndex

/// A document of a snapshot and its score.
public struct ScoredDocument: Sendable, Equatable {
  /// The index of the segment in the snapshot.
  public let segment: Int
  /// The document in the segment.
  public let document: DocID
  /// The score.
  public let score: Score

  /// A document of these parts.
  public init(segment: Int, document: DocID, score: Score) {
    self.segment = segment
    self.document = document
    self.score = score
  }

  /// Whether this one is ranked before `other`: by score, then by the order of documents.
  @inline(__always)
  public func isBefore(_ other: ScoredDocument) -> Bool {
    if score != other.score { return score > other.score }
    return segment != other.segment ? segment < other.segment : document < other.document
  }
}

extension ScoredDocument {
  /// The document with `gain` added to its score.
  func adding(_ gain: Score) -> ScoredDocument {
    ScoredDocument(segment: segment, document: document, score: score + gain)
  }

  /// The document with its prior added to its score.
  func adding(_ prior: DocumentPrior) -> ScoredDocument {
    adding(prior.score(segment: segment, document: document))
  }
}

/// The k best documents so far, offered in any order.
///
/// A binary heap with the worst at its root. A document enters if its score is at least `minimum` and,
/// once there are enough, it is ranked before the worst.
public struct TopK: Sendable {
  /// The number of documents wanted.
  public let count: Int
  private var heap: [ScoredDocument] = []
  /// The least score, before the prior of the document, with which one can enter.
  public private(set) var minimum: Score = 0
  private let prior: DocumentPrior?

  /// No documents yet; `count` is 0 or more.
  public init(_ count: Int) { self.init(count, prior: nil) }

  /// No documents yet, to whose scores a prior is added as they are inserted.
  init(_ count: Int, prior: DocumentPrior?) {
    self.count = count
    self.prior = prior
    heap.reserveCapacity(min(count, 4_096))
  }

  /// Lets only documents enter that score `least` or more, of which `count` or more are known.
  public mutating func raise(to least: Score) {
    let most = prior?.most ?? 0
    minimum = max(minimum, least > most ? least - most : 0)
  }

  /// Takes out the documents of a segment, which will be offered again: the least score stays what they made it.
  mutating func forget(segment: Int) {
    // The worst first: a heap.
    heap = heap.filter { $0.segment != segment }.sorted { $1.isBefore($0) }
  }

  /// Whether there are as many documents as are wanted.
  var isFull: Bool { heap.count == count }

  /// The least score, before its prior, with which `document` of `segment` or one behind it can enter: 1 more than
  /// `minimum` where the worst of those that are wanted stands before it, and so is ranked before its equals there.
  @inline(__always)
  func minimum(from document: DocID, in segment: Int) -> Score {
    guard isFull, let worst = heap.first, worst.score == minimum &+ (prior?.most ?? 0),
      (worst.segment, worst.document) < (segment, document)
    else { return minimum }
    return minimum &+ 1
  }

  /// Whether a document with that score, or a score bounded by it, could enter.
  @inline(__always)
  public func admits(_ score: Score) -> Bool { score >= minimum }

  /// Offers a document.
  @inline(__always)
  public mutating func insert(segment: Int, document: DocID, score: Score) {
    guard admits(score) else { return }
    insert(ScoredDocument(segment: segment, document: document, score: score))
  }

  private mutating func insert(_ found: ScoredDocument) {
    guard count > 0 else { return }
    let new = prior.map { found.adding($0) } ?? found
    if heap.count < count {
      heap.append(new)
      var child = heap.count - 1
      while child > 0, heap[(child - 1) / 2].isBefore(heap[child]) {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    } else if new.isBefore(heap[0]) {
      heap[0] = new
      siftDown()
    }
    if heap.count == count { raise(to: heap[0].score) }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child].isBefore(heap[child + 1]) { child += 1 }
      guard heap[parent].isBefore(heap[child]) else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }

  /// The documents, best first.
  public consuming func ranked() -> [ScoredDocument] {
    heap.sort { $0.isBefore($1) }
    return heap
  }
}
