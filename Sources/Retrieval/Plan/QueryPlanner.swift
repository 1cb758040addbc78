internal import Analysis
internal import InvertedIndex

/// Makes a query ready for a snapshot.
///
/// Plans stand in its memory, which must outlive them.
struct QueryPlanner {
  let snapshot: IndexSnapshot
  let statistics: CollectionStatistics
  /// Whether the index has stems.
  let stems: Bool
  /// That of the index, if it is known.
  let analyzer: Analyzer?
  let model: RankingModel
  let memory: ScratchMemory

  /// The plan of `query`, its filters apart: a document must pass all of them.
  func plan(_ query: Query) throws(IndexError) -> (plan: QueryPlan, filters: [DocumentFilter]) {
    // Filters around the whole query are applied by bits before scoring.
    if case .filter(let inner, let filter) = query {
      let (plan, filters) = try self.plan(inner)
      return (plan, filters + [filter])
    }
    return (limited(try node(query)), [])
  }

  /// The plan with weights whose sums stay below 2^31; only extravagant boosts ask for more.
  private func limited(_ plan: QueryPlan) -> QueryPlan {
    let most = plan.mostPossible
    return most < 2_000_000_000 ? plan : plan.scaled(by: Float(2_000_000_000 / most))
  }

  private func node(_ query: Query) throws(IndexError) -> QueryPlan {
    switch query {
    case .word(let term): return try word(term)
    case .phrase(let phrase): return try self.phrase(phrase)
    case .prefix(let prefix):
      let terms = try TermExpansion(snapshot).terms(prefix: prefix)
      return try expansion(terms, prefix.field)
    case .fuzzy(let term):
      let terms = try TermExpansion(snapshot).terms(fuzzy: term)
      return try expansion(terms, term.field)
    case .near(let operands, let distance, let ordered):
      return try near(operands, distance: distance, ordered: ordered)
    case .any(let queries): return .any(try nodes(queries))
    case .all(let queries): return .all(try nodes(queries))
    case .except(let query, let not):
      // What is excluded is scored too, though apart: its weights count for nothing else.
      return .except(try node(query), limited(try node(not)))
    case .required(let queries, let optional):
      return .required(try nodes(queries), optional: try nodes(optional))
    case .filter(let query, let filter):
      return .all([try node(query), .set(try FilterSet(snapshot).plan(filter))])
    case .boosted(let query, let weight):
      return try node(query).scaled(by: Float(min(max(weight, 1e-6), 1e6)))
    case .everything: return .everything
    case .nothing: return .nothing
    }
  }

  private func nodes(_ queries: [Query]) throws(IndexError) -> [QueryPlan] {
    var plans: [QueryPlan] = []
    plans.reserveCapacity(queries.count)
    var sought = ScratchArray<SoughtTerm?>(capacity: queries.count, memory: memory)
    for query in queries {
      if case .word(let word) = query, word.field == .text {
        sought.append(try seek(text: word))
      } else {
        sought.append(nil)
      }
    }
    for i in queries.indices {
      if let term = sought[i] {
        plans.append(.term(try textWord(term)))
      } else {
        plans.append(try node(queries[i]))
      }
    }
    return plans
  }

  /// A term that is looked for, and where it is in each segment, if it is there.
  ///
  /// Of several terms all are sought before anything is read where they are: so their waits for memory overlap.
  private struct SoughtTerm: BitwiseCopyable {
    let key: DictionaryKey
    let places: ScratchArray<TermPlace>
  }

  private func seek(_ field: IndexedField, _ bytes: [UInt8]) throws(IndexError) -> SoughtTerm {
    let start: UnsafeMutablePointer<UInt8> = unsafe memory.takeItems(bytes.count + 1)
    unsafe start[0] = field.rawValue
    for i in bytes.indices { unsafe start[i + 1] = bytes[i] }
    let key = unsafe DictionaryKey(
      UnsafeRawBufferPointer(start: start, count: bytes.count + 1))
    var places = ScratchArray<TermPlace>(capacity: snapshot.segments.count, memory: memory)
    for view in snapshot.segments { places.append(try view.segment.place(of: key)) }
    return SoughtTerm(key: key, places: places)
  }

  /// Looks for what a word of the text is ranked by.
  private func seek(text word: QueryTerm) throws(IndexError) -> SoughtTerm {
    if stems, let stem = word.stem { return try seek(.textStem, stem) }
    return try seek(.text, word.exact)
  }

  /// The plan of one term of a field.
  private func term(_ field: IndexedField, _ bytes: [UInt8]) throws(IndexError) -> TermPlan {
    try term(seek(field, bytes))
  }

  private func term(_ sought: SoughtTerm) throws(IndexError) -> TermPlan {
    let terms = try self.terms(sought)
    var documentFrequency = 0
    for (i, view) in snapshot.segments.enumerated() {
      guard let term = terms[i] else { continue }
      documentFrequency += try view.liveDocumentFrequency(of: term)
    }
    let idf = model.idf(
      documentFrequency: documentFrequency, documents: statistics.documents)
    return TermPlan(
      terms: terms, documentFrequency: documentFrequency, weight: Float(idf) * Score.unit)
  }

