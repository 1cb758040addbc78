internal import InvertedIndex

/// Finds documents in which several operands stand near one another.
///
/// Every operand is turned into its occurrences, stretches of positions, in all its documents; then
/// documents that hold all operands are searched for close ones. A bare word stands for the exact
/// word: stems have no positions.
struct ProximityMatcher {
  private let snapshot: IndexSnapshot

  init(_ snapshot: IndexSnapshot) { self.snapshot = snapshot }

  /// Where an operand stands: the first and the last position.
  private typealias Stretch = (start: Int, end: Int)
  private typealias Occurrences = [DocID: [Stretch]]

  /// The documents of every segment with how often all operands stand together.
  ///
  /// Between neighbours are at most `distance` − 1 words; `ordered` wants them in that sequence.
  func postings(
    _ operands: [Query], distance: Int, ordered: Bool
  ) throws(IndexError) -> [MaterializedPostings] {
    var result: [MaterializedPostings] = []
    for i in snapshot.segments.indices {
      var all: [Occurrences] = []
      for operand in operands { all.append(try occurrences(of: operand, segment: i)) }
      var postings = MaterializedPostings()
      let rarest = all.min { $0.count < $1.count } ?? [:]
      for document in rarest.keys.sorted() {
        let stretches = all.compactMap { $0[document] }
        guard stretches.count == all.count else { continue }
        let count =
          ordered
          ? orderedCount(stretches, distance) : unorderedCount(stretches, distance)
        if count > 0 { postings.append(document, UInt32(count)) }
      }
      result.append(postings)
    }
    return result
  }

  /// The starts from which each operand follows the one before within the distance.
  private func orderedCount(_ stretches: [[Stretch]], _ distance: Int) -> Int {
    stretches[0].reduce(0) { count, first in
      var end = first.end
      for next in stretches.dropFirst() {
        // The nearest that follows leaves the most room for the rest.
        guard let following = next.first(where: { $0.start > end }),
          following.start - end <= distance
        else { return count }
        end = following.end
      }
      return count + 1
    }
  }

  /// The stretches of the first operand that the others can be lined up with, in any sequence.
  private func unorderedCount(_ stretches: [[Stretch]], _ distance: Int) -> Int {
    stretches[0].reduce(0) { count, first in
      canJoin(first, Array(stretches.dropFirst()), distance) ? count + 1 : count
    }
  }

  /// Whether one stretch of each of `others` can be added, each next to what is joined so far.
  private func canJoin(_ joined: Stretch, _ others: [[Stretch]], _ distance: Int) -> Bool {
    guard !others.isEmpty else { return true }
    for (i, operand) in others.enumerated() {
      var rest = others
      rest.remove(at: i)
      for next in operand {
        let follows = next.start > joined.end && next.start - joined.end <= distance
        let precedes = next.end < joined.start && joined.start - next.end <= distance
        guard follows || precedes else { continue }
        let wider = (min(joined.start, next.start), max(joined.end, next.end))
        if canJoin(wider, rest, distance) { return true }
      }
    }
    return false
  }

  private static func inOrder(_ a: [Stretch], _ b: [Stretch]) -> [Stretch] {
    (a + b).sorted { $0.start < $1.start }
  }

  private func occurrences(of operand: Query, segment i: Int) throws(IndexError) -> Occurrences {
    switch operand {
    case .word(let word):
      return try occurrences(
        of: Phrase(field: word.field, words: [.init(exact: word.exact, offset: 0)]), segment: i)
    case .phrase(let phrase): return try occurrences(of: phrase, segment: i)
    case .prefix(let prefix):
      return try occurrences(
        ofTerms: try TermExpansion(snapshot).terms(prefix: prefix), prefix.field, segment: i)
    case .fuzzy(let term):
      return try occurrences(
        ofTerms: try TermExpansion(snapshot).terms(fuzzy: term), term.field, segment: i)
    case .boosted(let query, _): return try occurrences(of: query, segment: i)
    case .any(let queries):
      var all: Occurrences = [:]
      for query in queries {
        all.merge(try occurrences(of: query, segment: i), uniquingKeysWith: Self.inOrder)
      }
      return all
    default: return [:]
    }
  }

  private func occurrences(
    ofTerms terms: [[UInt8]], _ field: QueryField, segment i: Int
  ) throws(IndexError) -> Occurrences {
    var all: Occurrences = [:]
    for term in terms {
      let phrase = Phrase(field: field, words: [.init(exact: term, offset: 0)])
      all.merge(try occurrences(of: phrase, segment: i), uniquingKeysWith: Self.inOrder)
    }
    return all
  }

  private func occurrences(
    of phrase: Phrase, segment i: Int
  ) throws(IndexError) -> Occurrences {
    guard let field = IndexedField(phrase.field) else { return [:] }
    let view = snapshot.segments[i]
    var words: [PhrasePlan.Word] = []
    for word in phrase.words {
      let key = field.key(word.exact)
      var lists = [PostingsList?](repeating: nil, count: snapshot.segments.count)
      lists[i] = try view.segment.postings(key: key)
      words.append(PhrasePlan.Word(key: key, lists: lists, offset: word.offset))
    }
    let plan = PhrasePlan(
      words: words, slop: phrase.slop, titleOnly: phrase.field == .title,
      isText: field == .text, weight: 0)
    guard var matcher = try PhraseMatcher(plan, segment: view.segment, index: i),
      matcher.lists.allSatisfy(\.hasPositions)
    else { return [:] }
    guard let rarest = matcher.lists.min(by: { $0.documentFrequency < $1.documentFrequency })
    else { return [:] }
    let length = phrase.words.map(\.offset).max() ?? 0
    var all: Occurrences = [:]
    var cursor = PostingsCursor(rarest)
    while cursor.document != .end {
      let document = cursor.document
      if view.isLive(document) {
        matcher.move(to: document)
        let starts = matcher.occurrences()
        if !starts.isEmpty { all[document] = starts.map { (Int($0), Int($0) + length) } }
      }
      cursor.advance()
    }
    return all
  }
}
