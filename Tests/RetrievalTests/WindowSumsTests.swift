import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

/// The sums of a union's terms beside those that each document's scores make one by one.
@Suite("WindowSums") struct WindowSumsTests {
  private static let windowShift = 14

  @Test(
    "sums that reach a bound are found with their documents, ascending, and none is left",
    arguments: [WindowSums.Search.all, .postings, .marks])
  func sums(search: WindowSums.Search) throws {
    let corpus = RandomCorpus(
      RandomCorpus.Law(documents: 40_000, vocabulary: .zipf(2_000), lengths: 1...12), seed: 67)
    let index = try RandomIndex(corpus, segments: 1)
    let segment = index.whole.segments[0].segment
    let tables = ScoringTables(BM25(), ScoringTables.Lengths(average: 6), of: segment)
    let total = segment.documentCount
    var random = SplitMix64(seed: 5)
    // Of the first three words there are more postings in a window than are noted; of the others few.
    for words in [[0, 1, 2], [0, 40], [30, 300, 900, 1_500], [700, 701]] {
      let memory = ScratchMemory()
      var lists = try words.map { word in
        let key = [IndexedField.text.rawValue] + RandomCorpus.term(word)
        let list = try #require(try segment.postings(key: key))
        return ScoredPostings(
          SegmentClauses.WeightedList(list: list, weight: 1_000),
          scorer: TermScorer(weight: 1_000, tables: tables), documents: total, memory: memory)
      }
      var sums = WindowSums(windowCount: 1 << Self.windowShift, memory: memory)
      var candidates = Candidates(capacity: 1 << Self.windowShift, memory: memory)
      var runs = LiveCells(memory: memory)
      for window in stride(from: DocID(0), to: DocID(total), by: 1 << Self.windowShift) {
        let all = window..<min(window + 1 << DocID(Self.windowShift), DocID(total))
        let cells = DocID.random(in: 0...40, using: &random)
        let range = min(all.lowerBound + 32 * cells, all.upperBound)..<all.upperBound
        let minimum = search == .marks ? 0 : Score.random(in: 1...900, using: &random)
        runs.begin(at: window, window: Self.windowShift, shift: 5, within: range)
        runs.takeAll()
        sums.begin(at: window, search)
        for i in lists.indices { sums.add(&lists[i], in: runs) }
        candidates.removeAll()
        sums.take(from: runs, reaching: minimum, into: &candidates)

        var expected: [(document: DocID, sum: Score)] = []
        for document in range {
          let scores = lists.indices.compactMap { lists[$0].score(document) }
          let sum = scores.reduce(0, +)
          if !scores.isEmpty, sum >= minimum { expected.append((document, sum)) }
        }
        let found = (0..<candidates.count)
          .map { (candidates.documents[$0], candidates.bounds[$0]) }
        #expect(found.map(\.0) == expected.map(\.document))
        #expect(found.map(\.1) == expected.map(\.sum))
      }
      #expect(
        (0..<1 << Self.windowShift).allSatisfy { unsafe memory.windowTable[$0] == 0 })
      withExtendedLifetime(memory) {}
    }
    withExtendedLifetime(tables) {}
  }
}
