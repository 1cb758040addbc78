import Foundation
import InvertedIndex
import TestSupport

@testable import Retrieval

/// Random documents, the index of them in some number of segments, and slow twins of what is asked.
final class RandomCorpus {
  struct Document {
    var words: [String]
    var title: Int
    var date: Int64?
  }

  let documents: [Document]
  let searcher: Searcher
  private let folder: String
  private let deleted: Set<Int>

  static let schema = IndexedField.schema(stems: false, positions: true)

  init(count: Int, vocabulary: Int, segments: Int, seed: UInt64, deleting: Bool = false) throws {
    var random = SplitMix64(seed: seed)
    documents = (0..<count).map { i in
      let length =
        Int.random(in: 0..<10, using: &random) == 0
        ? Int.random(in: 0...400, using: &random) : Int.random(in: 1...40, using: &random)
      let topic = Int.random(in: 0..<vocabulary, using: &random)
      let words = (0..<length).map { _ -> String in
        if Int.random(in: 0..<6, using: &random) == 0 { return "w\(topic)" }
        return "w\(Int(pow(Double(vocabulary), Double.random(in: 0..<1, using: &random))) - 1)"
      }
      return Document(
        words: words, title: min(length, 5),
        date: i % 7 == 0 ? nil : Int64(i % 50) * 86_400)
    }
    folder = FileManager.default.temporaryDirectory.path + "/lede-test-" + UUID().uuidString
    var writer = try IndexWriter(path: folder, schema: Self.schema, attributes: [:])
    for part in 0..<segments {
      let range = count * part / segments..<count * (part + 1) / segments
      let run = folder + "/run-\(part).lede-tmp"
      try Self.write(Array(documents[range]), from: range.lowerBound, to: run)
      try writer.append(runs: [run])
    }
    var deleted: Set<Int> = []
    if deleting {
      for part in 0..<segments {
        let first = count * part / segments
        let gone = (first..<count * (part + 1) / segments).filter { _ in
          Int.random(in: 0..<4, using: &random) == 0
        }
        deleted.formUnion(gone)
        writer.delete(gone.map { DocID($0 - first) }, fromSegment: part)
      }
    }
    self.deleted = deleted
    try writer.commit()
    searcher = Searcher(try IndexSnapshot(path: folder), stems: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func write(_ documents: [Document], from first: Int, to path: String) throws {
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array("f\(first)".utf8), size: 1, modified: 1))
    for (i, document) in documents.enumerated() {
      for (position, word) in document.words.enumerated() {
        unsafe Array(word.utf8).withUnsafeBufferPointer {
          unsafe builder.add(field: 0, term: $0, position: UInt32(position))
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array("\(first + i)".utf8), length: document.words.count,
          titleLength: document.title, date: document.date, textBytes: 0, stored: []))
    }
    _ = try unsafe builder.write(to: path, sync: false) { _, _, _ in false }
  }

  /// The number of a found document over all segments.
  func number(_ found: ScoredDocument) -> Int {
    let before = searcher.snapshot.segments[..<found.segment].reduce(0) {
      $0 + $1.segment.documentCount
    }
    return before + Int(found.document)
  }

  /// The documents that are not deleted.
  private(set) lazy var live = documents.indices.filter { !deleted.contains($0) }
  private lazy var average = Float(
    Double(live.reduce(0) { $0 + documents[$1].words.count }) / Double(live.count))

  /// How often the words at their offsets stand in a document, by trying every place.
  func occurrences(_ words: [(String, Int)], in document: Int, titleOnly: Bool = false) -> Int {
    let text = documents[document].words
    let end = titleOnly ? documents[document].title : text.count
    return (0..<max(end, 0)).count { start in
      words.allSatisfy { word, offset in start + offset < end && text[start + offset] == word }
    }
  }

  /// Every live document that matches with its score, by the definition: the twin of all evaluations.
  func twin(_ query: Query) -> [Int: UInt32] {
    var matches: [Int: UInt32] = [:]
    for document in live {
      if let score = score(query, document) { matches[document] = score }
    }
    return matches
  }

  private func idf(_ word: String) -> Double {
    BM25.idf(
      documentFrequency: live.count { documents[$0].words.contains(word) }, documents: live.count)
  }
  private var idfs: [String: Double] = [:]
  private func cachedIDF(_ word: String) -> Double {
    if let known = idfs[word] { return known }
    let new = idf(word)
    idfs[word] = new
    return new
  }

  private func bm25(_ weight: Float, _ frequency: Int, _ document: Int) -> UInt32 {
    let k1: Float = 1.2
    let b: Float = 0.75
    let norm = 1 / (k1 * (1 - b) + k1 * b / average * Float(documents[document].words.count))
    return UInt32(weight - weight / (1 + Float(frequency) * norm))
  }

  private func score(_ query: Query, _ document: Int) -> UInt32? {
    switch query {
    case .word(let term):
      let word = String(decoding: term.exact, as: UTF8.self)
      let frequency = documents[document].words.count { $0 == word }
      return frequency == 0
        ? nil : bm25(Float(cachedIDF(word)) * 65_536, frequency, document)
    case .phrase(let phrase):
      let words = phrase.words.map { (String(decoding: $0.exact, as: UTF8.self), $0.offset) }
      let frequency = occurrences(words, in: document, titleOnly: phrase.field == .title)
      var weight: Float = 0
      for (word, _) in words { weight += Float(cachedIDF(word)) * 65_536 }
      return frequency == 0 ? nil : bm25(weight, frequency, document)
    case .any(let queries):
      let scores = queries.compactMap { score($0, document) }
      return scores.isEmpty ? nil : scores.reduce(0, +)
    case .all(let queries):
      let scores = queries.compactMap { score($0, document) }
      return scores.count < queries.count ? nil : scores.reduce(0, +)
    case .except(let query, let not):
      return score(not, document) == nil ? score(query, document) : nil
    case .required(let queries, let optional):
      guard let required = score(.all(queries), document) else { return nil }
      return required + optional.compactMap { score($0, document) }.reduce(0, +)
    case .filter(let query, .published(let from, let to)):
      guard let date = documents[document].date, date >= from ?? .min, date < to ?? .max else {
        return nil
      }
      return score(query, document)
    default: fatalError("the twin does not know \(query)")
    }
  }
}
