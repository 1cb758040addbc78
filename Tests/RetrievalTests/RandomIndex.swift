import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

/// Index of a random corpus in some number of segments, before and after its deletions.
final class RandomIndex {
  /// With all documents.
  let whole: IndexSnapshot
  /// Without those that are deleted.
  let thinned: IndexSnapshot
  private let folder = TemporaryFolder()

  /// - Parameters:
  ///   - stems: whether words have stems, which are the words themselves.
  ///   - vectors: whether the stems are words without their last digit instead, and kept as vectors.
  ///   - copyKeys: the keys by which copies are told, of documents that have one.
  ///   - absent: documents that are left out.
  init(
    _ corpus: RandomCorpus, segments: Int, stems: Bool = false, vectors: Bool = false,
    copyKeys: [Int: UInt64] = [:], absent: Set<Int> = []
  ) throws {
    let schema = IndexedField.schema(stems: stems || vectors, positions: true, vectors: vectors)
    let path = folder.path + "/index"
    let count = corpus.documents.count
    var writer = try IndexWriter(path: path, schema: schema, attributes: [:])
    let starts = (0...segments).map { count * $0 / segments }
    for part in 0..<segments {
      let run = path + "/run-\(part).lede-tmp"
      let range = starts[part]..<starts[part + 1]
      try Self.write(
        corpus.documents, range.filter { !absent.contains($0) }, copyKeys, to: run, schema)
      try writer.append(runs: [run])
    }
    try writer.commit()
    whole = try IndexSnapshot(path: path)
    for part in 0..<segments {
      let there = (starts[part]..<starts[part + 1]).filter { !absent.contains($0) }
      let gone = there.indices.filter { corpus.deleted.contains(there[$0]) }
      writer.delete(gone.map { DocID($0) }, fromSegment: part)
    }
    try writer.commit()
    thinned = try IndexSnapshot(path: path)
  }

  private static func write(
    _ documents: [RandomCorpus.Document], _ numbers: [Int], _ copyKeys: [Int: UInt64],
    to path: String, _ schema: IndexSchema
  ) throws {
    let builder = SegmentBuilder(schema: schema)
    builder.begin(SourceFile(path: Array("f\(numbers.first ?? 0)".utf8), size: 1, modified: 1))
    for i in numbers {
      let document = documents[i]
      var terms: [UInt8] = []
      var tokens: [TermOccurrence] = []
      var titleTokens = 0
      for (position, word) in document.words.enumerated() {
        for word in [word] + (document.besides[position].map { [$0] } ?? []) {
          let term = RandomCorpus.term(word)
          tokens.append(
            TermOccurrence(
              start: UInt32(terms.count), length: UInt32(term.count), position: UInt32(position)))
          terms += term
        }
        if position < document.title { titleTokens = tokens.count }
      }
      unsafe terms.withUnsafeBufferPointer { terms in
        unsafe tokens.withUnsafeBufferPointer { tokens in
          unsafe builder.add(field: IndexedField.text.rawValue, terms: terms, tokens)
          let title = unsafe UnsafeBufferPointer(rebasing: tokens.prefix(titleTokens))
          if schema.fields.contains(where: { $0.number == IndexedField.titleWords.rawValue }) {
            unsafe builder.add(field: IndexedField.titleWords.rawValue, terms: terms, title)
            let behind = unsafe tokens.dropFirst(titleTokens)
            let lead = unsafe behind.prefix {
              Int($0.position) < document.title + IndexedField.leadLength
            }
            unsafe builder.add(
              field: IndexedField.leadWords.rawValue, terms: terms,
              UnsafeBufferPointer(rebasing: lead))
          }
        }
      }
      builder.end(
        DocumentRecord(
          identifier: Array("\(i)".utf8), length: document.words.count,
          weightedLength: IndexedField.weightedLength(
            words: document.words.count, titleWords: document.title),
          titleLength: document.title, date: document.date, textBytes: 0, stored: [],
          copyKey: copyKeys[i] ?? 0))
    }
    _ = try unsafe builder.write(to: path, sync: false) { _, term, derived in
      derived.removeAll()
      let isCut = schema.fields.contains { $0.hasVectors }
      unsafe derived.append(contentsOf: isCut ? term.dropLast() : term[...])
      return true
    }
  }
}

extension IndexSnapshot {
  /// The frequencies of postings by the numbers of their documents over all segments; documents must ascend.
  func numbered(_ postings: [MaterializedPostings]) -> [Int: UInt32] {
    var numbers: [Int: UInt32] = [:]
    for (i, own) in postings.enumerated() {
      #expect(own.documents == own.documents.sorted())
      for (document, frequency) in zip(own.documents, own.frequencies) {
        numbers[number(ScoredDocument(segment: i, document: document, score: 0))] = frequency
      }
    }
    return numbers
  }

  /// The number of a found document over all segments.
  func number(_ found: ScoredDocument) -> Int {
    segments[..<found.segment].reduce(0) { $0 + $1.segment.documentCount } + Int(found.document)
  }
}
