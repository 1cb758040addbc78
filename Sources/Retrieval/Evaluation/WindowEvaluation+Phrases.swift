internal import InvertedIndex

extension WindowEvaluation {
  /// Offers those candidates that hold all phrases: first what their words would let them score is
  /// compared with the threshold, then positions are read.
  mutating func verify(_ top: inout TopK) {
    if clauses.count == 1, !isRarestScored, top.minimum > 0 {
      lowerToRarestWord(minimum: top.minimum)
    }
    // Not all at once: those that were found raise the threshold for the others.
    for first in stride(from: 0, to: candidates.count, by: Self.verifiedTogether) {
      verify(first..<min(first + Self.verifiedTogether, candidates.count), &top)
    }
  }

  private mutating func verify(_ range: Range<Int>, _ top: inout TopK) {
    var count = 0
    for i in range {
      let (document, bound) = unsafe (candidates.documents[i], candidates.bounds[i])
      guard bound >= top.minimum,
        let rest = scoreBesidesPhrases(document, bound, minimum: top.minimum)
      else { continue }
      unsafe (verified[count], scores[count]) = (document, rest)
      count &+= 1
    }
    for i in phrases.indices where count > 0 {
      count = unsafe phrases[i].phrase.keep(verified, scores, count: count)
    }
    for i in 0..<count {
      unsafe top.insert(segment: segment, document: verified[i], score: scores[i])
    }
  }

  /// Keeps the candidates of a lone phrase that can reach `minimum` as often as its rarest word occurs.
  ///
  /// All are asked before positions are read: which of them stay cannot be foretold, so a branch for each
  /// would wait for its score. Where the rarest list is scored, their bounds know it already.
  private mutating func lowerToRarestWord(minimum: Score) {
    unsafe phrases[0].phrase.lower(
      candidates.bounds, of: candidates.documents, count: candidates.count)
    candidates.keep(reaching: minimum)
  }

  /// The score of a candidate whose terms are resolved, but for phrases; nil if it cannot reach `minimum` with
  /// them.
  private mutating func scoreBesidesPhrases(
    _ document: DocID, _ bound: Score, minimum: Score
  ) -> Score? {
    if clauses.count == 1 { return 0 }
    var score = bound
    for phrase in phrases { score &-= phrase.bound[document] }
    if let phrase = lists[0].phrase, isRarestScored {
      // Its part in the bound was lowered to what the rarest word scores.
      let part = phrases[phrase].bound[document]
      score &+= part &- min(part, lists[0].postings.score(document) ?? 0)
    }
    var most = score
    for i in phrases.indices { most &+= phrases[i].phrase.mostScore(document) }
    return most >= minimum ? score : nil
  }
}
