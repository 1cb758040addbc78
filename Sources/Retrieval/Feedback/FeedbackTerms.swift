internal import InvertedIndex

/// A term that feedback has chosen.
struct FeedbackTerm: Equatable {
  /// The stem.
  let stem: [UInt8]
  /// What it weighs in the best documents; only the ratios matter.
  let weight: Double
  /// The live documents of the index that hold it, 2 or more.
  let documentFrequency: Int
}

/// Finds the terms that weigh most in given documents.
///
/// They depend on the documents alone, not on the segments that these are spread over: a term that
/// several segments have is one, its document frequency is that of the index, and of equal terms the
/// first by its bytes is taken.
struct FeedbackTerms {
  /// A term that may be chosen.
  ///
  /// Nothing in it is counted by references: there are some thousands.
  private struct Candidate: BitwiseCopyable {
    let term: NumberedTerm
    let weight: Double
    /// The feedback documents that hold it.
    let documents: Int
    /// Its place among those that several segments have, or -1.
    var joined = -1
  }

  /// A term that had to be looked up, as several segments may have it.
  private struct JoinedTerm {
    let bytes: [UInt8]
    /// The same term in other segments.
    let others: [NumberedTerm]
  }

  /// The terms that may be chosen.
  private struct Candidates {
    var all: [Candidate] = []
    var joined: [JoinedTerm] = []
  }

  /// A chosen term and what decides its place.
  private struct Choice {
    let candidate: Candidate
    let documentFrequency: Int
    let value: Double
  }

  private let snapshot: IndexSnapshot
  private let statistics: CollectionStatistics
  private let vectors: [TermVectors]

  /// - Throws: `IndexError.incompatible` if a segment keeps no terms of its documents.
  init(_ snapshot: IndexSnapshot, _ statistics: CollectionStatistics) throws(IndexError) {
    self.snapshot = snapshot
    self.statistics = statistics
    var vectors: [TermVectors] = []
    for view in snapshot.segments {
      guard let terms = try view.segment.termVectors() else {
        throw IndexError(
          .incompatible, path: snapshot.path,
          reason:
            "this index keeps no vectors of its articles, which feedback needs; build it again "
            + "with --vectors and an analysis that stems")
      }
      vectors.append(terms)
    }
    self.vectors = vectors
  }

  /// The terms that weigh most in `documents`, best first; those of one document alone are no help.
  ///
  /// - Complexity: linear in the terms of the documents, about 30 ns each; where they lie in several
  ///   segments, the dictionary is asked for each.
  func best(
    _ documents: [ScoredDocument], _ model: FeedbackModel
  ) throws(IndexError) -> [FeedbackTerm] {
    let candidates = try candidates(sums(documents, model).sums)
    // Terms are no rarer than the documents seen tell, which spares most of them a closer look.
    let mostIdf = (0...documents.count).map { idf(max($0, 1)) }
    var least = leastChosen(of: candidates.all, mostIdf, model)
    var choices: [Choice] = []
    // Those of many documents first: most that are chosen are among them, and then few others need a closer look.
    let many = max(documents.count / 3, 2)
    for isOfMany in [true, false] {
      for candidate in candidates.all where (candidate.documents >= many) == isOfMany {
        if candidate.weight * mostIdf[candidate.documents] < least { continue }
        if candidate.weight * idf(leastFrequency(of: candidate, candidates)) < least { continue }
        let frequency = try documentFrequency(of: candidate, candidates)
        guard frequency > 1 else { continue }
        let choice = Choice(
          candidate: candidate, documentFrequency: frequency,
          value: candidate.weight * idf(frequency))
        try insert(choice, into: &choices, candidates)
        if choices.count > model.terms { choices.removeLast() }
        if choices.count == model.terms, let last = choices.last {
          least = max(least, last.value)
        }
      }
    }
    var terms: [FeedbackTerm] = []
    for choice in choices {
      terms.append(
        FeedbackTerm(
          stem: try bytes(of: choice.candidate, candidates), weight: choice.candidate.weight,
          documentFrequency: choice.documentFrequency))
    }
    return terms
  }

  /// No more than the last term that will be chosen is worth: what the last of as many are worth if all their
  /// documents are live.
  ///
  /// Where some are not, their number takes a look into the postings, which this spares most candidates.
  private func leastChosen(
    of candidates: [Candidate], _ mostIdf: [Double], _ model: FeedbackModel
  ) -> Double {
    guard snapshot.segments.count == 1, let view = snapshot.segments.first, view.excluded != nil
    else { return 0 }
    var values: [Double] = []
    for candidate in candidates {
      if values.count == model.terms, candidate.weight * mostIdf[candidate.documents] <= values[0] {
        continue
      }
      let most = vectors[0].documentFrequency(candidate.term.number)
      // A single document may be the only one that is live: such terms are not chosen.
      guard most - view.excludedCount > 1 || candidate.documents > 1 else { continue }
      let value = candidate.weight * idf(most)
      values.insert(value, at: values.firstIndex { $0 > value } ?? values.count)
      if values.count > model.terms { values.removeFirst() }
    }
    return values.count == model.terms ? values[0] : 0
  }

