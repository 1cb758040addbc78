internal import InvertedIndex

/// All matches of any plan in a segment, with their scores or as a set.
///
/// Of what must match together the rarest is found, and the others are looked up in its documents alone; so is what
/// is excluded, and what only adds to scores. Nothing is found that may not be. Its twin is `SetEvaluation`.
@safe struct NestedEvaluation {
  private let context: SegmentContext
  private let filter: ListFilter
  /// Some documents that are looked up together, and their scores.
  private let documents: UnsafeMutablePointer<DocID>
  private let scores: UnsafeMutablePointer<Score>

  private static let lookedUpTogether = PostingsList.blockCount
  /// So many times more documents hold terms that are asked for together than chance would have it, or more.
  private static let togetherMore = 4.0
  /// Of the documents that hold the rarest word of a phrase, so many hold the phrase.
  private static let phraseShare = 0.2

  private var memory: ScratchMemory { context.memory }

  init(_ context: SegmentContext) {
    self.context = context
    filter = ListFilter(memory: context.memory)
    unsafe documents = context.memory.take(Self.lookedUpTogether)
    unsafe scores = context.memory.take(Self.lookedUpTogether)
  }

  /// All matches of `plan`.
  func found(_ plan: QueryPlan) throws(IndexError) -> FoundDocuments {
    switch plan {
    case .term(let term):
      return try term.clause(context).map { found($0) } ?? FoundDocuments()
    case .phrase,
      .all where plan.isFlat,
      .required where plan.isFlat:
      guard let clauses = try SegmentClauses(plan, context),
        var evaluation = try ConjunctionEvaluation(clauses, context: context)
      else { return FoundDocuments() }
      return evaluation.found()
    case .set(let set): return found(set)
    case .any(let plans):
      var sets: [FoundDocuments] = []
      for plan in plans { sets.append(try found(plan)) }
      // The smallest are joined first: each document is moved as often as its set is joined.
      sets.sort { $0.count < $1.count }
      return sets.reduce(FoundDocuments()) { FoundDocuments.union($0, $1) }
    case .all(let plans):
      let ordered = rarestFirst(plans)
      guard let rarest = ordered.first else { return FoundDocuments() }
      return try lookUp(ordered.dropFirst(), in: try found(rarest))
    case .except(let plan, let not):
      let found = try found(plan)
      return found.removing(try self.found(not, in: found.documents).documents)
    case .required(let plans, let optional):
      return try add(optional, to: try found(.all(plans)))
    case .everything:
      let accepted = context.range.filter { context.accepted?.contains($0) ?? true }
      return FoundDocuments(
        documents: accepted, scores: [Score](repeating: 0, count: accepted.count))
    case .nothing: return FoundDocuments()
    }
  }

  /// Those of `wanted`, which ascend and may be found, that match `plan`.
  func found(_ plan: QueryPlan, in wanted: [DocID]) throws(IndexError) -> FoundDocuments {
    guard !wanted.isEmpty else { return FoundDocuments() }
    switch plan {
    case .term(let term):
      return try term.clause(context).map { found($0, in: wanted) } ?? FoundDocuments()
    case .phrase(let phrase): return try found(phrase, in: wanted)
    case .set(let set): return found(set, in: wanted)
    case .any(let plans):
      var sums = [Score](repeating: 0, count: wanted.count)
      var matches = [Bool](repeating: false, count: wanted.count)
      for plan in plans {
        try found(plan, in: wanted).add(to: &sums, of: wanted) { matches[$0] = true }
      }
      var found = FoundDocuments()
      for place in wanted.indices where matches[place] { found.append(wanted[place], sums[place]) }
      return found
    case .all(let plans):
      let ordered = rarestFirst(plans)
      guard let rarest = ordered.first else { return FoundDocuments() }
      return try lookUp(ordered.dropFirst(), in: try found(rarest, in: wanted))
    case .except(let plan, let not):
      let found = try found(plan, in: wanted)
      return found.removing(try self.found(not, in: found.documents).documents)
    case .required(let plans, let optional):
      return try add(optional, to: try found(.all(plans), in: wanted))
    case .everything:
      return FoundDocuments(
        documents: wanted, scores: [Score](repeating: 0, count: wanted.count))
    case .nothing: return FoundDocuments()
    }
  }

