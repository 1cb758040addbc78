import Foundation
import TestSupport
import Testing

@testable import InvertedIndex
@testable import Retrieval

@Suite("Words in titles and leads") struct FieldWeightTests {
  private static let law = RandomCorpus.Law(
    documents: 2_000, vocabulary: .zipf(300), lengths: 1...40, longest: 400, burst: 0.2,
    doubled: 0.05)

  @Test(
    "count as often as the model says, in frequencies and in lengths",
    arguments: [
      "news", "news:title=1", "news:title=2", "news:title=7", "bm25:k1=0.9,b=0.4",
      "bm25f:title=6,lead=1", "bm25f:title=1,lead=3,b=1", "news:title=9,lead=2",
      "bm25f:title=1,lead=2",
    ])
  func scores(_ name: String) throws {
    let model = try RankingModel(name)
    let corpus = RandomCorpus(Self.law, seed: 31)
    let index = try RandomIndex(corpus, segments: 3, stems: true)
    let searcher = Searcher(index.whole, stems: true, model: model)
    let (k1, b) = (model.value("k1"), model.value("b"))
    let lengths = corpus.documents.map { Double($0.length(model.weights)) }
    let average = lengths.reduce(0, +) / Double(lengths.count)
    for word in 0..<60 {
      let term = RandomCorpus.term(word)
      var expected: [Double] = []
      for document in corpus.documents {
        var frequency = 0.0
        for (position, other) in document.words.enumerated() {
          for other in Set([other] + (document.besides[position].map { [$0] } ?? []))
          where other == word {
            frequency += Double(document.count(at: position, model.weights))
          }
        }
        expected.append(frequency)
      }
      let holders = expected.filter { $0 > 0 }.count
      let idf = model.idf(documentFrequency: holders, documents: corpus.documents.count)
      let found = try searcher.all(
        searcher.prepare(.word(QueryTerm(exact: term, stem: term))))
      #expect(found.count == holders)
      for match in found {
        let i = index.whole.number(match)
        let norm = k1 * (1 - b + b * lengths[i] / average)
        let score = idf * expected[i] / (expected[i] + norm)
        #expect(abs(match.score.value - score) < 4e-5, "\(name), word \(word), document \(i)")
      }
    }
  }

  private static let weights =
    [1, 2, 4, 5, 6, 9, 100].flatMap { title in
      [1, 2, 3, 9].map { FieldWeights(title: title, lead: $0) }
    }

  @Test("stay within the bounds of levels, however often the model counts them")
  func bounds() {
    let noLengths = UnsafeMutablePointer<UInt16>.allocate(capacity: 1)
    defer { unsafe noLengths.deallocate() }
    var random = SplitMix64(seed: 32)
    let indexed = FieldWeights.indexed
    for mean in [5, 300, 20_000] {
      let scale = ImpactScale(lengthSum: mean * 10, documents: 10)
      for weights in Self.weights {
        for b: Float in [0, 0.75, 1] {
          let longestTitle = min(mean, 60)
          let tables = unsafe ScoringTables(
            BM25(k1: 1.2, b: b), .init(average: Double(mean), weights: weights), noLengths,
            scale: scale, mostAdded: (indexed.title - 1) * longestTitle + IndexedField.leadLength)
          for _ in 0..<3_000 {
            let title = Int.random(in: 0...longestTitle, using: &random)
            let bits = Int.random(in: 0...14, using: &random)
            let length = title + Int.random(in: 0...1 << bits, using: &random) + 1
            let inTitle = Int.random(in: 0...min(title, 4), using: &random)
            let frequency = min(
              max(inTitle + Int.random(in: 0...20, using: &random), 1), length)
            let inTitles = min(inTitle, frequency)
            let inLead = Int.random(
              in: 0...min(frequency - inTitles, min(length - title, IndexedField.leadLength)),
              using: &random)
            let counted = weights.length(words: length, titleWords: title)
            let norm = Double(unsafe tables.norms[min(counted, 65_535)])
            func share(_ frequency: Int) -> Float {
              let x = Double(frequency) * norm
              return Float(x / (1 + x))
            }
            func count(_ weights: FieldWeights) -> Int {
              frequency + (weights.title - 1) * inTitles + (weights.lead - 1) * inLead
            }
            let weighted = scale.level(
              frequency: UInt32(count(indexed)),
              length: UInt32(min(indexed.length(words: length, titleWords: title), 65_535)))
            let asCounted = share(count(weights))
            let shares = tables.shares(.weighted)
            #expect(unsafe asCounted <= shares.most[Int(weighted)])
            #expect(unsafe asCounted >= shares.least[Int(weighted)])
            // Lists of the text state frequencies and lengths as they stand.
            let plain = scale.level(frequency: UInt32(frequency), length: UInt32(length))
            let asStands = share(frequency)
            #expect(unsafe asStands <= tables.shares(.plain).most[Int(plain)])
            #expect(unsafe asStands >= tables.shares(.plain).least[Int(plain)])
          }
        }
      }
    }
  }

  @Test("are corrected block by block as one by one")
  func corrections() throws {
    let corpus = RandomCorpus(Self.law, seed: 33)
    let index = try RandomIndex(corpus, segments: 1, stems: true)
    let segment = index.whole.segments[0].segment
    var random = SplitMix64(seed: 34)
    for word in 0..<80 {
      let term = RandomCorpus.term(word)
      guard let list = try segment.postings(key: [IndexedField.textStem.rawValue] + term),
        let titles = try segment.postings(key: [IndexedField.titleStem.rawValue] + term),
        let leads = try segment.postings(key: [IndexedField.leadStem.rawValue] + term)
      else { continue }
      let memory = ScratchMemory()
      var counts = [
        SegmentClauses.ZoneCount(
          list: titles, change: Int32(word % 2 == 0 ? 1 - IndexedField.titleTimes : 4))
      ]
      if word % 3 > 0 {
        counts.append(SegmentClauses.ZoneCount(list: leads, change: word % 2 == 0 ? -1 : 2))
      }
      let own = ScratchArray(counts, memory: memory)
      var batch = try #require(ZoneFrequencies(own, memory: memory))
      var single = try #require(ZoneFrequencies(own, memory: memory))
      var reader = PostingsReader(list, memory: memory)
      for _ in 0..<30 {
        let block = Int.random(in: 0..<list.blocks, using: &random)
        reader.load(block)
        let first = Int.random(in: 0..<reader.count, using: &random)
        let size = Int.random(in: 1...reader.count - first, using: &random)
        let frequencies = unsafe reader.frequencies(ofBlock: block) + first
        let documents = unsafe reader.documents + first
        let corrected = unsafe batch.corrected(frequencies, in: documents, count: size)
        for i in 0..<size {
          let one = unsafe single.corrected(frequencies[i], in: documents[i])
          #expect(unsafe corrected[i] == one)
        }
      }
      withExtendedLifetime(memory) {}
    }
  }
}
