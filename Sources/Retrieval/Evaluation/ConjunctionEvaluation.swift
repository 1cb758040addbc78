internal import InvertedIndex

/// All documents that match all of several terms and phrases, driven by the rarest list.
///
/// The documents of its blocks are reduced to those that all lists hold; phrases are verified last.
@safe struct ConjunctionEvaluation: ~Copyable {
  private var terms: ScratchArray<ScoredTerm>
  /// Terms that add to the score where they match.
  private var optional: ScratchArray<ScoredTerm>
  private var phrases: [ScoredPhrase] = []
  /// The lists of the phrases.
  private var phraseLists: ScratchArray<PostingsReader>
  /// All lists that must hold a document, the rarest first: those of the terms by their places, behind them those
  /// of the phrases.
  private var order: ScratchArray<Int>
  private let lead: PostingsList
  private let filter: ListFilter
  /// The documents of a block of the rarest list, or of some, that are left, and their places in that list.
  private let documents: UnsafeMutablePointer<DocID>
  private let leadPlaces: UnsafeMutablePointer<UInt32>
  /// Their scores, and what one term scores in them.
  private let scores: UnsafeMutablePointer<Score>
  private let own: UnsafeMutablePointer<Score>
  /// For each other term where in its list the documents of a block of the rarest stand, each at its place in the block;
  /// and whether that is known.
  private let places: UnsafeMutablePointer<UInt32>
  private var arePlaced: ScratchArray<Bool>
  private let memory: ScratchMemory
  /// What may be found lies in the stretches, and they in the range, if it is not that of all documents.
  private let range: Range<DocID>?
  private let stretches: [Range<DocID>]
  private let accepted: AcceptedDocuments?

  /// Phrases are looked for in so many documents or more, but for the last.
  private static let fewForPhrases = 64

  /// An evaluation in a segment; nil if a list is missing there, so that nothing matches.
  init?(_ clauses: SegmentClauses, context: SegmentContext) throws(IndexError) {
    memory = context.memory
    accepted = context.accepted
    range = context.accepted?.range
    stretches = context.stretches
    unsafe documents = memory.take(Self.fewForPhrases + PostingsList.blockCount)
    unsafe leadPlaces = memory.take(PostingsList.blockCount)
    unsafe scores = memory.take(PostingsList.blockCount)
    unsafe own = memory.take(PostingsList.blockCount)
    unsafe places = memory.take(PostingsList.blockCount * clauses.required.count)
    arePlaced = ScratchArray(
      repeatElement(false, count: clauses.required.count), memory: memory)
    filter = ListFilter(memory: memory)
    terms = Self.terms(clauses.required, context)
    optional = Self.terms(clauses.optional, context)
    let phraseListCount = clauses.phrases.reduce(0) { $0 + $1.lists.count }
    phraseLists = ScratchArray(capacity: phraseListCount, memory: memory)
    order = ScratchArray(0..<clauses.required.count + phraseListCount, memory: memory)
    for phrase in clauses.phrases {
      guard let scored = try ScoredPhrase(phrase.plan, context, memory) else { return nil }
      phrases.append(scored)
      for list in phrase.lists { phraseLists.append(PostingsReader(list, memory: memory)) }
    }
    let (terms, phraseLists) = (terms, phraseLists)
    func list(_ i: Int) -> PostingsList {
      i < terms.count ? terms[i].list : phraseLists[i - terms.count].list
    }
    order.sort { list($0).documentFrequency < list($1).documentFrequency }
    guard let first = order.first else { return nil }
    lead = list(first)
  }

  private static func terms(
    _ clauses: ScratchArray<SegmentClauses.WeightedList>, _ context: SegmentContext
  ) -> ScratchArray<ScoredTerm> {
    let memory = context.memory
    var terms = ScratchArray<ScoredTerm>(capacity: clauses.count, memory: memory)
    for clause in clauses {
      terms.append(ScoredTerm(clause, scorer: context.scorer(of: clause), memory: memory))
    }
    return terms
  }

