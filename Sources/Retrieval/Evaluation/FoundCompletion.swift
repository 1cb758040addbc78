internal import InvertedIndex

/// Ranks documents that were found, to whose scores optional terms add.
///
/// What the terms can add is known without decoding; they are looked up in the documents that can still enter the
/// top, the heaviest first.
struct FoundCompletion {
  private var terms: [ScoredPostings] = []
  private var candidates: Candidates
  private let memory = ScratchMemory()
  private let segment: Int

  /// The documents between which the threshold may rise.
  private static let together = 512

  init(_ lists: [SegmentClauses.WeightedList], _ context: SegmentContext) {
    segment = context.index
    candidates = Candidates(windowCount: Self.together, memory: memory)
    for clause in lists.sorted(by: { $0.weight > $1.weight }) {
      terms.append(
        ScoredPostings(
          clause.list, zones: clause.zones, scorer: context.scorer(of: clause),
          documents: context.segment.documentCount, memory: memory))
    }
  }

  /// Offers the documents of `found` to `top`, with what the terms score besides.
  mutating func offer(_ found: FoundDocuments, to top: inout TopK) {
    for first in stride(from: 0, to: found.count, by: Self.together) {
      candidates.removeAll()
      candidates.append(found, first..<min(first + Self.together, found.count))
      for term in terms {
        candidates.addBounds(of: BoundClause(lists: [term.bounds], isRequired: false))
      }
      candidates.keep(reaching: top.minimum)
      for i in terms.indices where candidates.count > 0 {
        candidates.resolve(&terms[i], minimum: top.minimum)
      }
      candidates.offer(to: &top, segment: segment)
    }
  }
}
