import CSIMD
import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

/// What keeps candidates eight at a time, and what adds up cells, beside what does so one by one.
@Suite("Candidates and LiveCells") struct CandidatesTests {
  private static let window = 4_096

  private typealias Numbers = UnsafeMutablePointer<UInt32>

  /// What is left of candidates, documents and their bounds, once `keep` has moved those that stay to the front.
  private func kept(
    _ pairs: [(document: DocID, bound: Score)], _ keep: (Numbers, Numbers, Int) -> Int
  ) -> (documents: [DocID], bounds: [Score]) {
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    let (documents, bounds) = unsafe (memory.take(Self.window), memory.take(Self.window))
    for (i, pair) in pairs.enumerated() { unsafe (documents[i], bounds[i]) = pair }
    let count = unsafe keep(documents, bounds, pairs.count)
    return unsafe (
      Array(UnsafeBufferPointer(start: documents, count: count)),
      Array(UnsafeBufferPointer(start: bounds, count: count))
    )
  }

  private func pairs(
    share: Int, from origin: DocID, seed: Int
  ) -> [(document: DocID, bound: Score)] {
    var random = SplitMix64(seed: UInt64(seed))
    return (0..<DocID(Self.window)).compactMap { offset in
      guard Int.random(in: 0..<share, using: &random) == 0 else { return nil }
      // Scores that are large as signed numbers too.
      let bound: Score = .random(in: 0...(seed % 2 == 0 ? 9 : .max), using: &random)
      return (origin + offset, bound)
    }
  }

  @Test("candidates that reach a bound stay, in order", arguments: 0..<24)
  func reaching(seed: Int) {
    let pairs = pairs(share: [1, 2, 30, 700][seed % 4], from: DocID(seed * 64), seed: seed)
    let bounds = pairs.map(\.bound) + [0, 1, .max]
    for least in [bounds.min() ?? 0, bounds[bounds.count / 2], 5, .max / 2 + 1, .max] {
      let found = kept(pairs) { unsafe keep_reaching($0, $1, $2, least, $0, $1) }
      let expected = pairs.filter { $0.bound >= least }
      #expect(found.documents == expected.map(\.document))
      #expect(found.bounds == expected.map(\.bound))
    }
  }

  @Test(
    "sums that reach a bound are taken with their documents, and none is left", arguments: 0..<24)
  func takenSums(seed: Int) {
    let first = DocID(seed * 64)
    let pairs = pairs(share: [1, 2, 30, 700][seed % 4], from: first, seed: seed)
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    let sums = unsafe memory.takeZeros(Self.window)
    for least in [1, 5, pairs[pairs.count / 2].bound, .max / 2 + 1, .max] where least > 0 {
      for pair in pairs { unsafe sums[Int(pair.document - first)] = pair.bound }
      let found = kept([]) { documents, bounds, _ in
        unsafe take_sums_reaching(sums, Self.window, least, first, documents, bounds)
      }
      let expected = pairs.filter { $0.bound >= least }
      #expect(found.documents == expected.map(\.document))
      #expect(found.bounds == expected.map(\.bound))
      #expect((0..<Self.window).allSatisfy { unsafe sums[$0] == 0 })
    }
  }