  /// One term of a field in every segment.
  private func terms(
    _ field: IndexedField, _ bytes: [UInt8]
  ) throws(IndexError) -> ScratchArray<SegmentTerm?> {
    try terms(seek(field, bytes))
  }

  private func terms(_ sought: SoughtTerm) throws(IndexError) -> ScratchArray<SegmentTerm?> {
    var terms = ScratchArray<SegmentTerm?>(capacity: snapshot.segments.count, memory: memory)
    for (i, view) in snapshot.segments.enumerated() {
      terms.append(try view.segment.term(sought.key, at: sought.places[i]))
    }
    return terms
  }

  /// The plan of a word of the text, which the model itself scores.
  private func textWord(_ sought: SoughtTerm) throws(IndexError) -> TermPlan {
    var plan = try term(sought)
    guard plan.documentFrequency > 0 else { return plan }
    if sought.key.field == IndexedField.textStem.rawValue {
      plan.levels = .weighted
      plan.zones = try zones(of: sought.key)
    }
    let scoring = model.curve(
      statistics: statistics,
      totalFrequency: model.countsOccurrences ? try totalFrequency(of: plan) : 1)
    plan.curve = scoring.curve
    if let weight = scoring.weight { plan.weight = Float(weight) * Score.unit }
    plan.weight *= Float(scoring.curve.ceiling)
    return plan
  }

  /// How a stem counts in titles and in leads, where that is otherwise than its lists have it.
  private func zones(of stem: DictionaryKey) throws(IndexError) -> ScratchArray<TermZone>? {
    let indexed = FieldWeights.indexed
    guard model.weights != indexed else { return nil }
    let changes = [
      (field: IndexedField.titleStem, change: model.weights.title - indexed.title),
      (field: IndexedField.leadStem, change: model.weights.lead - indexed.lead),
    ]
    var zones = ScratchArray<TermZone>(capacity: changes.count, memory: memory)
    for (field, change) in changes where change != 0 {
      let terms = try self.terms(field, stem.term)
      guard terms.contains(where: { $0 != nil }) else { continue }
      zones.append(TermZone(terms: terms, change: Int32(change)))
    }
    return zones.isEmpty ? nil : zones
  }

  /// The occurrences in live documents, at least 1.
  private func totalFrequency(of plan: TermPlan) throws(IndexError) -> Int {
    var total = try totalFrequency(of: plan.terms)
    if let zones = plan.zones {
      for zone in zones { total += Int(zone.change) * (try totalFrequency(of: zone.terms)) }
    }
    return max(total, 1)
  }

  private func totalFrequency(of terms: ScratchArray<SegmentTerm?>) throws(IndexError) -> Int {
    var total = 0
    for (i, view) in snapshot.segments.enumerated() {
      if let term = terms[i] { total += try view.liveTotalFrequency(of: term) }
    }
    return total
  }

  private func word(_ word: QueryTerm) throws(IndexError) -> QueryPlan {
    switch word.field {
    case .text: return .term(try textWord(seek(text: word)))
    case .title:
      if stems, let stem = word.stem { return .term(try term(.titleStem, stem)) }
      return try phrase(Phrase(field: .title, words: [.init(exact: word.exact, offset: 0)]))
    case .byline: return .term(try term(.byline, word.exact))
    case .section: return .term(try term(.section, word.exact))
    case .source: return .term(try term(.source, word.exact))
    case .language: return .set(try keyword(word))
    case .id: return .set(try FilterSet(snapshot).plan(identifier: word.exact))
    }
  }

  /// A language is a condition: it does not score.
  private func keyword(_ word: QueryTerm) throws(IndexError) -> SetPlan {
    let terms = try terms(.language, word.exact)
    return SetPlan(postings: try ExpandedPostings(snapshot).union(of: [terms]), weight: 0)
  }

  private func phrase(_ phrase: Phrase) throws(IndexError) -> QueryPlan {
    let field = IndexedField(phrase.field) ?? .text
    if phrase.words.count == 1, phrase.field != .title, let only = phrase.words.first {
      return phrase.field == .language || phrase.field == .id
        ? try word(QueryTerm(field: phrase.field, exact: only.exact))
        : .term(try term(field, only.exact))
    }
    var words = ScratchArray<PhrasePlan.Word>(capacity: phrase.words.count, memory: memory)
    var weight: Float = 0
    var sought = ScratchArray<SoughtTerm>(capacity: phrase.words.count, memory: memory)
    for word in phrase.words { sought.append(try seek(field, word.exact)) }
    for (i, word) in phrase.words.enumerated() {
      let plan = try term(sought[i])
      for term in plan.terms {
        if let term, !term.hasPositions { throw .withoutPositions(snapshot.path) }
      }
      let first = phrase.words.firstIndex { $0.exact == word.exact }
      words.append(
        PhrasePlan.Word(terms: plan.terms, offset: word.offset, first: first ?? i))
      weight += plan.weight
    }
    let isPaired = field == .text && phrase.field != .title && phrase.slop == 0
    return .phrase(
      PhrasePlan(
        words: words, pairs: isPaired ? try pairs(of: phrase.words, words) : nil, slop: phrase.slop,
        titleOnly: phrase.field == .title, isText: field == .text, weight: weight))
  }

