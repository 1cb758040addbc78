internal import InvertedIndex

/// All documents that match all of several terms and phrases, driven by the rarest list.
///
/// The documents of its blocks are reduced to those that all lists hold; phrases are verified last.
@safe struct ConjunctionEvaluation: ~Copyable {
  private var terms: [ScoredTerm] = []
  /// Terms that add to the score where they match.
  private var optional: [ScoredTerm] = []
  private var phrases: [ScoredPhrase] = []
  /// The lists of the phrases.
  private var phraseLists: [PostingsReader] = []
  /// All lists that must hold a document, the rarest first: those of the terms by their places, behind them those
  /// of the phrases.
  private var order: [Int] = []
  private let lead: PostingsList
  private let filter: ListFilter
  /// The documents of a block of the rarest list that are left, and their numbers in it.
  private let documents: UnsafeMutablePointer<DocID>
  private let numbers: UnsafeMutablePointer<UInt32>
  /// Their scores, and what one term adds.
  private let scores: UnsafeMutablePointer<Score>
  private let own: UnsafeMutablePointer<Score>
  /// For each term where in its list the documents stand, by their numbers.
  private let places: UnsafeMutablePointer<UInt32>
  private let memory = ScratchMemory()
  private let range: Range<DocID>
  private let accepted: AcceptedDocuments?

  /// An evaluation in a segment; nil if a list is missing there, so that nothing matches.
  init?(_ clauses: SegmentClauses, context: SegmentContext) throws(IndexError) {
    accepted = context.accepted
    range = context.range
    unsafe documents = memory.take(PostingsList.blockCount)
    unsafe numbers = memory.take(PostingsList.blockCount)
    unsafe scores = memory.take(PostingsList.blockCount)
    unsafe own = memory.take(PostingsList.blockCount)
    unsafe places = memory.take(PostingsList.blockCount * clauses.required.count)
    filter = ListFilter(memory: memory)
    let memory = memory
    func term(_ clause: SegmentClauses.WeightedList) -> ScoredTerm {
      ScoredTerm(clause, scorer: context.scorer(of: clause), memory: memory)
    }
    terms = clauses.required.map(term)
    optional = clauses.optional.map(term)
    var lists = clauses.required.map(\.list)
    for phrase in clauses.phrases {
      guard let scored = try ScoredPhrase(phrase.plan, context, memory) else { return nil }
      phrases.append(scored)
      for list in phrase.lists { phraseLists.append(PostingsReader(list, memory: memory)) }
      lists += phrase.lists
    }
    for i in lists.indices {
      let place = order.firstIndex { lists[$0].documentFrequency > lists[i].documentFrequency }
      order.insert(i, at: place ?? order.count)
    }
    guard let first = order.first else { return nil }
    lead = lists[first]
  }

  /// Calls `visit` with every matching document, ascending, and its score, found one by one.
  mutating func forEach(_ visit: (DocID, Score) -> Void) {
    for block in blocks {
      for i in 0..<candidates(inBlock: block) {
        let document = unsafe documents[i]
        guard let score = score(document) else { continue }
        visit(document, score)
      }
    }
  }

  /// All matching documents and their scores.
  mutating func found() -> FoundDocuments {
    var found = FoundDocuments()
    for block in blocks {
      let count = scoredMatches(inBlock: block)
      unsafe found.documents.append(
        contentsOf: UnsafeBufferPointer(start: documents, count: count))
      unsafe found.scores.append(contentsOf: UnsafeBufferPointer(start: scores, count: count))
    }
    return found
  }

  /// The number of matching documents.
  mutating func count() -> Int {
    if phrases.isEmpty {
      if accepted == nil, order.count == 1 { return lead.documentFrequency }
      // Not if the rarest is: of lists without positions, those of pairs, one in eight is asked, not one in ten.
      if order.allSatisfy({ terms[$0].list.isDense }) { return countOfBits() }
    }
    var total = 0
    for block in blocks { total += matches(inBlock: block) }
    return total
  }

  /// Offers every matching document to `top`; returns their number.
  ///
  /// Once a block takes it above `most`, they are counted and no longer offered.
  mutating func offer(to top: inout TopK, segment: Int, upTo most: Int = .max) -> Int {
    var total = 0
    for block in blocks {
      if total > most {
        total += matches(inBlock: block)
        continue
      }
      let count = scoredMatches(inBlock: block)
      total += count
      for i in 0..<count {
        let (document, score) = unsafe (documents[i], scores[i])
        guard top.admits(score) else { continue }
        top.insert(segment: segment, document: document, score: score)
      }
    }
    return total
  }

  /// The blocks of the rarest list that may hold accepted documents.
  private var blocks: Range<Int> {
    lead.blocks(holding: range)
  }

