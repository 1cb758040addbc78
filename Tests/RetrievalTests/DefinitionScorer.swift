import Foundation
import InvertedIndex

@testable import Retrieval

/// Scores documents by the definition of every query, from their words alone: no index is asked.
final class DefinitionScorer {
  private let documents: [RandomCorpus.Document]
  private let model: BM25
  private let average: Float
  /// The documents that are not deleted.
  let live: [Int]
  private var idfs: [Int: Float] = [:]

  init(_ corpus: RandomCorpus, deleting: Bool, model: RankingModel) {
    documents = corpus.documents
    self.model = model.saturation
    let live = documents.indices.filter { !deleting || !corpus.deleted.contains($0) }
    self.live = live
    let sum = live.reduce(0) { $0 + corpus.documents[$1].words.count }
    average = Float(max(Double(sum) / Double(live.count), 1))
  }

  /// Every live document that matches, with its score, best first, then in the order of documents.
  func ranked(_ query: Query) -> [(document: Int, score: Score)] {
    var matches: [(document: Int, score: Score)] = []
    for document in live {
      if let score = score(query, document, []) { matches.append((document, score)) }
    }
    return matches.sorted { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
  }

  /// Whether the word stands at that place.
  private func stands(_ word: Int, at place: Int, of document: RandomCorpus.Document) -> Bool {
    document.words[place] == word || document.besides[place] == word
  }

  /// How often the words at their offsets stand in a document, by trying every place.
  private func occurrences(
    _ words: [(word: Int, offset: Int)], in document: RandomCorpus.Document, titleOnly: Bool = false
  ) -> Int {
    let end = titleOnly ? document.title : document.words.count
    return (0..<end).count { start in
      words.allSatisfy {
        start + $0.offset < end && stands($0.word, at: start + $0.offset, of: document)
      }
    }
  }

  private func idf(_ word: Int) -> Float {
    if let known = idfs[word] { return known }
    let frequency = live.count { occurrences([(word, 0)], in: documents[$0]) > 0 }
    let idf = Float(BM25.idf(documentFrequency: frequency, documents: live.count))
    idfs[word] = idf
    return idf
  }

  /// The word of a term that `RandomCorpus` made.
  private func word(_ term: [UInt8]) -> Int {
    Int(String(decoding: term.dropFirst(), as: UTF8.self)) ?? -1
  }

  private func bm25(
    _ weight: Float, _ frequency: Int, _ document: Int, _ boosts: [Float]
  ) -> Score? {
    guard frequency > 0 else { return nil }
    let weight = boosts.reversed().reduce(weight, *)
    // Without k1 the frequency does not count.
    if model.k1 == 0 { return Score(weight) }
    let slope = model.k1 * model.b / average
    let norm = 1 / (model.k1 * (1 - model.b) + slope * Float(documents[document].words.count))
    return Score(weight - weight / (1 + Float(frequency) * norm))
  }

  /// - Parameter boosts: those of the nodes above, the outermost first.
  private func score(_ query: Query, _ document: Int, _ boosts: [Float]) -> Score? {
    switch query {
    case .word(let term) where term.field == .text:
      let word = word(term.exact)
      return bm25(
        idf(word) * Score.unit, occurrences([(word, 0)], in: documents[document]), document, boosts)
    case .word(let term):
      let phrase = Phrase(field: term.field, words: [.init(exact: term.exact, offset: 0)])
      return score(.phrase(phrase), document, boosts)
    case .phrase(let phrase):
      let words = phrase.words.map { (word: word($0.exact), offset: $0.offset) }
      let weight = words.reduce(Float(0)) { $0 + idf($1.word) * Score.unit }
      let frequency = occurrences(
        words, in: documents[document], titleOnly: phrase.field == .title)
      return bm25(weight, frequency, document, boosts)
    case .any(let queries):
      let scores = queries.compactMap { score($0, document, boosts) }
      return scores.isEmpty ? nil : scores.reduce(0, +)
    case .all(let queries):
      var sum: Score = 0
      for query in queries {
        guard let score = score(query, document, boosts) else { return nil }
        sum += score
      }
      return sum
    case .except(let query, let not):
      return score(not, document, []) == nil ? score(query, document, boosts) : nil
    case .required(let queries, let optional):
      guard let required = score(.all(queries), document, boosts) else { return nil }
      return required + optional.compactMap { score($0, document, boosts) }.reduce(0, +)
    case .filter(let query, .published(let from, let to)):
      if from != nil || to != nil {
        guard let date = documents[document].date, date >= from ?? .min, date < to ?? .max else {
          return nil
        }
      }
      return score(query, document, boosts)
    case .boosted(let query, let boost): return score(query, document, boosts + [Float(boost)])
    case .everything: return 0
    case .nothing: return nil
    default: fatalError("there is no definition of \(query) here")
    }
  }
}
