internal import InvertedIndex

extension WindowEvaluation {
  /// Offers those candidates that hold all phrases: first what their words would let them score is
  /// compared with the threshold, then positions are read.
  mutating func verify(_ top: inout TopK) {
    let minimum = unsafe top.minimum(from: candidates.documents[0], in: segment)
    if clauses.count == 1, !isRarestScored, minimum > 0 {
      lowerToRarestWord(minimum: minimum)
    }
    // Not all at once: those that were found raise the threshold for the others.
    for first in stride(from: 0, to: candidates.count, by: Self.verifiedTogether) {
      verify(first..<min(first + Self.verifiedTogether, candidates.count), &top)
    }
  }

  private mutating func verify(_ range: Range<Int>, _ top: inout TopK) {
    let minimum = unsafe top.minimum(from: candidates.documents[range.lowerBound], in: segment)
    var count = 0
    for i in range {
      let bound = unsafe candidates.bounds[i]
      unsafe (verified[count], scores[count]) = (candidates.documents[i], bound)
      count &+= bound >= minimum ? 1 : 0
    }
    if clauses.count > 1 {
      count = scoreBesidesPhrases(count, minimum: minimum)
    } else {
      if minimum > 0 { count = lowerToWords(count, minimum: minimum) }
      unsafe scores.update(repeating: 0, count: count)
    }
    for i in phrases.indices where count > 0 {
      count = unsafe phrases[i].keep(verified, scores, count: count)
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
    unsafe phrases[0].lower(
      candidates.bounds, of: candidates.documents, count: candidates.count)
    candidates.keep(reaching: minimum)
  }

  /// Keeps of the first `count` of `verified` those that can reach `minimum` as often as each word of a lone phrase
  /// occurs, where that is of use; returns how many.
  private mutating func lowerToWords(_ count: Int, minimum: Score) -> Int {
    guard wordTrial.isDue(for: count) else { return count }
    let kept = unsafe phrases[0].keepReaching(minimum, verified, count: count)
    wordTrial.note(asked: count, kept: kept)
    return kept
  }

  /// Puts in place of the bounds of the first `count` of `verified`, whose terms are resolved, what they score but for
  /// phrases; keeps those that can reach `minimum` with them, and returns how many these are.
  private mutating func scoreBesidesPhrases(_ count: Int, minimum: Score) -> Int {
    unsafe most.update(repeating: 0, count: count)
    for i in phrases.indices {
      unsafe parts.update(repeating: .max, count: count)
      for list in clauses[i].lists { unsafe list.lower(parts, of: verified, count: count) }
      if isRarestScored, lists[0].phrase == i {
        // Its part in the bound was lowered to what the rarest word scores.
        unsafe lists[0].postings.term.writeScores(of: verified, count: count, to: own)
        for k in 0..<count { unsafe parts[k] = min(parts[k], own[k]) }
      }
      for k in 0..<count { unsafe scores[k] &-= parts[k] }
      unsafe phrases[i].addMostScores(of: verified, count: count, to: most)
    }
    var kept = 0
    for k in 0..<count {
      let (score, sum) = unsafe (scores[k], scores[k] &+ most[k])
      unsafe (verified[kept], scores[kept]) = (verified[k], score)
      kept &+= sum >= minimum ? 1 : 0
    }
    return kept
  }
}