  /// The number of documents that all lists hold, which are dense; those of them that are accepted.
  private func countOfBits() -> Int {
    var total = 0
    let others = order.dropFirst().map { terms[$0].list }
    for index in Int(range.lowerBound) / 64..<(Int(range.upperBound) + 63) / 64 {
      var word = lead.word(index)
      for other in others { word &= other.word(index) }
      if let accepted { word &= accepted.word(index) }
      total &+= word.nonzeroBitCount
    }
    return total
  }

  /// Decodes a block of the rarest list and keeps the documents that match in `documents`; returns how many.
  private mutating func matches(inBlock block: Int) -> Int {
    keepPhrases(candidates(inBlock: block))
  }

  /// Does the same, and writes their scores to `scores`.
  private mutating func scoredMatches(inBlock block: Int) -> Int {
    // Phrases look for documents; the places of those that they leave are found again.
    guard phrases.isEmpty else {
      let count = matches(inBlock: block)
      for i in terms.indices {
        unsafe terms[i].writeScores(of: documents, count: count, to: own)
        addOwn(count)
      }
      addOptional(count)
      return count
    }
    let count = placedCandidates(inBlock: block)
    unsafe scores.update(repeating: 0, count: count)
    for i in terms.indices {
      if terms[i].list.isDense {
        unsafe terms[i].writeScores(of: documents, count: count, to: own)
      } else {
        let places = unsafe places + i &* PostingsList.blockCount
        for j in 0..<count { unsafe own[j] = places[Int(numbers[j])] }
        unsafe terms[i].writeScores(of: documents, at: own, count: count, to: own)
      }
      addOwn(count)
    }
    addOptional(count)
    return count
  }

  /// Adds what the optional terms score.
  private mutating func addOptional(_ count: Int) {
    for i in optional.indices {
      unsafe optional[i].writeScores(of: documents, count: count, to: own)
      addOwn(count)
    }
  }

  private func addOwn(_ count: Int) {
    for i in 0..<count { unsafe scores[i] &+= own[i] }
  }

  /// Keeps of the `count` documents at hand those that hold the phrases, and writes what these score to `scores`.
  private mutating func keepPhrases(_ total: Int) -> Int {
    var count = total
    unsafe scores.update(repeating: 0, count: count)
    for i in phrases.indices where count > 0 {
      count = unsafe phrases[i].keep(documents, scores, count: count)
    }
    return count
  }

  /// Decodes a block of the rarest list and keeps the accepted documents that all lists hold in `documents`.
  private mutating func candidates(inBlock block: Int) -> Int {
    var count = unsafe lead.decode(block: block, documents: documents)
    for i in order.dropFirst() where count > 0 {
      if i < terms.count {
        count = unsafe filter.keep(
          documents, numbers, count: count, in: &terms[i].counted.reader)
      } else {
        count = unsafe filter.keep(
          documents, numbers, count: count, in: &phraseLists[i - terms.count])
      }
    }
    return keepAccepted(count)
  }

  /// Does the same where all lists are terms', and notes where in the lists the documents stand.
  private mutating func placedCandidates(inBlock block: Int) -> Int {
    guard let first = order.first else { return 0 }
    let blockCount = PostingsList.blockCount
    var count = unsafe terms[first].counted.reader.decode(block, into: documents)
    for i in 0..<count {
      let number = UInt32(truncatingIfNeeded: i)
      unsafe numbers[i] = number
      unsafe places[first &* blockCount &+ i] =
        UInt32(truncatingIfNeeded: block &* blockCount) &+ number
    }
    for i in order.dropFirst() where count > 0 {
      count = unsafe filter.keep(
        documents, numbers: numbers, count: count, in: &terms[i].counted.reader,
        notingPlacesIn: places + i &* blockCount)
    }
    return keepAccepted(count)
  }

  /// Keeps of the `count` documents at hand those that are accepted.
  private func keepAccepted(_ count: Int) -> Int {
    guard let accepted else { return count }
    var kept = 0
    for i in 0..<count {
      let document = unsafe documents[i]
      unsafe documents[kept] = document
      unsafe numbers[kept] = numbers[i]
      kept &+= accepted.contains(document) ? 1 : 0
    }
    return kept
  }

  /// The score of `document`, which all lists hold; nil if a phrase is not in it.
  private mutating func score(_ document: DocID) -> Score? {
    var score: Score = 0
    for i in phrases.indices {
      guard let own = phrases[i].score(document) else { return nil }
      score &+= own
    }
    for i in terms.indices { score &+= terms[i].score(document) ?? 0 }
    for i in optional.indices { score &+= optional[i].score(document) ?? 0 }
    return score
  }
}
