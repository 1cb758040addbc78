internal import CSIMD
internal import InvertedIndex

/// The documents of one window that may still enter the top, ascending.
///
/// Each has a bound: what it scores by the clauses that were resolved, and the most that it can score
/// by the others. It falls as clauses are resolved, and ends as the score.
@safe struct Candidates {
  private(set) var count = 0
  let documents: UnsafeMutablePointer<DocID>
  let bounds: UnsafeMutablePointer<Score>
  /// What candidates score that are looked up together.
  private let scores: UnsafeMutablePointer<Score>

  private static let scoredTogether = PostingsList.blockCount

  /// Room for so many candidates.
  init(capacity: Int, memory: ScratchMemory) {
    unsafe documents = memory.take(capacity)
    unsafe bounds = memory.take(capacity)
    unsafe scores = memory.take(Self.scoredTogether)
  }

  mutating func removeAll() { count = 0 }

  /// Appends some of the documents that were found; their bounds are their scores.
  mutating func append(_ found: FoundDocuments, _ places: Range<Int>) {
    for place in places {
      unsafe documents[count] = found.documents[place]
      unsafe bounds[count] = found.scores[place]
      count &+= 1
    }
  }

  /// Appends those that `write` writes to where they belong, with their bounds, and whose number it returns.
  @inline(__always)
  mutating func append(
    _ write: (UnsafeMutablePointer<DocID>, UnsafeMutablePointer<Score>) -> Int
  ) {
    count &+= unsafe write(documents + count, bounds + count)
  }

  /// Offers all to `top`, with their bounds, which are their scores.
  func offer(to top: inout TopK, segment: Int) {
    for i in 0..<count {
      let (document, score) = unsafe (documents[i], bounds[i])
      guard top.admits(score) else { continue }
      top.insert(segment: segment, document: document, score: score)
    }
  }

  /// Appends the documents of a list in some runs that score `minimum` or more; their bounds are its scores.
  ///
  /// All are scored at once: their lengths are on their way into the cache while others are decoded.
  mutating func append(
    _ list: inout ScoredPostings, in runs: LiveCells, reaching minimum: Score
  ) {
    let first = count
    var next = count
    let (documents, bounds) = unsafe (documents, bounds)
    let scorer = list.list.isFar ? list.term.scorer : nil
    for run in 0..<runs.count {
      unsafe list.forEachCounted(from: runs[run].start, to: runs[run].end) {
        unsafe scorer?.prefetchLengths(of: $0, count: $2)
        unsafe copy_numbers($0, $2, documents + next)
        unsafe copy_numbers($1, $2, bounds + next)
        next &+= $2
      }
    }
    unsafe list.score(documents + first, bounds + first, count: next &- first, into: bounds + first)
    unsafe count =
      first
      &+ keep_reaching(
        documents + first, bounds + first, next &- first, minimum, documents + first, bounds + first
      )
  }

  /// Appends the documents of a list from `start` to before `end`; their bounds are zero.
  mutating func append(
    documentsOf reader: inout PostingsReader, from start: DocID, to end: DocID
  ) {
    unsafe append(documentsOf: &reader, from: start, to: end) { bounds, _, count in
      unsafe bounds.update(repeating: 0, count: count)
    }
  }

  /// Appends the documents of a list from `start` to before `end`; in the place of bounds stand
  /// their places in the list, until `score` puts scores there.
  mutating func append(
    placesOf reader: inout PostingsReader, from start: DocID, to end: DocID
  ) {
    unsafe append(documentsOf: &reader, from: start, to: end) { bounds, first, count in
      for i in 0..<count { unsafe bounds[i] = UInt32(truncatingIfNeeded: first &+ i) }
    }
  }

  /// Puts what each scores in the list of whose places there are in place of these.
  mutating func score(placesOf list: inout ScoredPostings) {
    for first in stride(from: 0, to: count, by: Self.scoredTogether) {
      let batch = min(count &- first, Self.scoredTogether)
      unsafe list.term.writeScores(
        of: documents + first, at: bounds + first, count: batch, to: scores)
      unsafe (bounds + first).update(from: scores, count: batch)
    }
  }

