internal import InvertedIndex

/// The documents that match all of several terms and phrases: driven by the rarest list.
///
/// Every block of the rarest list is first compared, by its bound and those of the other lists over
/// the same stretch of documents, with the threshold. What remains is looked up in the other lists,
/// rarest first; phrases are verified last, and only if their words could reach the threshold.
struct ConjunctionEvaluation {
  /// A required term that scores.
  private struct Term {
    let postings: BoundedPostings
    var boundBlock = 0
    /// Which of `cursors` it is.
    var cursor: Int
  }

  /// A required phrase.
  private struct PhraseClause {
    let matcher: PhraseMatcher
    /// Scores the phrase's frequency; bounds come from the rarest of its words.
    let postings: BoundedPostings
    var boundBlock = 0
  }

  /// All lists, rarest first, and where they stand.
  private var cursors: [PostingsCursor] = []
  private var terms: [Term] = []
  private var phrases: [PhraseClause] = []
  private let memory = CursorMemory()

  /// An evaluation in a segment; nil if a list is missing there, so that nothing matches.
  init?(
    terms termPlans: [TermPlan], phrases phrasePlans: [PhrasePlan], context: SegmentContext
  ) throws(IndexError) {
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
      switch entry.owner {
      case .term(let term): terms[term].cursor = i
      case .phrase(let phrase, let word): phrases[phrase].matcher.cursorOfWord[word] = i
      }
    }
    guard !cursors.isEmpty else { return nil }
  }

  private enum Owner {
    case term(Int)
    case phrase(Int, word: Int)
  }

  /// Offers the documents of a segment to `top`.
  mutating func run(segment: Int, accepted: DocumentSet?, into top: inout TopK) {
    var start: DocID = 0
    while let end = nextStretch(from: &start, top) {
      cursors[0].advance(to: start)
      while cursors[0].document < end {
        let document = cursors[0].document
        if agree(on: document), accepted?.contains(document) ?? true {
          offer(document, segment: segment, &top)
        }
        cursors[0].advance()
      }
      start = end
    }
  }

  /// Calls `visit` with every matching document, ascending, and its score.
  mutating func forEach(accepted: DocumentSet?, _ visit: (DocID, Score) -> Void) {
    while cursors[0].document != .end {
      let document = cursors[0].document
      if agree(on: document), accepted?.contains(document) ?? true,
        let score = score(document, admits: { _ in true })
      {
        visit(document, score)
      }
      cursors[0].advance()
    }
  }

  /// The end of the next stretch of documents, one block of the rarest list, that may hold one to
  /// enter; `start` is moved to its first document. Nil if there is none.
  private mutating func nextStretch(from start: inout DocID, _ top: TopK) -> DocID? {
    let lead = cursors[0].list
    while cursors[0].document != .end {
      cursors[0].advance(to: start)
      guard cursors[0].document != .end else { return nil }
      start = cursors[0].document
      let end = lead.hasHeaders ? lead.lastDocument(ofBlock: cursors[0].block) + 1 : .end
      var sum: Score = 0
      for i in terms.indices {
        sum += terms[i].postings.bound(from: start, to: end, block: &terms[i].boundBlock)
      }
      for i in phrases.indices {
        sum += phrases[i].postings.bound(from: start, to: end, block: &phrases[i].boundBlock)
      }
      if top.admits(sum) { return end }
      if end == .end { return nil }
      start = end
    }
    return nil
  }

  /// Whether all lists hold `document`, which the rarest does.
  @inline(__always)
  private mutating func agree(on document: DocID) -> Bool {
    for i in 1..<cursors.count {
      cursors[i].advance(to: document)
      if cursors[i].document != document { return false }
    }
    return true
  }

  private mutating func offer(_ document: DocID, segment: Int, _ top: inout TopK) {
    if let score = score(document, admits: { top.admits($0) }) {
      top.insert(segment: segment, document: document, score: score)
    }
  }

  /// The score of `document`, which all lists stand on; nil if a phrase is not in it, or if
  /// `admits` is false of a bound on its score.
  @inline(__always)
  private mutating func score(_ document: DocID, admits: (Score) -> Bool) -> Score? {
    var score: Score = 0
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
