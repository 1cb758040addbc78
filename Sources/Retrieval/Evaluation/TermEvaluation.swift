internal import InvertedIndex

/// The best documents for a single term: only groups whose level can reach the top are scored.
///
/// Where k groups reach a level, k documents score no less than the least score of that level: so
/// the threshold is known, nearly as high as it ends, before anything is decoded.
enum TermEvaluation {
  static func run(
    _ list: PostingsList, scorer: TermScorer, segment: Int, accepted: DocumentSet?,
    into top: inout TopK
  ) {
    var postings = ScoredPostings(list, scorer: scorer, memory: ScratchMemory())
    if accepted == nil {
      let level = postings.level(ofBest: top.count)
      if level > 0 { top.raise(to: scorer.least(level: UInt8(level))) }
    }
    var level = postings.level(reaching: top.minimum, with: 0)
    for block in 0..<list.blocks where postings.level(ofBlock: block) >= level {
      let groups = postings.groups(ofBlock: block, reaching: level)
      postings.load(block)
      postings.score(groups)
      let before = top.minimum
      postings.forEach(in: groups) { document, score in
        guard top.admits(score), accepted?.contains(document) ?? true else { return }
        top.insert(segment: segment, document: document, score: score)
      }
      if top.minimum != before { level = postings.level(reaching: top.minimum, with: 0) }
    }
  }
}