  /// Appends the documents of a list from `start` to before `end`; `write` is given the room for
  /// the bounds of some, the place of their first in the list, and their number.
  @inline(__always)
  private mutating func append(
    documentsOf reader: inout PostingsReader, from start: DocID, to end: DocID,
    _ write: (UnsafeMutablePointer<Score>, _ first: Int, _ count: Int) -> Void
  ) {
    var block = reader.block(holding: start)
    while block < reader.list.blocks {
      reader.load(block)
      let indices = reader.indices(from: start, to: end)
      unsafe (documents + count).update(
        from: reader.documents + indices.lowerBound, count: indices.count)
      unsafe write(
        bounds + count, block &* PostingsList.blockCount &+ indices.lowerBound, indices.count)
      count &+= indices.count
      if reader.last &+ 1 >= end { return }
      block &+= 1
    }
  }

  /// Appends the documents from `start` to before `end` that all of several dense lists hold;
  /// their bounds are zero.
  mutating func append(commonTo lists: [PostingsList], from start: DocID, to end: DocID) {
    guard start < end else { return }
    var next = count
    let last = Int((end &- 1) &>> 6)
    for index in Int(start &>> 6)...last {
      var word: UInt64 = .max
      for list in lists { word &= list.word(index) }
      let base = DocID(truncatingIfNeeded: index &<< 6)
      if base < start { word &= .max &<< UInt64(start &- base) }
      if end &- base < 64 { word &= (1 &<< UInt64(end &- base)) &- 1 }
      next &+= unsafe write_places_of_ones(word, base, documents + next)
    }
    unsafe (bounds + count).update(repeating: 0, count: next &- count)
    count = next
  }

  /// Keeps those that the list of `reader` holds.
  mutating func keep(in reader: inout PostingsReader, _ filter: ListFilter) {
    count = unsafe filter.keep(documents, bounds, count: count, in: &reader)
  }

  /// Keeps those that are in `set`, in whose range they lie.
  mutating func keep(in set: AcceptedDocuments) {
    count = unsafe set.keep(documents, bounds, count: count)
  }

  /// Keeps those whose bound is `minimum` or more.
  mutating func keep(reaching minimum: Score) {
    count = unsafe keep_reaching(documents, bounds, count, minimum, documents, bounds)
  }

  /// Raises the bounds by what a clause can score.
  mutating func addBounds(of clause: BoundClause) {
    if clause.lists.count == 1 {
      return unsafe clause.lists[0].add(of: documents, count: count, to: bounds)
    }
    for first in stride(from: 0, to: count, by: Self.scoredTogether) {
      let batch = min(count &- first, Self.scoredTogether)
      let (scores, bounds) = unsafe (scores, bounds + first)
      unsafe scores.update(repeating: .max, count: batch)
      for list in clause.lists {
        unsafe list.lower(scores, of: documents + first, count: batch)
      }
      for i in 0..<batch { unsafe bounds[i] &+= scores[i] }
    }
  }

  /// Lowers the bounds, which are what one word of a phrase scores, to what its words can score.
  mutating func lowerBounds(to clause: BoundClause) {
    for list in clause.lists { unsafe list.lower(bounds, of: documents, count: count) }
  }

  /// Puts what each scores in a list, which is nothing if the list does not hold it, in place of its bound
  /// there; keeps those that reach `minimum` still.
  mutating func resolve(_ list: inout ScoredPostings, minimum: Score) {
    for first in stride(from: 0, to: count, by: Self.scoredTogether) {
      let batch = min(count &- first, Self.scoredTogether)
      let (documents, bounds) = unsafe (documents + first, bounds + first)
      unsafe list.term.writeScores(of: documents, count: batch, to: scores)
      unsafe list.bounds.replace(of: documents, count: batch, by: scores, in: bounds)
    }
    keep(reaching: minimum)
  }
}
