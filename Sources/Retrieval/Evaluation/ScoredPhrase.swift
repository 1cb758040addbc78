internal import CSIMD
internal import InvertedIndex

/// A required phrase that documents are scored by, one by one or many together.
@safe struct ScoredPhrase {
  private var matcher: PhraseMatcher
  private let scorer: TermScorer
  /// How often documents that were asked for together hold it, and what that scores.
  private let frequencies: UnsafeMutablePointer<UInt32>
  private let ownScores: UnsafeMutablePointer<Score>

  /// The phrase in a segment, read in `memory`, which must outlive it; nil if a word is missing there.
  init?(
    _ plan: PhrasePlan, _ context: SegmentContext, _ memory: ScratchMemory
  ) throws(IndexError) {
    guard
      let matcher = try PhraseMatcher(
        plan, segment: context.segment, index: context.index, memory: memory)
    else { return nil }
    self.matcher = matcher
    scorer = context.scorer(weight: plan.weight)
    unsafe frequencies = memory.take(PhraseBatch.capacity)
    unsafe ownScores = memory.take(PhraseBatch.capacity)
  }

  /// The score of `document`, which holds all words; nil if they do not make the phrase there.
  mutating func score(_ document: DocID) -> Score? {
    matcher.move(to: document)
    let frequency = matcher.frequency()
    return frequency > 0 ? scorer.score(frequency: frequency, document: document) : nil
  }

  /// Adds to each of `sums` the most that its document, of `count`, which ascend and hold all words, can score: as if
  /// the phrase were there whenever its rarest word is.
  mutating func addMostScores(
    of documents: UnsafePointer<DocID>, count: Int, to sums: UnsafeMutablePointer<Score>
  ) {
    unsafe forEachMost(of: documents, count: count) { unsafe sums[$0] &+= $1 }
  }

  /// Lowers the bounds of `count` documents, which ascend and hold all words, to the most that they can score.
  mutating func lower(
    _ bounds: UnsafeMutablePointer<Score>, of documents: UnsafePointer<DocID>, count: Int
  ) {
    unsafe forEachMost(of: documents, count: count) { unsafe bounds[$0] = min(bounds[$0], $1) }
  }

  /// Moves those of `count` ≤ 128 documents, which ascend and hold all words, to the front that can score `minimum` or
  /// more as often as each word but the rarest occurs; returns how many.
  mutating func keepReaching(
    _ minimum: Score, _ documents: UnsafeMutablePointer<DocID>, count total: Int
  ) -> Int {
    var count = total
    for place in 1..<max(matcher.placeCount, 1) where count > 0 {
      unsafe matcher.writeFrequencies(ofWordAt: place, in: documents, count: count, to: frequencies)
      unsafe scorer.score(
        documents: documents, frequencies: frequencies, count: count, into: ownScores)
      count = unsafe keep_reaching(
        documents, ownScores, count, minimum, documents, ownScores)
    }
    return count
  }

  /// Calls `visit` with the place of each of `count` documents, and the most that it can score.
  @inline(__always)
  private mutating func forEachMost(
    of documents: UnsafePointer<DocID>, count: Int, _ visit: (_ place: Int, Score) -> Void
  ) {
    for first in stride(from: 0, to: count, by: PhraseBatch.capacity) {
      let batch = min(count &- first, PhraseBatch.capacity)
      unsafe matcher.writeFrequencies(
        ofWordAt: 0, in: documents + first, count: batch, to: frequencies)
      unsafe scorer.score(
        documents: documents + first, frequencies: frequencies, count: batch, into: ownScores)
      for i in 0..<batch { unsafe visit(first &+ i, ownScores[i]) }
    }
  }

  /// Moves those of `count` ≤ 128 documents, which ascend and hold all words, that hold the phrase to the
  /// front, and with each what stands in its place in `scores`, to which its score is added; returns how many.
  ///
  /// Naive equivalent: `score` for each.
  mutating func keep(
    _ documents: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>, count: Int
  ) -> Int {
    unsafe matcher.writeFrequencies(of: documents, count: count, to: frequencies)
    var kept = 0
    for i in 0..<count {
      let frequency = unsafe frequencies[i]
      unsafe documents[kept] = documents[i]
      unsafe scores[kept] = scores[i]
      unsafe frequencies[kept] = frequency
      kept &+= frequency > 0 ? 1 : 0
    }
    unsafe scorer.score(
      documents: documents, frequencies: frequencies, count: kept, into: ownScores)
    for i in 0..<kept { unsafe scores[i] &+= ownScores[i] }
    return kept
  }
}