  @Test("candidates of a set stay, in order", arguments: 0..<24)
  func accepted(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) + 99)
    let origin = DocID(seed * 64)
    let end = origin + DocID(Self.window) - DocID(seed % 3 * 17)
    let set = AcceptedDocuments([origin..<end]) { words, _ in
      for i in words.indices { words[i] &= random.next() & random.next() }
    }
    let pairs = pairs(share: [1, 2, 30, 700][seed % 4], from: origin, seed: seed)
      .filter { $0.document < end }
    let found = kept(pairs) { unsafe set.keep($0, $1, count: $2) }
    let expected = pairs.filter { set.contains($0.document) }
    #expect(found.documents == expected.map(\.document))
    #expect(found.bounds == expected.map(\.bound))
  }

  @Test(
    "no posting scores more than its document can, and a document without one is known in a dense list"
  )
  func boundsOfDocuments() throws {
    let corpus = RandomCorpus(
      RandomCorpus.Law(documents: 3_000, vocabulary: .zipf(400), lengths: 1...60), seed: 61)
    let index = try RandomIndex(corpus, segments: 1)
    let segment = index.whole.segments[0].segment
    let tables = ScoringTables(BM25(), ScoringTables.Lengths(average: 30), of: segment)
    let memory = ScratchMemory()
    var (dense, sparse) = (0, 0)
    for word in 0..<120 {
      let key = [IndexedField.text.rawValue] + RandomCorpus.term(word)
      guard let list = try segment.postings(key: key), list.hasHeaders else { continue }
      var postings = ScoredPostings(
        SegmentClauses.WeightedList(list: list, weight: 1_000),
        scorer: TermScorer(weight: 1_000, tables: tables),
        documents: segment.documentCount, memory: memory)
      if list.isDense { dense += 1 } else { sparse += 1 }
      for document in 0..<DocID(segment.documentCount) {
        let (score, bound) = (postings.score(document), postings.bounds[document])
        #expect(bound >= score ?? 0)
        if score == nil, list.isDense { #expect(bound == 0) }
      }
    }
    #expect(dense > 3 && sparse > 3)
    withExtendedLifetime((memory, tables)) {}
  }

  @Test("runs of live cells are those of what lists can score in them", arguments: 0..<24)
  func liveCells(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) + 7)
    let memory = ScratchMemory()
    let total = Int.random(in: 3_000...9_000, using: &random)
    // Lists of less than a block, whose cells are of all sizes, 32 documents and more.
    let lists = (0..<4).map { _ -> CellBounds in
      let count = [1, 5, 60, 127].randomElement(using: &random) ?? 1
      let documents = Set(
        (0..<count).map { _ in DocID.random(in: 0..<DocID(total), using: &random) }
      )
      .sorted()
      let scores = documents.map { _ in Score.random(in: 1...1_000, using: &random) }
      return unsafe documents.withUnsafeBufferPointer { documents in
        unsafe scores.withUnsafeBufferPointer { scores in
          guard let first = documents.baseAddress, let own = scores.baseAddress else {
            fatalError()
          }
          return unsafe CellBounds(
            documents: first, scores: own, count: documents.count, total: total, memory: memory)
        }
      }
    }
    let required = seed % 3
    let clauses = [
      BoundClause([lists[0]], isRequired: required > 0, memory: memory),
      BoundClause([lists[1], lists[2]], isRequired: required > 1, memory: memory),
      BoundClause([lists[3]], isRequired: false, memory: memory),
    ]
    let window = 11
    var live = LiveCells(memory: memory)
    for shift in [5, 6, 8, 11] {
      for start in stride(from: DocID(0), to: DocID(total), by: 1 << window) {
        let range = start + 3..<min(start + 1 << DocID(window), DocID(total))
        let least = Score.random(in: 0...900, using: &random)
        live.begin(at: start, window: window, shift: shift, within: range)
        for clause in clauses { live.add(clause) }
        live.collect(from: max(least, 1), below: 1_500)
        var expected: [DocID] = []
        for cell in stride(from: start, to: range.upperBound, by: 1 << shift) {
          let documents = cell..<min(cell + 1 << DocID(shift), DocID(total))
          let parts = clauses.map { clause in
            clause.lists.map { list in
              stride(from: documents.lowerBound, to: documents.upperBound, by: 32)
                .map { list[$0] }.max() ?? 0
            }.min() ?? 0
          }
          let isPossible = zip(clauses, parts).allSatisfy { !$0.isRequired || $1 > 0 }
          let sum = parts.reduce(0, +)
          if isPossible, sum >= max(least, 1), sum < 1_500 {
            expected += documents.clamped(to: range)
          }
        }
        let found = (0..<live.count).flatMap { Array(live[$0].start..<live[$0].end) }
        #expect(found == expected)
      }
    }
    withExtendedLifetime(memory) {}
  }
}
