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

/// A document as one number: the higher, the earlier it is ranked.
private struct RankKey: Sendable {
  let bits: UInt128

  init(_ found: ScoredDocument) {
    let place = UInt64(found.segment) << 32 | UInt64(found.document)
    bits = UInt128(found.score) << 64 | UInt128(~place)
  }

  var score: Score { Score(truncatingIfNeeded: bits >> 64) }

  /// The segment above the document, 32 bits each.
  var place: UInt64 { ~UInt64(truncatingIfNeeded: bits) }

  var document: ScoredDocument {
    ScoredDocument(
      segment: Int(place >> 32), document: DocID(truncatingIfNeeded: place), score: score)
  }
}

/// The k best documents so far, offered in any order.
///
/// Once there are enough, a binary heap with the worst at its root. A document enters if its score is at least
/// `minimum` and, once there are enough, it is ranked before the worst.
public struct TopK: Sendable {
  /// The number of documents wanted.
  public let count: Int
  private var heap: [RankKey] = []
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
  mutating func forget(segment: Int) { heap.removeAll { $0.document.segment == segment } }

  /// Whether there are as many documents as are wanted.
  var isFull: Bool { heap.count == count }

  /// The least score, before its prior, with which `document` of `segment` or one behind it can enter: 1 more than
  /// `minimum` where the worst of those that are wanted stands before it, and so is ranked before its equals there.
  @inline(__always)
  func minimum(from document: DocID, in segment: Int) -> Score {
    guard isFull, let worst = heap.first, worst.score == minimum &+ (prior?.most ?? 0),
      worst.place < UInt64(segment) << 32 | UInt64(document)
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
    let new = RankKey(prior.map { found.adding($0) } ?? found)
    if heap.count < count {
      heap.append(new)
      if heap.count < count { return }
      for parent in (0..<heap.count / 2).reversed() { siftDown(heap[parent], to: parent) }
    } else {
      guard let worst = heap.first, new.bits > worst.bits else { return }
      siftDown(new, to: 0)
    }
    raise(to: heap[0].score)
  }

  /// Puts `key` in the place `start` or, where it is better than what is below it there, further down.
  private mutating func siftDown(_ key: RankKey, to start: Int) {
    var keys = heap.mutableSpan
    var parent = start
    while true {
      var child = 2 &* parent &+ 1
      guard child < keys.count else { break }
      if child &+ 1 < keys.count, keys[child &+ 1].bits < keys[child].bits { child &+= 1 }
      guard keys[child].bits < key.bits else { break }
      keys[parent] = keys[child]
      parent = child
    }
    keys[parent] = key
  }

  /// The documents, best first.
  public consuming func ranked() -> [ScoredDocument] {
    heap.sort { $0.bits > $1.bits }
    return heap.map(\.document)
  }
}