  /// Calls `visit` with every matching document, ascending, and its score, found one by one.
  mutating func forEach(_ visit: (DocID, Score) -> Void) {
    let (lead, stretches) = (lead, stretches)
    lead.forEachBlock(holding: stretches) { block in
      for i in 0..<candidates(inBlock: block, behind: 0) {
        let document = unsafe documents[i]
        guard let score = score(document) else { continue }
        visit(document, score)
      }
    }
  }

  /// All matching documents and their scores.
  mutating func found() -> FoundDocuments {
    var found = FoundDocuments()
    unsafe forEachBatch(areScored: { true }) { documents, scores, count in
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
    unsafe forEachBatch(areScored: { false }) { total += $2 }
    return total
  }

  /// Offers every matching document to `top`; returns their number.
  ///
  /// Once a block takes it above `most`, they are counted and no longer offered.
  mutating func offer(to top: inout TopK, segment: Int, upTo most: Int = .max) -> Int {
    var total = 0
    unsafe forEachBatch(areScored: { total <= most }) { documents, scores, count in
      total += count
      if total > most { return }
      for i in 0..<count {
        let (document, score) = unsafe (documents[i], scores[i])
        guard top.admits(score) else { continue }
        top.insert(segment: segment, document: document, score: score)
      }
    }
    return total
  }

  /// The number of documents that all lists hold, which are dense; those of them that are accepted.
  private func countOfBits() -> Int {
    var total = 0
    let others = order.dropFirst().map { terms[$0].list }
    for stretch in stretches {
      for index in Int(stretch.lowerBound) / 64..<(Int(stretch.upperBound) + 63) / 64 {
        var word = lead.word(index)
        for other in others { word &= other.word(index) }
        if let accepted { word &= accepted.word(index) }
        total &+= word.nonzeroBitCount
      }
    }
    return total
  }

  /// Calls `visit` with the documents of some matches after the others, their scores, if they are asked for, and their
  /// number.
  @inline(__always)
  private mutating func forEachBatch(
    areScored: () -> Bool,
    _ visit: (UnsafePointer<DocID>, UnsafePointer<Score>, _ count: Int) -> Void
  ) {
    let (lead, stretches) = (lead, stretches)
    if phrases.isEmpty {
      lead.forEachBlock(holding: stretches) { block in
        let count =
          areScored() ? scoredCandidates(inBlock: block) : candidates(inBlock: block, behind: 0)
        unsafe visit(documents, scores, count)
      }
      return
    }
    // To look for phrases in few documents takes nearly as long as in many: more are waited for.
    var waiting = 0
    func visitWaiting() {
      for first in stride(from: 0, to: waiting, by: PhraseBatch.capacity) {
        let batch = min(waiting &- first, PhraseBatch.capacity)
        let count = keepPhrases(first, batch, areScored: areScored())
        unsafe visit(documents + first, scores, count)
      }
      waiting = 0
    }
    lead.forEachBlock(holding: stretches) { block in
      waiting += candidates(inBlock: block, behind: waiting)
      if waiting >= Self.fewForPhrases { visitWaiting() }
    }
    visitWaiting()
  }

  /// Keeps of `count` documents from number `first` on those that hold the phrases, and writes their scores to
  /// `scores`, if these are asked for; returns how many are kept.
  private mutating func keepPhrases(_ first: Int, _ total: Int, areScored: Bool) -> Int {
    let documents = unsafe documents + first
    var count = total
    unsafe scores.update(repeating: 0, count: count)
    for i in phrases.indices where count > 0 {
      count = unsafe phrases[i].keep(documents, scores, count: count)
    }
    guard areScored, count > 0 else { return count }
    for i in terms.indices {
      unsafe terms[i].writeScores(of: documents, count: count, to: own)
      addOwn(count)
    }
    unsafe addOptional(documents, count)
    return count
  }

  /// Decodes a block of the rarest list, keeps the accepted documents that all lists hold, which are terms', and writes
  /// their scores to `scores`; returns how many are kept.
  private mutating func scoredCandidates(inBlock block: Int) -> Int {
    let count = placedCandidates(inBlock: block)
    if count == 0 { return 0 }
    unsafe scores.update(repeating: 0, count: count)
    for i in terms.indices {
      if i == order[0] {
        unsafe terms[i].writeScores(of: documents, at: leadPlaces, count: count, to: own)
      } else if arePlaced[i] {
        let places = unsafe places + i &* PostingsList.blockCount
        for j in 0..<count { unsafe own[j] = places[Int(leadPlaces[j]) % PostingsList.blockCount] }
        unsafe terms[i].writeScores(of: documents, at: own, count: count, to: own)
      } else {
        unsafe terms[i].writeScores(of: documents, count: count, to: own)
      }
      addOwn(count)
    }
    unsafe addOptional(documents, count)
    return count
  }

  /// Adds what the optional terms score.
  private mutating func addOptional(_ documents: UnsafePointer<DocID>, _ count: Int) {
    for i in optional.indices {
      unsafe optional[i].writeScores(of: documents, count: count, to: own)
      addOwn(count)
    }
  }

  private func addOwn(_ count: Int) {
    for i in 0..<count { unsafe scores[i] &+= own[i] }
  }

  /// Decodes a block of the rarest list and keeps the accepted documents that all lists hold, behind `waiting` others
  /// in `documents`; returns how many.
  private mutating func candidates(inBlock block: Int, behind waiting: Int) -> Int {
    let documents = unsafe documents + waiting
    guard let first = order.first else { return 0 }
    var count = 0
    if first < terms.count {
      count = unsafe terms[first].counted.reader.decode(block, in: range, into: documents).count
    } else {
      count = unsafe phraseLists[first - terms.count].decode(block, in: range, into: documents)
        .count
    }
    for i in order.dropFirst() where count > 0 {
      if i < terms.count {
        count = unsafe filter.keep(
          documents, leadPlaces, count: count, in: &terms[i].counted.reader)
      } else {
        count = unsafe filter.keep(
          documents, leadPlaces, count: count, in: &phraseLists[i - terms.count])
      }
    }
    return unsafe keepAccepted(documents, count)
  }

  /// Does the same where all lists are terms', and notes where in the lists the documents stand.
  private mutating func placedCandidates(inBlock block: Int) -> Int {
    guard let first = order.first else { return 0 }
    let blockCount = PostingsList.blockCount
    let indices = unsafe terms[first].counted.reader.decode(block, in: range, into: documents)
    let place = UInt32(truncatingIfNeeded: block &* blockCount &+ indices.lowerBound)
    for i in 0..<blockCount { unsafe leadPlaces[i] = place &+ UInt32(truncatingIfNeeded: i) }
    var count = indices.count
    for i in order.dropFirst() where count > 0 {
      (count, arePlaced[i]) = unsafe filter.keep(
        documents, numbers: leadPlaces, count: count, in: &terms[i].counted.reader,
        notingPlacesIn: places + i &* blockCount)
    }
    return unsafe keepAccepted(documents, count)
  }

  /// Keeps of `count` documents, which lie in the range, with their places in the rarest list, those that are accepted.
  private func keepAccepted(_ documents: UnsafeMutablePointer<DocID>, _ count: Int) -> Int {
    unsafe accepted?.keep(documents, leadPlaces, count: count) ?? count
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

extension PostingsList {
  /// Calls `visit` with the blocks that may hold documents of some ranges, which ascend, each once.
  @inline(__always)
  fileprivate func forEachBlock(holding ranges: [Range<DocID>], _ visit: (_ block: Int) -> Void) {
    var next = 0
    for range in ranges {
      let blocks = blocks(holding: range, from: max(next &- 1, 0))
      next = max(next, blocks.lowerBound)
      while next < blocks.upperBound {
        visit(next)
        next &+= 1
      }
    }
  }
}
