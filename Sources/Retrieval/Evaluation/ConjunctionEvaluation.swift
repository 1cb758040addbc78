internal import InvertedIndex

/// All documents that match all of several terms and phrases, driven by the rarest list.
///
/// The documents of its blocks are reduced to those that all lists hold; phrases are verified last.
@safe struct ConjunctionEvaluation: ~Copyable {
  private var terms: [ScoredTerm] = []
  /// Terms that add to the score where they match.
  private var optional: [ScoredTerm] = []
  private var phrases: [ScoredPhrase] = []
  /// The lists of the phrases.
  private var phraseLists: [PostingsReader] = []
  /// All lists that must hold a document, the rarest first: those of the terms by their places, behind them those
  /// of the phrases.
  private var order: [Int] = []
  private let lead: PostingsList
  private let filter: ListFilter
  private let documents: UnsafeMutablePointer<DocID>
  private let scores: UnsafeMutablePointer<Score>
  private let memory = ScratchMemory()
  private let range: Range<DocID>
  private let accepted: AcceptedDocuments?

  /// An evaluation in a segment; nil if a list is missing there, so that nothing matches.
  init?(_ clauses: SegmentClauses, context: SegmentContext) throws(IndexError) {
    accepted = context.accepted
    range = context.range
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe scores = memory.take(PostingsList.blockCount)
    filter = ListFilter(memory: memory)
    for clause in clauses.required { terms.append(ScoredTerm(clause, context, memory)) }
    for clause in clauses.optional { optional.append(ScoredTerm(clause, context, memory)) }
    var lists = clauses.required.map(\.list)
    for phrase in clauses.phrases {
      guard let scored = try ScoredPhrase(phrase.plan, context, memory) else { return nil }
      phrases.append(scored)
      for list in phrase.lists { phraseLists.append(PostingsReader(list, memory: memory)) }
      lists += phrase.lists
    }
    for i in lists.indices {
      let place = order.firstIndex { lists[$0].documentFrequency > lists[i].documentFrequency }
      order.insert(i, at: place ?? order.count)
    }
    guard let first = order.first else { return nil }
    lead = lists[first]
  }

  /// Calls `visit` with every matching document, ascending, and its score.
  mutating func forEach(_ visit: (DocID, Score) -> Void) {
    for block in blocks {
      for i in 0..<candidates(inBlock: block, areScored: true) {
        let document = unsafe documents[i]
        guard accepted?.contains(document) ?? true, let score = score(document) else { continue }
        visit(document, score)
      }
    }
  }

  /// All matching documents and their scores.
  mutating func found() -> FoundDocuments {
    var found = FoundDocuments()
    for block in blocks {
      for i in 0..<matches(inBlock: block, areScored: true) {
        let document = unsafe documents[i]
        found.append(document, unsafe scores[i] &+ termScore(document))
      }
    }
    return found
  }

  /// The number of matching documents.
  mutating func count() -> Int {
    if phrases.isEmpty {
      if accepted == nil, order.count == 1 { return lead.documentFrequency }
      // Not if the rarest is: of lists without positions, those of pairs, one in eight is asked, not one in ten.
      if order.allSatisfy({ terms[$0].list.isDense }) { return countOfBits() }
    }
    var total = 0
    for block in blocks { total += matches(inBlock: block) }
    return total
  }

  /// Offers every matching document to `top`; returns their number.
  ///
  /// Once a block takes it above `most`, they are counted and no longer offered.
  mutating func offer(to top: inout TopK, segment: Int, upTo most: Int = .max) -> Int {
    var total = 0
    for block in blocks {
      let count = matches(inBlock: block, areScored: total <= most)
      total += count
      if total > most { continue }
      for i in 0..<count {
        let document = unsafe documents[i]
        let score = unsafe scores[i] &+ termScore(document)
        top.insert(segment: segment, document: document, score: score)
      }
    }
    return total
  }

  /// The blocks of the rarest list that may hold accepted documents.
  private var blocks: Range<Int> {
    lead.blocks(holding: range)
  }

  /// The number of documents that all lists hold, which are dense; those of them that are accepted.
  private func countOfBits() -> Int {
    var total = 0
    let others = order.dropFirst().map { terms[$0].list }
    for index in Int(range.lowerBound) / 64..<(Int(range.upperBound) + 63) / 64 {
      var word = lead.word(index)
      for other in others { word &= other.word(index) }
      if let accepted { word &= accepted.word(index) }
      total &+= word.nonzeroBitCount
    }
    return total
  }

  /// Decodes a block of the rarest list and keeps the documents that match in `documents`, with what the
  /// phrases score in `scores`; returns how many.
  private mutating func matches(inBlock block: Int, areScored: Bool = false) -> Int {
    var count = candidates(inBlock: block, areScored: areScored)
    if let accepted { count = keep(count, in: accepted) }
    unsafe scores.update(repeating: 0, count: count)
    for i in phrases.indices where count > 0 {
      count = unsafe phrases[i].keep(documents, scores, count: count)
    }
    return count
  }

  /// Decodes a block of the rarest list and keeps the documents that all lists hold in `documents`.
  private mutating func candidates(inBlock block: Int, areScored: Bool) -> Int {
    var count = load(block, isScored: areScored)
    for i in order.dropFirst() where count > 0 {
      if i < terms.count {
        count = unsafe filter.keep(documents, scores, count: count, in: &terms[i].term.reader)
      } else {
        count = unsafe filter.keep(
          documents, scores, count: count, in: &phraseLists[i - terms.count])
      }
    }
    return count
  }

  /// Decodes a block of the rarest list; if it is that of a term that is scored, by the reader that will be asked
  /// for its frequencies.
  private mutating func load(_ block: Int, isScored: Bool) -> Int {
    guard isScored, let first = order.first, first < terms.count else {
      return unsafe lead.decode(block: block, documents: documents)
    }
    return unsafe terms[first].term.reader.decode(block, into: documents)
  }

  /// Keeps of the `count` documents at hand those that are accepted.
  private func keep(_ count: Int, in accepted: AcceptedDocuments) -> Int {
    var kept = 0
    for i in 0..<count {
      let document = unsafe documents[i]
      unsafe documents[kept] = document
      kept &+= accepted.contains(document) ? 1 : 0
    }
    return kept
  }

  /// The score of `document`, which all lists hold; nil if a phrase is not in it.
  private mutating func score(_ document: DocID) -> Score? {
    var score: Score = 0
    for i in phrases.indices {
      guard let own = phrases[i].score(document) else { return nil }
      score &+= own
    }
    return score &+ termScore(document)
  }

  /// What the terms score in `document`, which holds all that must match.
  private mutating func termScore(_ document: DocID) -> Score {
    var score: Score = 0
    for i in terms.indices { score &+= terms[i].score(document) ?? 0 }
    for i in optional.indices { score &+= optional[i].score(document) ?? 0 }
    return score
  }
}
