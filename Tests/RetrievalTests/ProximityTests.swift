import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("Operands near one another") struct ProximityTests {
  private typealias Stretch = (start: Int, end: Int)

  /// Where an operand stands in a document, by trying every place.
  private static func stretches(
    _ operand: Query, in document: RandomCorpus.Document
  ) -> [Stretch] {
    func stands(_ term: [UInt8], at place: Int) -> Bool {
      place < document.words.count
        && [document.words[place], document.besides[place] ?? -1].contains {
          RandomCorpus.term($0) == term
        }
    }
    let places = document.words.indices
    switch operand {
    case .word(let word):
      return places.filter { stands(word.exact, at: $0) }.map { ($0, $0) }
    case .phrase(let phrase):
      return places.filter { place in
        phrase.words.allSatisfy { stands($0.exact, at: place + $0.offset) }
      }.map { ($0, $0 + phrase.words.count - 1) }
    case .prefix(let prefix):
      return places.filter { place in
        [document.words[place], document.besides[place] ?? -1].contains {
          RandomCorpus.term($0).starts(with: prefix.bytes)
        }
      }.map { ($0, $0) }
    case .any(let queries):
      var all: [Stretch] = []
      for stretch in queries.flatMap({ stretches($0, in: document) })
      where !all.contains(where: { $0 == stretch }) {
        all.append(stretch)
      }
      return all
    default: fatalError("no operand: \(operand)")
    }
  }

  /// In how many stretches of the first operand one of each of the others can be chosen so that, in the order in which
  /// they stand, none begins before the one before has ended, or too far behind: by trying all.
  private static func count(
    _ operands: [[Stretch]], distance: Int, ordered: Bool
  ) -> Int {
    func isNear(_ chosen: [Stretch]) -> Bool {
      if chosen.count < operands.count {
        return operands[chosen.count].contains { isNear(chosen + [$0]) }
      }
      let inOrder = ordered ? chosen : chosen.sorted { $0.start < $1.start }
      return zip(inOrder, inOrder.dropFirst()).allSatisfy {
        $1.start > $0.end && $1.start - $0.end <= distance
      }
    }
    return operands[0].count { isNear([$0]) }
  }

  @Test(
    "documents and counts are those of trying every place",
    arguments: [(1, false), (1, true), (4, false), (4, true)])
  func allPlaces(segments: Int, deleting: Bool) throws {
    let corpus = RandomCorpus(
      RandomCorpus.Law(
        documents: 1_500, vocabulary: .zipf(200), lengths: 1...50, longest: 150, burst: 0.1,
        doubled: 0.05), seed: 77)
    let index = try RandomIndex(corpus, segments: segments)
    let snapshot = deleting ? index.thinned : index.whole
    var random = SplitMix64(seed: UInt64(segments))
    func term(_ words: Int) -> [UInt8] {
      RandomCorpus.term(.random(in: 0..<words, using: &random))
    }
    func operand(_ depth: Int) -> Query {
      switch Int.random(in: 0...9, using: &random) {
      case 0 where depth > 0: return .any([operand(depth - 1), operand(depth - 1)])
      case 1, 2:
        return .phrase(
          Phrase(words: (0...1).map { Phrase.Word(exact: term(30), offset: $0) }))
      case 3: return .prefix(TermPrefix(bytes: Array(term(40).prefix(2))))
      case 4: return .word(QueryTerm(exact: term(250), stem: nil))
      default: return .word(QueryTerm(exact: term(20), stem: nil))
      }
    }
    var matches = 0
    for _ in 0..<30 {
      let operands = (0..<Int.random(in: 2...3, using: &random)).map { _ in operand(1) }
      let distance = Int.random(in: 1...6, using: &random)
      let ordered = Bool.random(using: &random)
      let found = try ProximityMatcher(snapshot, analyzer: nil).postings(
        operands, distance: distance, ordered: ordered)
      let numbers = snapshot.numbered(found)
      var expected: [Int: UInt32] = [:]
      for (number, document) in corpus.documents.enumerated()
      where !deleting || !corpus.deleted.contains(number) {
        let stretches = operands.map { Self.stretches($0, in: document) }
        let count = Self.count(stretches, distance: distance, ordered: ordered)
        if count > 0 { expected[number] = UInt32(count) }
      }
      #expect(numbers == expected, "\(operands) within \(distance), \(ordered)")
      matches += expected.count
    }
    #expect(matches > 500)
  }
}
