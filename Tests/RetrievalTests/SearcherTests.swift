import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Searcher") struct SearcherTests {
  struct Shape: CustomTestStringConvertible {
    var count: Int
    var vocabulary: Int
    var segments: Int
    var deleting: Bool
    var testDescription: String {
      "\(count) documents, \(vocabulary) words, \(segments) segments\(deleting ? ", some deleted" : "")"
    }
  }

  static let shapes = [
    Shape(count: 40, vocabulary: 10, segments: 1, deleting: false),
    Shape(count: 3_000, vocabulary: 60, segments: 1, deleting: false),
    Shape(count: 3_000, vocabulary: 60, segments: 7, deleting: false),
    Shape(count: 2_000, vocabulary: 900, segments: 3, deleting: true),
    Shape(count: 9_000, vocabulary: 300, segments: 1, deleting: false),
  ]

  private func word(_ random: inout SplitMix64, _ vocabulary: Int) -> [UInt8] {
    let rank = Int(pow(Double(vocabulary + 3), Double.random(in: 0..<1, using: &random))) - 1
    return Array("w\(rank)".utf8)
  }

  private func leaf(_ random: inout SplitMix64, _ vocabulary: Int) -> Query {
    if Int.random(in: 0..<3, using: &random) > 0 {
      return .word(QueryTerm(exact: word(&random, vocabulary)))
    }
    let words = (0..<Int.random(in: 2...4, using: &random)).map {
      Phrase.Word(exact: word(&random, min(vocabulary, 12)), offset: $0)
    }
    return .phrase(
      Phrase(field: Int.random(in: 0..<6, using: &random) == 0 ? .title : .text, words: words))
  }

  private func query(_ random: inout SplitMix64, _ vocabulary: Int) -> Query {
    func words(_ count: ClosedRange<Int>) -> [Query] {
      (0..<Int.random(in: count, using: &random)).map { _ in
        .word(QueryTerm(exact: word(&random, vocabulary)))
      }
    }
    func leaves(_ count: ClosedRange<Int>) -> [Query] {
      (0..<Int.random(in: count, using: &random)).map { _ in leaf(&random, vocabulary) }
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return leaf(&random, vocabulary)
    case 1, 2, 3: return .any(words(2...5))
    case 4, 5: return .all(leaves(2...3))
    case 6: return .any(leaves(2...3))
    case 7: return .required(leaves(1...2), optional: leaves(1...2))
    case 8: return .except(.any(leaves(2...3)), leaf(&random, vocabulary))
    default:
      let from = Int64.random(in: 0..<50, using: &random) * 86_400
      return .filter(
        Bool.random(using: &random) ? .any(words(2...4)) : .all(leaves(2...2)),
        .published(from: from, to: from + 20 * 86_400))
    }
  }

  @Test("every evaluation equals scoring every document, ids and scores", arguments: shapes)
  func twin(shape: Shape) throws {
    let corpus = try RandomCorpus(
      count: shape.count, vocabulary: shape.vocabulary, segments: shape.segments,
      seed: UInt64(shape.count + shape.segments), deleting: shape.deleting)
    var random = SplitMix64(seed: 77)
    for _ in 0..<120 {
      let query = query(&random, shape.vocabulary)
      let expected = corpus.twin(query)
      let ranked = expected.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      let prepared = try corpus.searcher.prepare(query)
      #expect(try corpus.searcher.count(prepared) == expected.count, "\(query)")
      for k in [1, 3, 10, 100] {
        let found = try corpus.searcher.top(k, prepared)
        #expect(found.map { corpus.number($0) } == ranked.prefix(k).map(\.key), "k \(k) \(query)")
        #expect(found.map(\.score) == ranked.prefix(k).map(\.value), "k \(k) \(query)")
        #expect(try corpus.searcher.exhaustive(k, prepared) == found)
      }
    }
  }

  @Test("a query with nothing in it finds nothing, and everything is found by a filter")
  func edges() throws {
    let corpus = try RandomCorpus(count: 50, vocabulary: 10, segments: 2, seed: 3)
    let nothing = try corpus.searcher.prepare(.nothing)
    #expect(try corpus.searcher.top(10, nothing).isEmpty)
    let everything = try corpus.searcher.prepare(.everything)
    #expect(try corpus.searcher.count(everything) == 50)
    #expect(try corpus.searcher.top(3, everything).map { corpus.number($0) } == [0, 1, 2])
    #expect(try corpus.searcher.top(0, everything).isEmpty)
    let boosted = try corpus.searcher.prepare(
      .boosted(.word(QueryTerm(exact: Array("w1".utf8))), 1e6))
    #expect(try !corpus.searcher.top(3, boosted).isEmpty)
  }
}
