import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Pairs of common words") struct PairPostingsTests {
  private struct Token: Hashable {
    var word: String
    var position: Int
  }

  /// All documents count as long as this, so that the frequency alone decides on the score.
  private static let length = 150

  /// Words at positions, several at some and none at others; the fewer of `vocabulary`, the more common.
  private func documents(_ count: Int, vocabulary: Int, seed: UInt64) -> [Set<Token>] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      var position = 0
      var tokens: Set<Token> = []
      while position < Self.length - 5, tokens.count < 60 {
        let rank = Int.random(in: 0..<vocabulary, using: &random)
        // Some characters fold to several words in one term.
        let word = rank == 5 ? "w0 w1" : rank == 6 ? "w1 w0" : "w\(rank)"
        tokens.insert(Token(word: word, position: position))
        let step = Int.random(in: 0..<20, using: &random)
        position += step < 3 ? 0 : step < 18 ? 1 : step - 16
      }
      return tokens
    }
  }

  private func write(_ documents: [Set<Token>], to path: String) throws {
    let builder = SegmentBuilder(schema: IndexedField.schema(stems: false, positions: true))
    builder.begin(SourceFile(path: Array("f".utf8), size: 1, modified: 1))
    for document in documents {
      for token in document.sorted(by: { ($0.position, $0.word) < ($1.position, $1.word) }) {
        unsafe Array(token.word.utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(token.position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: [0x69], length: Self.length, titleLength: 0, date: nil, textBytes: 0,
          stored: []))
    }
    _ = try unsafe builder.write(to: path, sync: false) { _, _, _ in false }
  }

  /// How often the words stand at their offsets, the first of which is 0, by trying every place.
  private func occurrences(_ words: [Token], in document: Set<Token>) -> Int {
    document.count { first in
      first.word == words[0].word
        && words.allSatisfy {
          document.contains(Token(word: $0.word, position: first.position + $0.position))
        }
    }
  }

  /// A list of a pair, without positions, has bits where one document in eight is in it, others where one in ten is.
  @Test("a dense word beside a pair that is more frequent and not dense")
  func denseBesideSparse() throws {
    let corpus = RandomCorpus(
      RandomCorpus.Law(
        documents: 1_300, vocabulary: .zipf(900), lengths: 1...40, longest: 400, burst: 0.15,
        doubled: 0.04), seed: 9_000)
    let searcher = Searcher(try RandomIndex(corpus, segments: 1).whole, stems: false)
    var met = 0
    for word in 10..<80 {
      for first in 0..<6 {
        for second in 0..<6 {
          let words = [first, second].enumerated().map {
            Phrase.Word(exact: RandomCorpus.term($1), offset: $0)
          }
          let term = Query.word(QueryTerm(exact: RandomCorpus.term(word), stem: nil))
          let query = Query.all([term, .phrase(Phrase(words: words))])
          let prepared = try searcher.prepare(query)
          let context = searcher.context(prepared, 0)
          guard prepared.plan.isFlat, let clauses = try SegmentClauses(prepared.plan, context),
            let rarest = clauses.required.map(\.list).min(by: {
              $0.documentFrequency < $1.documentFrequency
            }), clauses.required.count == 2, rarest.isDense, !clauses.isDense
          else { continue }
          met += 1
          let expected = try searcher.exhaustive(.max, prepared)
          #expect(!expected.isEmpty)
          #expect(try searcher.count(prepared) == expected.count)
          // Few matches are scored one by one, but more would be ranked by windows.
          var top = TopK(10)
          var windows = try WindowEvaluation(clauses, context: context, wanted: top.count)
          windows?.run(into: &top)
          #expect(top.ranked() == Array(expected.prefix(10)))
          for count in [1, 10, 1_000] {
            #expect(try searcher.top(count, prepared) == Array(expected.prefix(count)))
            let both = try searcher.topAndCount(count, prepared)
            #expect(both.count == expected.count && both.top == Array(expected.prefix(count)))
          }
        }
      }
    }
    #expect(met > 5)
  }

  @Test("phrases are found as by trying every place, whether a segment pairs their words or not")
  func phrases() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    // In the first and the third segment all words are common, in the second none.
    let parts = [
      documents(400, vocabulary: 12, seed: 1), documents(900, vocabulary: 2_000, seed: 2),
      documents(300, vocabulary: 150, seed: 3),
    ]
    var writer = try IndexWriter(
      path: path, schema: IndexedField.schema(stems: false, positions: true), attributes: [:])
    for part in parts {
      try write(part, to: path + "/r.lede-tmp")
      try writer.append(runs: [path + "/r.lede-tmp"])
    }
    try writer.commit()
    let searcher = Searcher(try IndexSnapshot(path: path), stems: false)
    #expect(
      try searcher.snapshot.segments.map {
        try $0.segment.contains(
          field: IndexedField.textPairs.rawValue, term: Array("w0".utf8))
      } == [true, false, true])
    var random = SplitMix64(seed: 4)
    var found = 0
    for _ in 0..<250 {
      var offset = 0
      let phrase = (0..<Int.random(in: 2...4, using: &random)).map { i in
        if i > 0 { offset += [1, 1, 1, 1, 0, 2][Int.random(in: 0..<6, using: &random)] }
        let words = ["w0", "w1", "w2", "w0 w1", "w1 w0", "w7", "w11", "w120"]
        return Token(word: words.randomElement(using: &random) ?? "", position: offset)
      }
      let query = try searcher.prepare(
        .phrase(
          Phrase(words: phrase.map { Phrase.Word(exact: Array($0.word.utf8), offset: $0.position) })
        ))
      let all = try searcher.all(query)
      let expected = parts.map { $0.map { occurrences(phrase, in: $0) } }
      for (s, part) in expected.enumerated() {
        #expect(
          all.filter { $0.segment == s }.map { Int($0.document) }
            == part.indices.filter { part[$0] > 0 }, "\(phrase)")
      }
      #expect(try searcher.count(query) == all.count)
      let top = try searcher.top(20, query)
      #expect(try searcher.exhaustive(20, query) == top)
      for (better, worse) in zip(top, top.dropFirst()) {
        let frequencies = [better, worse].map { expected[$0.segment][Int($0.document)] }
        #expect((frequencies[0] == frequencies[1]) == (better.score == worse.score), "\(phrase)")
        #expect(frequencies[0] >= frequencies[1], "\(phrase)")
      }
      found += all.count
    }
    #expect(found > 5_000)
  }
}
