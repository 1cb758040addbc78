internal import Analysis
internal import InvertedIndex

/// Finds documents in which several operands stand near one another.
///
/// Documents that hold all operands are found from the lists alone; their positions are read many documents at a
/// time. Stems have no positions: a word that has one stands for all exact words that have the same.
struct ProximityMatcher {
  private typealias Stretch = ProximityOperand.Stretch

  private let snapshot: IndexSnapshot
  /// That of the index, or nil if words stand for themselves.
  private let analyzer: Analyzer?

  init(_ snapshot: IndexSnapshot, analyzer: Analyzer?) {
    self.snapshot = snapshot
    self.analyzer = analyzer
  }

  /// The documents of every segment with how often all operands stand together.
  ///
  /// Between neighbours are at most `distance` − 1 words; `ordered` wants them in that sequence.
  func postings(
    _ operands: [Query], distance: Int, ordered: Bool
  ) throws(IndexError) -> [MaterializedPostings] {
    var phrases: [[Phrase]] = []
    for operand in operands { phrases.append(try alternatives(of: operand)) }
    var result: [MaterializedPostings] = []
    for i in snapshot.segments.indices {
      result.append(try postings(phrases, distance: distance, ordered: ordered, segment: i))
    }
    return result
  }

  private func postings(
    _ phrases: [[Phrase]], distance: Int, ordered: Bool, segment i: Int
  ) throws(IndexError) -> MaterializedPostings {
    let view = snapshot.segments[i]
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    var operands: [ProximityOperand] = []
    for alternatives in phrases {
      var plans: [PhrasePlan] = []
      for phrase in alternatives {
        if let plan = try plan(of: phrase, segment: i, memory) { plans.append(plan) }
      }
      operands.append(
        try ProximityOperand(anyOf: plans, segment: view.segment, index: i, memory: memory))
    }
    var postings = MaterializedPostings()
    guard let bits = operands.first?.documents() else { return postings }
    for operand in operands.dropFirst() { bits.keep(in: operand.documents()) }
    if let excluded = view.excluded { bits.remove(excluded) }
    let counter = ProximityCounter(
      distance: distance, ordered: ordered, areUniform: operands.allSatisfy(\.isUniform))
    let documents = bits.all
    for first in stride(from: 0, to: documents.count, by: ProximityOperand.readTogether) {
      let some = documents[first..<min(first + ProximityOperand.readTogether, documents.count)]
      for operand in operands.indices { operands[operand].read(some, in: bits) }
      counter.count(operands.map(\.stretches)) { postings.append($0, $1) }
    }
    return postings
  }

  /// What an operand stands for: phrases, or words as phrases of one.
  private func alternatives(of operand: Query) throws(IndexError) -> [Phrase] {
    func words(_ terms: [[UInt8]], _ field: QueryField) -> [Phrase] {
      terms.map { Phrase(field: field, words: [.init(exact: $0, offset: 0)]) }
    }
    switch operand {
    case .word(let word):
      guard let analyzer else { return words([word.exact], word.field) }
      return words(try TermExpansion(snapshot).terms(withStemOf: word, by: analyzer), word.field)
    case .phrase(let phrase): return [phrase]
    case .prefix(let prefix):
      return words(try TermExpansion(snapshot).terms(prefix: prefix), prefix.field)
    case .fuzzy(let term): return words(try TermExpansion(snapshot).terms(fuzzy: term), term.field)
    case .boosted(let query, _): return try alternatives(of: query)
    case .any(let queries):
      var all: [Phrase] = []
      for query in queries { all += try alternatives(of: query) }
      return all
    default: return []
    }
  }

  /// The plan of a phrase in segment `i`; nil if a word is missing there.
  private func plan(
    of phrase: Phrase, segment i: Int, _ memory: ScratchMemory
  ) throws(IndexError) -> PhrasePlan? {
    guard let field = IndexedField(phrase.field) else { return nil }
    var words = ScratchArray<PhrasePlan.Word>(capacity: phrase.words.count, memory: memory)
    for (place, word) in phrase.words.enumerated() {
      let own = try snapshot.segments[i].segment.term(field: field.rawValue, word.exact)
      guard let own else { return nil }
      guard own.hasPositions else { throw .withoutPositions(snapshot.path) }
      let terms = ScratchArray<SegmentTerm?>(
        repeatElement(nil, count: snapshot.segments.count), memory: memory)
      terms[i] = own
      let first = phrase.words.firstIndex { $0.exact == word.exact }
      words.append(
        PhrasePlan.Word(terms: terms, offset: word.offset, first: first ?? place))
    }
    return PhrasePlan(
      words: words, slop: phrase.slop, titleOnly: phrase.field == .title,
      isText: field == .text, weight: 0)
  }
}
