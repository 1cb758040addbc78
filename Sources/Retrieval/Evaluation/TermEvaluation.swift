internal import InvertedIndex

/// The best documents for a single term: blocks whose bound is too low are not decoded.
enum TermEvaluation {
  static func run(
    _ postings: BoundedPostings, segment: Int, accepted: DocumentSet?, into top: inout TopK
  ) {
    var blocks = ScoredBlocks(postings, memory: ScratchMemory())
    for block in 0..<postings.list.blocks where top.admits(postings.bounds[block]) {
      blocks.load(block)
      for i in 0..<blocks.count {
        let score = unsafe blocks.scores[i]
        guard top.admits(score) else { continue }
        let document = unsafe blocks.documents[i]
        guard accepted?.contains(document) ?? true else { continue }
        top.insert(segment: segment, document: document, score: score)
      }
    }
  }
}