  /// What neighbours in `query`, whose plan is `plan`, add where they are neighbours in documents; nil
  /// if the model does not count that, or nothing is added.
  func proximity(of query: Query, _ plan: QueryPlan) throws(IndexError) -> PairProximity? {
    guard model.pairWeight > 0 else { return nil }
    var pairs: [PhrasePlan] = []
    var most = plan.mostPossible
    for words in PairProximity.neighbours(in: query) {
      let terms = words.enumerated().map { Phrase.Word(exact: $1.exact, offset: $0) }
      guard case .phrase(var pair) = try phrase(Phrase(words: terms)) else { continue }
      var lighter = Float.greatestFiniteMagnitude
      for word in words { lighter = min(lighter, try textWord(seek(text: word)).weight) }
      pair.weight = lighter * Float(model.pairWeight)
      most += Double(pair.weight)
      // Sums stay below 2^32; only extravagant boosts come near.
      guard most < 2_200_000_000 else { break }
      pairs.append(pair)
    }
    return pairs.isEmpty ? nil : PairProximity(snapshot: snapshot, pairs: pairs, memory: memory)
  }

  /// The neighbours in a phrase, whose plans are `plans`, that some segment has as pairs; nil if none has.
  private func pairs(
    of words: [Phrase.Word], _ plans: ScratchArray<PhrasePlan.Word>
  ) throws(IndexError) -> ScratchArray<PhrasePlan.Pair>? {
    let field = IndexedField.textPairs
    let segments = snapshot.segments
    // Of each word in each segment, whether it is paired there.
    var isPaired = ScratchArray<Bool>(capacity: words.count * segments.count, memory: memory)
    for (word, plan) in zip(words, plans) {
      // A word with a space is none that is paired: its key would be that of a pair.
      let isOneWord = !word.exact.contains(UInt8(ascii: " "))
      for (s, view) in segments.enumerated() {
        let mayBe = isOneWord && plan.terms[s].map(view.segment.mayPair) ?? false
        isPaired.append(
          mayBe ? try view.segment.contains(field: field.rawValue, term: word.exact) : false)
      }
    }
    guard isPaired.contains(true) else { return nil }
    var pairs = ScratchArray<PhrasePlan.Pair>(capacity: words.count, memory: memory)
    for i in words.indices.dropLast() where words[i + 1].offset == words[i].offset + 1 {
      let bytes = words[i].exact + [UInt8(ascii: " ")] + words[i + 1].exact
      var terms = ScratchArray<PhrasePlan.PairTerm>(capacity: segments.count, memory: memory)
      for (s, view) in segments.enumerated() {
        guard isPaired[i * segments.count + s], isPaired[(i + 1) * segments.count + s] else {
          terms.append(.unknown)
          continue
        }
        let own = try view.segment.term(field: field.rawValue, bytes)
        terms.append(own.map { .term($0) } ?? .absent)
      }
      pairs.append(PhrasePlan.Pair(first: i, terms: terms))
    }
    return pairs
  }

  private func expansion(
    _ terms: [[UInt8]], _ field: QueryField
  ) throws(IndexError) -> QueryPlan {
    guard let indexed = IndexedField(field) else { return .nothing }
    var found: [ScratchArray<SegmentTerm?>] = []
    for bytes in terms { found.append(try self.terms(indexed, bytes)) }
    let postings = try ExpandedPostings(snapshot).union(of: found, titleOnly: field == .title)
    return .set(SetPlan(postings: postings, weight: weight(of: postings)))
  }

  private func near(
    _ operands: [Query], distance: Int, ordered: Bool
  ) throws(IndexError) -> QueryPlan {
    let postings = try ProximityMatcher(snapshot, analyzer: stems ? analyzer : nil).postings(
      operands, distance: distance, ordered: ordered)
    return .set(SetPlan(postings: postings, weight: weight(of: postings)))
  }

  /// The weight of a set of documents as if one term were in all of them.
  private func weight(of postings: [MaterializedPostings]) -> Float {
    var count = 0
    for (view, postings) in zip(snapshot.segments, postings) {
      count += postings.documents.reduce(0) { $0 + (view.isLive($1) ? 1 : 0) }
    }
    return Float(model.idf(documentFrequency: count, documents: statistics.documents)) * Score.unit
  }
}

extension IndexError {
  /// What is asked for needs positions, which the index at `path` has not.
  static func withoutPositions(_ path: String) -> IndexError {
    IndexError(
      .incompatible, path: path,
      reason:
        "this index keeps no positions, so words next to or near one another cannot be searched; "
        + "build it again with --positions")
  }
}

extension IndexedField {
  /// The field with the exact words of `field`, or nil for identifiers, which are not terms.
  init?(_ field: QueryField) {
    switch field {
    case .text, .title: self = .text
    case .byline: self = .byline
    case .section: self = .section
    case .source: self = .source
    case .language: self = .language
    case .id: return nil
    }
  }
}