  /// Those of `documents` that match all of some plans, the scores added.
  private func lookUp(
    _ plans: ArraySlice<QueryPlan>, in documents: FoundDocuments
  ) throws(IndexError) -> FoundDocuments {
    var all = documents
    for plan in plans {
      var found = try found(plan, in: all.documents)
      var next = 0
      for i in found.documents.indices {
        while all.documents[next] < found.documents[i] { next &+= 1 }
        found.scores[i] &+= all.scores[next]
      }
      all = found
    }
    return all
  }

  /// Adds what some plans score.
  func add(
    _ optional: [QueryPlan], to found: FoundDocuments
  ) throws(IndexError) -> FoundDocuments {
    var sums = found.scores
    for plan in optional {
      try self.found(plan, in: found.documents).add(to: &sums, of: found.documents)
    }
    return FoundDocuments(documents: found.documents, scores: sums)
  }

  private func rarestFirst(_ plans: [QueryPlan]) -> [QueryPlan] {
    let counted = plans.map { (plan: $0, most: mostMatches($0)) }
    return counted.sorted { $0.most < $1.most }.map(\.plan)
  }

  /// The share of the documents of the segment that match a plan, roughly: as if terms had little to do with each
  /// other.
  func expectedShare(_ plan: QueryPlan) -> Double {
    let mostShare = Double(mostMatches(plan)) / Double(max(context.segment.documentCount, 1))
    switch plan {
    case .term, .set, .everything, .nothing: return mostShare
    case .phrase: return Self.phraseShare * mostShare
    case .any(let plans): return min(plans.reduce(0) { $0 + expectedShare($1) }, 1)
    case .all(let plans), .required(let plans, _):
      return min(plans.reduce(Self.togetherMore) { $0 * expectedShare($1) }, mostShare)
    case .except(let plan, _): return expectedShare(plan)
    }
  }

  /// No fewer than match a plan in the segment.
  func mostMatches(_ plan: QueryPlan) -> Int {
    let all = context.segment.documentCount
    switch plan {
    case .term(let term): return term.terms[context.index]?.documentFrequency ?? 0
    case .phrase(let phrase):
      return phrase.words.map { $0.terms[context.index]?.documentFrequency ?? 0 }.min() ?? 0
    case .set(let set): return set.postings[context.index].documents.count
    case .any(let plans): return min(plans.reduce(0) { $0 + mostMatches($1) }, all)
    case .all(let plans), .required(let plans, _):
      return plans.map { mostMatches($0) }.min() ?? 0
    case .except(let plan, _): return mostMatches(plan)
    case .everything: return all
    case .nothing: return 0
    }
  }
}

// Terms, phrases and sets.
extension NestedEvaluation {
  private func found(_ clause: SegmentClauses.WeightedList) -> FoundDocuments {
    var found = FoundDocuments()
    guard !context.range.isEmpty else { return found }
    var postings = ScoredPostings(clause, context, memory: memory)
    for stretch in context.stretches {
      unsafe postings.forEachStretch(from: stretch.lowerBound, to: stretch.upperBound) {
        unsafe documents.update(from: $0, count: $2)
        unsafe scores.update(from: $1, count: $2)
        append(
          unsafe context.accepted?.keep(documents, scores, count: $2) ?? $2, to: &found)
      }
    }
    return found
  }

  private func found(
    _ clause: SegmentClauses.WeightedList, in wanted: [DocID]
  ) -> FoundDocuments {
    var found = FoundDocuments()
    var term = ScoredTerm(clause, scorer: context.scorer(of: clause), memory: memory)
    forEachBatch(of: wanted) { total in
      let count = unsafe filter.keep(
        documents, scores, count: total, in: &term.counted.reader)
      unsafe term.writeScores(of: documents, count: count, to: scores)
      append(count, to: &found)
    }
    return found
  }

