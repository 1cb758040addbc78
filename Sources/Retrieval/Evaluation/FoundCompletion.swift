internal import InvertedIndex

/// Ranks documents that were found, to whose scores optional terms add.
///
/// What the terms can add is known without decoding; they are looked up in the documents that can still enter the
/// top, the heaviest first.
struct FoundCompletion {
  private var terms: ScratchArray<ScoredPostings>
  /// What each can add.
  private var bounds: ScratchArray<BoundClause>
  private var candidates: Candidates
  private let memory: ScratchMemory
  private let segment: Int

  /// The documents between which the threshold may rise.
  private static let together = 512

  init(_ lists: [SegmentClauses.WeightedList], _ context: SegmentContext) {
    memory = context.memory
    segment = context.index
    candidates = Candidates(capacity: Self.together, memory: memory)
    terms = ScratchArray(capacity: lists.count, memory: memory)
    bounds = ScratchArray(capacity: lists.count, memory: memory)
    for clause in lists.sorted(by: { $0.weight > $1.weight }) {
      let postings = ScoredPostings(clause, context, memory: memory)
      bounds.append(
        BoundClause(CollectionOfOne(postings.bounds), isRequired: false, memory: memory))
      terms.append(postings)
    }
  }

  /// Offers the documents of `found` to `top`, with what the terms score besides.
  mutating func offer(_ found: FoundDocuments, to top: inout TopK) {
    for first in stride(from: 0, to: found.count, by: Self.together) {
      candidates.removeAll()
      candidates.append(found, first..<min(first + Self.together, found.count))
      for i in bounds.indices { candidates.addBounds(of: bounds[i]) }
      candidates.keep(reaching: top.minimum)
      for i in terms.indices where candidates.count > 0 {
        candidates.resolve(&terms[i], minimum: top.minimum)
      }
      candidates.offer(to: &top, segment: segment)
    }
  }
}
