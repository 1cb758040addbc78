import Foundation
import TestSupport

@testable import Retrieval

/// Random documents of numbered words; small numbers are frequent.
struct RandomCorpus {
  struct Document {
    var words: [Int]
    /// By places of some words, what stands there besides, as parts written together do.
    var besides: [Int: Int]
    /// How many words are of the title.
    var title: Int
    /// The places of the lead.
    private var lead: Range<Int> { title..<min(title + IndexedField.leadLength, words.count) }

    /// How often the word at a place counts.
    func count(at place: Int, _ weights: FieldWeights = .indexed) -> Int {
      place < title ? weights.title : lead.contains(place) ? weights.lead : 1
    }

    /// The sum of these counts.
    func length(_ weights: FieldWeights = .indexed) -> Int {
      words.indices.reduce(0) { $0 + count(at: $1, weights) }
    }
    var date: Int64?
  }

  /// How the documents come about.
  struct Law: Sendable {
    /// Which words there are, and how often.
    enum Vocabulary: Sendable {
      /// Word r is about 1/r as frequent as the first.
      case zipf(Int)
      /// All are as frequent.
      case even(Int)
      /// Two words in five are of the first `frequent`, all of which are as frequent.
      case functionWords(frequent: Int, all: Int)

      var count: Int {
        switch self {
        case .zipf(let count), .even(let count), .functionWords(_, let count): count
        }
      }
    }

    var documents: Int
    var vocabulary: Vocabulary
    var lengths: ClosedRange<Int>
    /// One document in ten is longer than `lengths`, up to this.
    var longest: Int?
    /// The share of words that repeat the topic of the document.
    var burst = 0.0
    /// The share of places at which a second word stands; it may be the same.
    var doubled = 0.0
    /// Whether all but the most frequent words come up and go out of use, documents are those of a few collections, each
    /// in the order of its dates, and a long run of them is deleted.
    var drifts = false

    static let days = 100
    /// The collections, of the same days; all documents of all but the first are dated.
    static let collections = 3
  }

  private(set) var documents: [Document]
  let vocabulary: Int
  /// Deleted where deletions are asked for.
  let deleted: Set<Int>

  init(_ law: Law, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var documents: [Document] = []
    documents.reserveCapacity(law.documents)
    var deleted: Set<Int> = []
    for i in 0..<law.documents {
      documents.append(Self.document(i, law, &random))
      let isInRun = law.drifts && (law.documents / 3..<law.documents / 2).contains(i)
      if isInRun || Int.random(in: 0..<4, using: &random) == 0 { deleted.insert(i) }
    }
    self.documents = documents
    self.deleted = deleted
    vocabulary = law.vocabulary.count
  }

  private static func document(
    _ i: Int, _ law: Law, _ random: inout SplitMix64
  ) -> Document {
    var length = Int.random(in: law.lengths, using: &random)
    if let longest = law.longest, Int.random(in: 0..<10, using: &random) == 0 {
      length = Int.random(in: 0...longest, using: &random)
    }
    let topic = word(law.vocabulary, &random)
    var words: [Int] = []
    words.reserveCapacity(length)
    for _ in 0..<length {
      if law.burst > 0, Double.random(in: 0..<1, using: &random) < law.burst {
        words.append(topic)
      } else {
        words.append(word(law.vocabulary, &random))
      }
    }
    if law.drifts {
      let count = law.vocabulary.count
      words = words.map { $0 < 20 ? $0 : 20 + ($0 + i * count / law.documents) % (count - 20) }
    }
    var besides: [Int: Int] = [:]
    if law.doubled > 0 {
      for place in words.indices where Double.random(in: 0..<1, using: &random) < law.doubled {
        besides[place] = word(law.vocabulary, &random)
      }
    }
    let day =
      law.drifts
      ? i * Law.collections * Law.days / law.documents % Law.days
      : Int.random(in: 0..<Law.days, using: &random)
    let isDated = i % 7 != 0 || law.drifts && i >= law.documents / Law.collections
    return Document(
      words: words, besides: besides, title: min(length, 5),
      date: isDated ? Int64(day) * 86_400 : nil)
  }

  private static func word(_ vocabulary: Law.Vocabulary, _ random: inout SplitMix64) -> Int {
    switch vocabulary {
    case .zipf(let count):
      Int(pow(Double(count), Double.random(in: 0..<1, using: &random))) - 1
    case .even(let count): Int.random(in: 0..<count, using: &random)
    case .functionWords(let frequent, let count):
      Int.random(in: 0..<5, using: &random) < 2
        ? Int.random(in: 0..<frequent, using: &random) : Int.random(in: 0..<count, using: &random)
    }
  }

  /// The corpus with `words` at the end of every so-manieth document.
  func adding(_ words: [Int], toEvery step: Int) -> RandomCorpus {
    var corpus = self
    for i in stride(from: 0, to: documents.count, by: step) { corpus.documents[i].words += words }
    return corpus
  }

  /// The corpus with a date for every document, in their order.
  func dated(secondsApart seconds: Int64) -> RandomCorpus {
    var corpus = self
    for i in documents.indices { corpus.documents[i].date = Int64(i) * seconds }
    return corpus
  }

  /// The term of a word.
  static func term(_ word: Int) -> [UInt8] { Array("w\(word)".utf8) }
}