  private func found(
    _ plan: PhrasePlan, in wanted: [DocID]
  ) throws(IndexError) -> FoundDocuments {
    var found = FoundDocuments()
    guard let clauses = try SegmentClauses(.phrase(plan), context) else { return found }
    // Where its words are paired, a phrase of two is a term.
    if let pair = clauses.single { return self.found(pair, in: wanted) }
    guard let lists = clauses.phrases.first?.lists,
      var phrase = try ScoredPhrase(plan, context, memory)
    else { return found }
    var readers = lists.map { PostingsReader($0, memory: memory) }
    forEachBatch(of: wanted) { total in
      var count = total
      unsafe scores.update(repeating: 0, count: count)
      for i in readers.indices where count > 0 {
        count = unsafe filter.keep(documents, scores, count: count, in: &readers[i])
      }
      if count > 0 { count = unsafe phrase.keep(documents, scores, count: count) }
      append(count, to: &found)
    }
    return found
  }

  private func found(_ set: SetPlan) -> FoundDocuments {
    let postings = set.postings[context.index]
    let scorer = context.scorer(weight: set.weight)
    var found = FoundDocuments()
    for (document, frequency) in zip(postings.documents, postings.frequencies)
    where context.accepted?.contains(document) ?? true {
      found.append(document, scorer.score(frequency: frequency, document: document))
    }
    return found
  }

  private func found(_ set: SetPlan, in wanted: [DocID]) -> FoundDocuments {
    let postings = set.postings[context.index]
    let scorer = context.scorer(weight: set.weight)
    var found = FoundDocuments()
    var next = 0
    for document in wanted {
      while next < postings.documents.count, postings.documents[next] < document { next &+= 1 }
      guard next < postings.documents.count else { break }
      if postings.documents[next] == document {
        found.append(
          document, scorer.score(frequency: postings.frequencies[next], document: document))
      }
    }
    return found
  }

  /// Calls `visit` with the numbers of documents that were laid ready, some of `wanted` after the others.
  private func forEachBatch(of wanted: [DocID], _ visit: (_ count: Int) -> Void) {
    for first in stride(from: 0, to: wanted.count, by: Self.lookedUpTogether) {
      let count = min(wanted.count &- first, Self.lookedUpTogether)
      for i in 0..<count { unsafe documents[i] = wanted[first &+ i] }
      visit(count)
    }
  }

  /// Appends the first `count` documents at hand.
  private func append(_ count: Int, to found: inout FoundDocuments) {
    unsafe found.documents.append(contentsOf: UnsafeBufferPointer(start: documents, count: count))
    unsafe found.scores.append(contentsOf: UnsafeBufferPointer(start: scores, count: count))
  }
}

// Sets.
extension NestedEvaluation {
  /// The documents that match `plan`; of those that may not be found any.
  private func bits(_ plan: QueryPlan) throws(IndexError) -> DocumentBits {
    let bits = DocumentBits(of: context.range, memory: memory)
    try add(plan, to: bits)
    return bits
  }

  /// The number of matches of `plan`.
  func count(_ plan: QueryPlan) throws(IndexError) -> Int {
    try bits(plan).count(in: context.accepted)
  }

  /// What may be found and does not match `plan`.
  func others(_ plan: QueryPlan) throws(IndexError) -> AcceptedDocuments {
    try bits(plan).others(of: context.accepted)
  }

  /// What may be found and is not among `documents`.
  func others(than documents: [DocID]) -> AcceptedDocuments {
    let bits = DocumentBits(of: context.range, memory: memory)
    bits.add(documents)
    return bits.others(of: context.accepted)
  }

  private func add(_ plan: QueryPlan, to bits: DocumentBits) throws(IndexError) {
    switch plan {
    case .term(let term):
      if let term = term.terms[context.index] { bits.add(try context.segment.postings(of: term)) }
    case .phrase: bits.add(try found(plan).documents)
    case .set(let set): bits.add(set.postings[context.index].documents)
    case .any(let plans):
      for plan in plans { try add(plan, to: bits) }
    case .all(let plans), .required(let plans, _):
      guard let first = plans.first else { return }
      let all = try self.bits(first)
      for plan in plans.dropFirst() { all.keep(in: try self.bits(plan)) }
      bits.add(all)
    case .except(let plan, let not):
      let own = try self.bits(plan)
      own.remove(try self.bits(not))
      bits.add(own)
    case .everything: bits.addAll()
    case .nothing: break
    }
  }
}
