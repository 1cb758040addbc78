internal import InvertedIndex

/// The documents that match all of several terms and phrases: driven by the rarest list.
///
/// Every block of the rarest list is first compared, by its bound and those of the other lists over
/// the same stretch of documents, with the threshold. The documents of the rest are reduced block by
/// block to those that all lists hold; phrases are verified last, and only if their words could
/// reach the threshold.
@safe struct ConjunctionEvaluation {
  /// A required term that scores.
  private struct Term {
    let postings: BoundedPostings
    var boundBlock = 0
    /// Which of `cursors` it is.
    var cursor: Int
  }

  /// A required phrase.
  private struct PhraseClause {
    var matcher: PhraseMatcher
    /// Scores the phrase's frequency; bounds come from the rarest of its words.
    let postings: BoundedPostings
    var boundBlock = 0
  }

  /// All lists, rarest first, and where they stand.
  private var cursors: [PostingsCursor] = []
  private var terms: [Term] = []
  private var phrases: [PhraseClause] = []
  /// The rarest list, what the others keep of its documents, and where these stand.
  private let lead: PostingsList
  private var filters: [ListFilter] = []
  private let documents: UnsafeMutablePointer<DocID>
  private let memory = CursorMemory()
  private let scratch = ScratchMemory()

  /// An evaluation in a segment; nil if a list is missing there, so that nothing matches.
  init?(
    terms termPlans: [TermPlan], phrases phrasePlans: [PhrasePlan], context: SegmentContext
  ) throws(IndexError) {
    unsafe documents = scratch.take(PostingsList.blockCount)
    var lists: [(list: PostingsList, owner: Owner)] = []
    for plan in termPlans {
      guard let list = plan.lists[context.index] else { return nil }
      lists.append((list, .term(terms.count)))
      terms.append(
        Term(
          postings: BoundedPostings(list, scorer: context.scorer(weight: plan.weight)),
          cursor: 0))
    }
    for plan in phrasePlans {
      guard
        let matcher = try PhraseMatcher(plan, segment: context.segment, index: context.index),
        let rarest = matcher.lists.min(by: { $0.documentFrequency < $1.documentFrequency })
      else { return nil }
      for (i, list) in matcher.lists.enumerated() {
        lists.append((list, .phrase(phrases.count, word: i)))
      }
      let scorer = context.scorer(weight: plan.weight)
      phrases.append(
        PhraseClause(
          matcher: matcher, postings: BoundedPostings(rarest, scorer: scorer)))
    }
    lists.sort { $0.list.documentFrequency < $1.list.documentFrequency }
    for (i, entry) in lists.enumerated() {
      cursors.append(PostingsCursor(entry.list, memory: memory))
      if i > 0 { filters.append(ListFilter(entry.list, memory: scratch)) }
      switch entry.owner {
      case .term(let term): terms[term].cursor = i
      case .phrase(let phrase, let word): phrases[phrase].matcher.cursorOfWord[word] = i
      }
    }
    guard let first = lists.first else { return nil }
    lead = first.list
  }

  private enum Owner {
    case term(Int)
    case phrase(Int, word: Int)
  }

  /// Offers the documents of a segment to `top`.
  mutating func run(segment: Int, accepted: DocumentSet?, into top: inout TopK) {
    for block in 0..<lead.blocks where top.admits(bound(ofBlock: block)) {
      for i in 0..<candidates(inBlock: block) {
        let document = unsafe documents[i]
        guard accepted?.contains(document) ?? true else { continue }
        offer(document, segment: segment, &top)
      }
    }
  }

  /// Calls `visit` with every matching document, ascending, and its score.
  mutating func forEach(accepted: DocumentSet?, _ visit: (DocID, Score) -> Void) {
    for block in 0..<lead.blocks {
      for i in 0..<candidates(inBlock: block) {
        let document = unsafe documents[i]
        guard accepted?.contains(document) ?? true,
          let score = score(document, admits: { _ in true })
        else { continue }
        visit(document, score)
      }
    }
  }

  /// The number of matching documents.
  mutating func count(accepted: DocumentSet?) -> Int {
    var total = 0
    for block in 0..<lead.blocks {
      let candidates = candidates(inBlock: block)
      if accepted == nil, phrases.isEmpty {
        total += candidates
        continue
      }
      for i in 0..<candidates {
        let document = unsafe documents[i]
        guard accepted?.contains(document) ?? true else { continue }
        if hasPhrases(document) { total += 1 }
      }
    }
    return total
  }

  /// The most that a document in a block of the rarest list can score.
  private mutating func bound(ofBlock block: Int) -> Score {
    guard lead.hasHeaders else { return .max }
    let start = block == 0 ? 0 : lead.lastDocument(ofBlock: block - 1) + 1
    let end = lead.lastDocument(ofBlock: block) + 1
    var sum: Score = 0
    for i in terms.indices {
      sum += terms[i].postings.bound(from: start, to: end, block: &terms[i].boundBlock)
    }
    for i in phrases.indices {
      sum += phrases[i].postings.bound(from: start, to: end, block: &phrases[i].boundBlock)
    }
    return sum
  }

  /// Decodes a block of the rarest list and keeps the documents that all lists hold in `documents`.
  private mutating func candidates(inBlock block: Int) -> Int {
    var count = unsafe lead.decode(block: block, documents: documents, frequencies: nil)
    for i in filters.indices where count > 0 {
      count = unsafe filters[i].filter(documents, count: count)
    }
    return count
  }

  /// Whether all phrases are in `document`, which all lists hold.
  private mutating func hasPhrases(_ document: DocID) -> Bool {
    for i in phrases.indices {
      for word in phrases[i].matcher.cursorOfWord { cursors[word].advance(to: document) }
      if phrases[i].matcher.frequency(&cursors) == 0 { return false }
    }
    return true
  }

  private mutating func offer(_ document: DocID, segment: Int, _ top: inout TopK) {
    if let score = score(document, admits: { top.admits($0) }) {
      top.insert(segment: segment, document: document, score: score)
    }
  }

  /// The score of `document`, which all lists hold; nil if a phrase is not in it, or if
  /// `admits` is false of a bound on its score.
  @inline(__always)
  private mutating func score(_ document: DocID, admits: (Score) -> Bool) -> Score? {
    var score: Score = 0
    for i in cursors.indices { cursors[i].advance(to: document) }
    for i in terms.indices {
      score += terms[i].postings.scorer.score(
        frequency: cursors[terms[i].cursor].frequency(), document: document)
    }
    guard !phrases.isEmpty else { return score }
    var bound = score
    for i in phrases.indices {
      bound += phrases[i].postings.scorer.score(
        frequency: phrases[i].matcher.mostFrequent(&cursors), document: document)
    }
    guard admits(bound) else { return nil }
    for i in phrases.indices {
      let frequency = phrases[i].matcher.frequency(&cursors)
      guard frequency > 0 else { return nil }
      score += phrases[i].postings.scorer.score(frequency: frequency, document: document)
    }
    return score
  }
}
