internal import InvertedIndex

/// Makes a query ready for a snapshot.
struct QueryPlanner {
  let snapshot: IndexSnapshot
  let statistics: CollectionStatistics
  /// Whether the index has stems.
  let stems: Bool
  let model: RankingModel

  /// The most terms that a prefix or a fuzzy term stands for; the first in order are taken.
  static let mostExpansions = 1_024

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
    for query in queries { plans.append(try node(query)) }
    return plans
  }

  /// The plan of one term by its key.
  private func term(_ field: IndexedField, _ bytes: [UInt8]) throws(IndexError) -> TermPlan {
    let lists = try self.lists(field, bytes)
    var documentFrequency = 0
    for i in lists.indices {
      guard let list = lists[i] else { continue }
      documentFrequency += snapshot.segments[i].liveDocumentFrequency(of: list)
    }
    let idf = model.idf(
      documentFrequency: documentFrequency, documents: statistics.documents)
    return TermPlan(
      lists: lists, documentFrequency: documentFrequency, weight: Float(idf) * Score.unit)
  }

  /// The postings of one term in every segment.
  private func lists(
    _ field: IndexedField, _ bytes: [UInt8]
  ) throws(IndexError) -> [PostingsList?] {
    var lists: [PostingsList?] = []
    lists.reserveCapacity(snapshot.segments.count)
    for view in snapshot.segments {
      lists.append(try view.segment.postings(field: field.rawValue, term: bytes))
    }
    return lists
  }

  /// The plan of a word of the text, which the model itself scores.
  private func textWord(_ word: QueryTerm) throws(IndexError) -> TermPlan {
    let stem = stems ? word.stem : nil
    var plan = try term(stem == nil ? .text : .textStem, stem ?? word.exact)
    guard plan.documentFrequency > 0 else { return plan }
    if let stem {
      plan.levels = .weighted
      try count(.titleStem, stem, model.weights.title - FieldWeights.indexed.title, in: &plan)
      try count(.leadStem, stem, model.weights.lead - FieldWeights.indexed.lead, in: &plan)
    }
    let scoring = model.curve(
      statistics: statistics,
      totalFrequency: model.countsOccurrences ? totalFrequency(of: plan) : 1)
    plan.curve = scoring.curve
    if let weight = scoring.weight { plan.weight = Float(weight) * Score.unit }
    plan.weight *= Float(scoring.curve.ceiling)
    return plan
  }

  /// Counts what `field` holds of `stem` by `change` more than the lists of `plan` do.
  private func count(
    _ field: IndexedField, _ stem: [UInt8], _ change: Int, in plan: inout TermPlan
  ) throws(IndexError) {
    guard change != 0 else { return }
    let lists = try self.lists(field, stem)
    guard lists.contains(where: { $0 != nil }) else { return }
    plan.zones.append(TermZone(lists: lists, change: Int32(change)))
  }

  /// The occurrences in live documents, at least 1.
  private func totalFrequency(of plan: TermPlan) -> Int {
    func total(_ lists: [PostingsList?]) -> Int {
      zip(snapshot.segments, lists).reduce(0) { sum, part in
        sum + (part.1.map { part.0.liveTotalFrequency(of: $0) } ?? 0)
      }
    }
    let changes = plan.zones.reduce(0) { $0 + Int($1.change) * total($1.lists) }
    return max(total(plan.lists) + changes, 1)
  }

  private func word(_ word: QueryTerm) throws(IndexError) -> QueryPlan {
    switch word.field {
    case .text: return .term(try textWord(word))
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
    let lists = try lists(.language, word.exact)
    return SetPlan(postings: try ExpandedPostings(snapshot).union(of: [lists]), weight: 0)
  }

  private func phrase(_ phrase: Phrase) throws(IndexError) -> QueryPlan {
    let field = IndexedField(phrase.field) ?? .text
    if phrase.words.count == 1, phrase.field != .title, let only = phrase.words.first {
      return phrase.field == .language || phrase.field == .id
        ? try word(QueryTerm(field: phrase.field, exact: only.exact))
        : .term(try term(field, only.exact))
    }
    var words: [PhrasePlan.Word] = []
    var weight: Float = 0
    for word in phrase.words {
      let plan = try term(field, word.exact)
      for list in plan.lists {
        if let list, !list.hasPositions {
          throw IndexError(
            .incompatible, path: snapshot.path,
            reason: "this index keeps no positions, so phrases cannot be searched; "
              + "build it again with --positions")
        }
      }
      words.append(
        PhrasePlan.Word(key: field.key(word.exact), lists: plan.lists, offset: word.offset))
      weight += plan.weight
    }
    let isPaired = field == .text && phrase.field != .title && phrase.slop == 0
    return .phrase(
      PhrasePlan(
        words: words, pairs: isPaired ? try pairs(of: phrase.words, words) : [], slop: phrase.slop,
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
      for word in words { lighter = min(lighter, try textWord(word).weight) }
      pair.weight = lighter * Float(model.pairWeight)
      most += Double(pair.weight)
      // Sums stay below 2^32; only extravagant boosts come near.
      guard most < 2_200_000_000 else { break }
      pairs.append(pair)
    }
    return pairs.isEmpty ? nil : PairProximity(snapshot: snapshot, pairs: pairs)
  }

  /// The neighbours in a phrase, whose plans are `plans`, that some segment has as pairs.
  private func pairs(
    of words: [Phrase.Word], _ plans: [PhrasePlan.Word]
  ) throws(IndexError) -> [PhrasePlan.Pair] {
    var isCommon: [[Bool]] = []
    var isAny = false
    for (word, plan) in zip(words, plans) {
      // A word with a space is none that is paired: its key would be that of a pair.
      let isOneWord = !word.exact.contains(UInt8(ascii: " "))
      var common: [Bool] = []
      for (view, list) in zip(snapshot.segments, plan.lists) {
        var isPaired = false
        if isOneWord, let list, view.segment.mayPair(list) {
          isPaired = try view.segment.contains(key: IndexedField.textPairs.key(word.exact))
        }
        common.append(isPaired)
        isAny = isAny || isPaired
      }
      isCommon.append(common)
    }
    guard isAny else { return [] }
    var pairs: [PhrasePlan.Pair] = []
    for i in words.indices.dropLast() where words[i + 1].offset == words[i].offset + 1 {
      let term = words[i].exact + [UInt8(ascii: " ")] + words[i + 1].exact
      var lists: [PhrasePlan.PairList] = []
      for (s, view) in snapshot.segments.enumerated() {
        guard isCommon[i][s], isCommon[i + 1][s] else {
          lists.append(.unknown)
          continue
        }
        let list = try view.segment.postings(field: IndexedField.textPairs.rawValue, term: term)
        lists.append(list.map { .list($0) } ?? .absent)
      }
      pairs.append(PhrasePlan.Pair(first: i, lists: lists))
    }
    return pairs
  }

  private func expansion(
    _ terms: [[UInt8]], _ field: QueryField
  ) throws(IndexError) -> QueryPlan {
    guard let indexed = IndexedField(field) else { return .nothing }
    var lists: [[PostingsList?]] = []
    for bytes in terms { lists.append(try self.lists(indexed, bytes)) }
    let postings = try ExpandedPostings(snapshot).union(of: lists, titleOnly: field == .title)
    return .set(SetPlan(postings: postings, weight: weight(of: postings)))
  }

  private func near(
    _ operands: [Query], distance: Int, ordered: Bool
  ) throws(IndexError) -> QueryPlan {
    let postings = try ProximityMatcher(snapshot).postings(
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
