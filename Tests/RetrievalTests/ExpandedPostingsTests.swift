import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Postings of several terms as one") struct ExpandedPostingsTests {
  @Test(
    "the union is what counting the words of each document gives, in titles as well",
    arguments: [(1, 40_000, "w1"), (3, 2_000, "w2"), (1, 2_000, "w"), (2, 900, "w777")])
  func union(segments: Int, documents: Int, prefix: String) throws {
    // In the first case there are two windows of documents.
    let corpus = RandomCorpus(
      RandomCorpus.Law(
        documents: documents, vocabulary: .zipf(3_000), lengths: 0...12, longest: 60, burst: 0.1,
        doubled: 0.05), seed: 5)
    let snapshot = try RandomIndex(corpus, segments: segments).whole
    let terms = try TermExpansion(snapshot).terms(prefix: TermPrefix(bytes: Array(prefix.utf8)))
    let words = Set(corpus.documents.flatMap { $0.words + $0.besides.values })
    let asked = Set(words.map { RandomCorpus.term($0) }.filter { $0.starts(with: prefix.utf8) })
    #expect(Set(terms) == asked && (prefix != "w" || terms.count > 1_500))
    let memory = ScratchMemory()
    let own = try terms.map { term in
      ScratchArray(
        try snapshot.segments.map { try $0.segment.term(field: IndexedField.text.rawValue, term) },
        memory: memory)
    }
    for titleOnly in [false, true] {
      let found = try ExpandedPostings(snapshot).union(of: own, titleOnly: titleOnly)
      let numbers = snapshot.numbered(found)
      var expected: [Int: UInt32] = [:]
      for (number, document) in corpus.documents.enumerated() {
        let end = titleOnly ? document.title : document.words.count
        let words = (0..<end).flatMap { place in
          Set([document.words[place], document.besides[place] ?? -1])
        }
        let count = words.count { asked.contains(RandomCorpus.term($0)) }
        if count > 0 { expected[number] = UInt32(count) }
      }
      #expect(numbers == expected)
      #expect(prefix.count > 2 || !expected.isEmpty)
    }
    withExtendedLifetime(memory) {}
  }
}
