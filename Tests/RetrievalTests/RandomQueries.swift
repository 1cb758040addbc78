import TestSupport

@testable import Retrieval

/// Random queries about a random corpus, most of which find something.
struct RandomQueries {
  private let corpus: RandomCorpus
  private var random: SplitMix64
  /// Whether weights may be so great that all are scaled down.
  private let extreme: Bool
  private let stems: Bool

  /// Words that are frequent enough to be paired in every law.
  private static let frequent = 30

  /// - Parameter stems: whether words have stems, which are the words themselves.
  init(_ corpus: RandomCorpus, seed: UInt64, extreme: Bool, stems: Bool = false) {
    self.corpus = corpus
    self.stems = stems
    self.extreme = extreme
    random = SplitMix64(seed: seed)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }
  private mutating func isOne(in count: Int) -> Bool { number(1...count) == 1 }

  /// The next query, in every second case with a filter by date.
  mutating func next() -> Query {
    let query = isOne(in: 12) ? .boosted(unfiltered(), 2) : unfiltered()
    if isOne(in: 2) { return query }
    let from = Int64(number(0...RandomCorpus.Law.days)) * 86_400
    switch number(0...4) {
    case 0: return .filter(query, .published(from: from, to: nil))
    case 1: return .filter(query, .published(from: nil, to: from))
    default:
      let days = isOne(in: 2) ? number(0...3) : number(0...60)
      return .filter(query, .published(from: from, to: from + Int64(days) * 86_400))
    }
  }

  private mutating func unfiltered() -> Query {
    switch number(0...17) {
    case 0: return weighted(word())
    case 1, 2, 3, 4: return .any(words(2...12))
    case 5, 6, 7: return .all(words(2...5))
    case 8, 9, 10: return weighted(phrase())
    case 11: return .all(leaves(1...2) + [phrase()])
    case 12, 13: return .required(leaves(1...2), optional: leaves(1...4))
    case 14: return .except(clauses(), leaf())
    case 15, 16: return nested(depth: 3)
    default: return isOne(in: 2) ? .any(leaves(2...4)) : .all([clauses(), clauses()])
    }
  }

  private mutating func clauses() -> Query {
    switch number(0...3) {
    case 0: leaf()
    case 1: .any(words(2...6))
    case 2: .all(leaves(2...3))
    default: .required([leaf()], optional: words(1...6))
    }
  }

  /// Whatever can stand inside of anything.
  private mutating func nested(depth: Int) -> Query {
    guard depth > 0, !isOne(in: 4) else { return odd() }
    let inner = depth - 1
    switch number(0...6) {
    case 0, 1: return .any((0..<number(2...4)).map { _ in nested(depth: inner) })
    case 2, 3: return .all((0..<number(2...3)).map { _ in nested(depth: inner) })
    case 4: return .except(nested(depth: inner), nested(depth: inner))
    case 5:
      return .required(
        (0..<number(1...2)).map { _ in nested(depth: inner) },
        optional: (0..<number(1...3)).map { _ in nested(depth: inner) })
    default: return weighted(nested(depth: inner))
    }
  }

  /// A word or a phrase, or now and then what is rarely asked for.
  private mutating func odd() -> Query {
    switch number(0...19) {
    case 0: return .everything
    case 1: return .nothing
    case 2: return .any(words(2...6))
    case 3:
      let from = Int64(number(0...RandomCorpus.Law.days)) * 86_400
      return .filter(leaf(), .published(from: from, to: from + Int64(number(0...90)) * 86_400))
    case 4 where extreme:
      let term = RandomCorpus.term(anyWord())
      return .prefix(TermPrefix(bytes: Array(term.prefix(number(2...term.count)))))
    default: return leaf()
    }
  }

  private mutating func leaves(_ counts: ClosedRange<Int>) -> [Query] {
    (0..<number(counts)).map { _ in leaf() }
  }

  private mutating func leaf() -> Query { weighted(isOne(in: 3) ? phrase() : word()) }

  private mutating func weighted(_ query: Query) -> Query {
    guard isOne(in: 6) else { return query }
    if extreme, isOne(in: 10) { return .boosted(query, isOne(in: 2) ? 1e6 : 1e-6) }
    return .boosted(query, [0.001, 0.5, 2, 7, 100][number(0...4)])
  }

  /// Words of one document, so that they stand together somewhere, or of anywhere; some come twice.
  private mutating func words(_ counts: ClosedRange<Int>) -> [Query] {
    let document = corpus.documents[number(0...corpus.documents.count - 1)].words
    let isOfOne = !document.isEmpty && isOne(in: 2)
    var words: [Query] = []
    for _ in 0..<number(counts) {
      if let last = words.last, isOne(in: 15) {
        words.append(last)
      } else if isOfOne, !isOne(in: 20) {
        words.append(weighted(text(document[number(0...document.count - 1)])))
      } else {
        words.append(weighted(word()))
      }
    }
    return words
  }

  private mutating func word() -> Query {
    let word = anyWord()
    return isOne(in: 25)
      ? .word(QueryTerm(field: .title, exact: RandomCorpus.term(word))) : text(word)
  }

  private func text(_ word: Int) -> Query {
    let term = RandomCorpus.term(word)
    return .word(QueryTerm(exact: term, stem: stems ? term : nil))
  }

  private mutating func anyWord() -> Int {
    switch number(0...24) {
    case 0: return corpus.vocabulary  // in no document
    case 1...6: return number(0...min(Self.frequent, corpus.vocabulary) - 1)
    case 7...12: return number(0...corpus.vocabulary - 1)
    default:
      let document = corpus.documents[number(0...corpus.documents.count - 1)].words
      return document.isEmpty ? 0 : document[number(0...document.count - 1)]
    }
  }

  /// Two to five words as they stand in a document, in every second case all of them frequent, or
  /// words that may stand together nowhere.
  private mutating func phrase() -> Query {
    let count = number(2...5)
    var words = (0..<count).map { _ in anyWord() }
    let wantsFrequent = isOne(in: 2)
    if !isOne(in: 8) {
      for _ in 0..<60 {
        let document = corpus.documents[number(0...corpus.documents.count - 1)].words
        guard document.count >= count else { continue }
        // Frequent words stand together by twos and threes more than by fives: fewer are taken.
        let count = wantsFrequent ? min(count, number(2...3)) : count
        let start = number(0...document.count - count)
        let found = Array(document[start..<start + count])
        if wantsFrequent, found.contains(where: { $0 >= Self.frequent }) { continue }
        words = found
        break
      }
    }
    var offset = 0
    let hasGap = isOne(in: 20)
    let places = words.map { word in
      defer { offset += hasGap ? 2 : 1 }
      return Phrase.Word(exact: RandomCorpus.term(word), offset: offset)
    }
    // The definition knows no slop.
    let slop = extreme && isOne(in: 12) ? number(1...6) : 0
    return .phrase(Phrase(field: isOne(in: 15) ? .title : .text, words: places, slop: slop))
  }
}