  private func idf(_ documentFrequency: Int) -> Double {
    BM25.idf(documentFrequency: documentFrequency, documents: statistics.documents)
  }

  /// What the terms of `documents` weigh in them.
  private func sums(
    _ documents: [ScoredDocument], _ model: FeedbackModel
  ) throws(IndexError) -> TermSums {
    var sums = TermSums()
    var vector: [TermFrequency] = []
    let best = Double(documents.map(\.score).max() ?? 0)
    for document in documents {
      let ratio = best > 0 ? Double(document.score) / best : 1
      var share = 1.0
      for _ in 0..<model.sharpness { share *= ratio }
      try vectors[document.segment].read(document.document, into: &vector)
      let segment = snapshot.segments[document.segment].segment
      let facts = FeedbackDocument(
        length: Int(unsafe segment.weightedLengths[Int(document.document)]),
        vectorLength: vector.reduce(0) { $0 + Int($1.frequency) },
        averageLength: statistics.averageWeightedLength)
      for term in vector {
        let weight =
          switch model.method {
          case .rm3: RM3.weight(frequency: term.frequency, in: facts)
          case .rocchio: Rocchio.weight(frequency: term.frequency, in: facts)
          }
        sums.add(NumberedTerm(segment: document.segment, number: term.number), share * weight)
      }
    }
    return sums
  }

  /// The candidates of `sums`, the same terms of several segments joined.
  private func candidates(_ sums: [TermSums.Sum]) throws(IndexError) -> Candidates {
    var candidates = Candidates()
    if sums.allSatisfy({ $0.term.segment == sums[0].term.segment }) {
      candidates.all = sums.map {
        Candidate(term: $0.term, weight: Double($0.weight), documents: $0.documents)
      }
      return candidates
    }
    var joined: [[UInt8]: [TermSums.Sum]] = [:]
    for sum in sums {
      joined[try vectors[sum.term.segment].term(sum.term.number), default: []].append(sum)
    }
    for (bytes, sums) in joined {
      candidates.all.append(
        Candidate(
          term: sums[0].term, weight: Double(sums.reduce(0) { $0 &+ $1.weight }),
          documents: sums.reduce(0) { $0 + $1.documents }, joined: candidates.joined.count))
      candidates.joined.append(JoinedTerm(bytes: bytes, others: sums.dropFirst().map(\.term)))
    }
    return candidates
  }

  /// No more than the document frequency, without a look at the dictionary.
  private func leastFrequency(of candidate: Candidate, _ candidates: Candidates) -> Int {
    var least = leastFrequency(of: candidate.term)
    if candidate.joined >= 0 {
      for term in candidates.joined[candidate.joined].others {
        least += leastFrequency(of: term)
      }
    }
    return max(least, candidate.documents)
  }

  private func leastFrequency(of term: NumberedTerm) -> Int {
    let excluded = snapshot.segments[term.segment].excludedCount
    return max(vectors[term.segment].documentFrequency(term.number) - excluded, 0)
  }

  /// The number of live documents of the index that hold the term.
  private func documentFrequency(
    of candidate: Candidate, _ candidates: Candidates
  ) throws(IndexError) -> Int {
    if snapshot.segments.count == 1 {
      let view = snapshot.segments[0]
      guard view.excluded != nil else { return leastFrequency(of: candidate.term) }
      guard let term = try vectors[0].entry(candidate.term.number) else { return 0 }
      return try view.liveDocumentFrequency(of: term)
    }
    let term = try bytes(of: candidate, candidates)
    var frequency = 0
    for view in snapshot.segments {
      guard let own = try view.segment.term(field: IndexedField.textStem.rawValue, term)
      else { continue }
      frequency += try view.liveDocumentFrequency(of: own)
    }
    return frequency
  }

  private func bytes(
    of candidate: Candidate, _ candidates: Candidates
  ) throws(IndexError) -> [UInt8] {
    if candidate.joined >= 0 { return candidates.joined[candidate.joined].bytes }
    return try vectors[candidate.term.segment].term(candidate.term.number)
  }

  /// Puts `choice` to its place among `choices`: the greatest value first, then by the bytes.
  private func insert(
    _ choice: Choice, into choices: inout [Choice], _ candidates: Candidates
  ) throws(IndexError) {
    var place = choices.count
    while place > 0 {
      let other = choices[place - 1]
      if other.value > choice.value { break }
      if other.value == choice.value,
        try bytes(of: other.candidate, candidates)
          .lexicographicallyPrecedes(bytes(of: choice.candidate, candidates))
      {
        break
      }
      place -= 1
    }
    choices.insert(choice, at: place)
  }
}
