internal import InvertedIndex

/// A query made ready for one snapshot: terms looked up, statistics summed, weights fixed.
///
/// The lists of a leaf stand in the order of the segments; nil where a segment lacks the term.
enum QueryPlan {
  case term(TermPlan)
  case phrase(PhrasePlan)
  case set(SetPlan)
  case any([QueryPlan])
  case all([QueryPlan])
  indirect case except(QueryPlan, QueryPlan)
  case required([QueryPlan], optional: [QueryPlan])
  case everything
  case nothing
}

/// One term of one field.
struct TermPlan {
  var lists: [PostingsList?]
  /// Live documents in all segments.
  var documentFrequency: Int
  /// The most that it scores: by most formulas idf, times boost, in units of `Score`.
  var weight: Float
  /// How frequency and length make a share of the weight.
  var curve: TermCurve = .saturation
  /// By what the levels of `lists` are, but for those that are shared with other terms.
  var levels = ScoringTables.LevelKind.plain
  /// How its occurrences in some parts of documents count, where that is otherwise than `lists` have it.
  var zones: [TermZone] = []
}

/// The postings of a term in a part of the documents (titles, leads), all of them in documents of its
/// lists of the text.
struct TermZone {
  var lists: [PostingsList?]
  /// What an occurrence there adds to the frequency that the lists of the text state.
  var change: Int32
}

/// Exact words in sequence.
struct PhrasePlan {
  struct Word {
    /// The term, with the number of its field.
    var key: [UInt8]
    var lists: [PostingsList?]
    var offset: Int
  }

  /// Two neighbours in the phrase, whose postings as a pair a segment may have.
  struct Pair {
    /// The place of the first of them in `words`.
    var first: Int
    /// For each segment; `.absent` where the pair occurs nowhere in it.
    var lists: [PairList]
  }

  /// What a segment has of a pair.
  enum PairList {
    /// Not paired there: the words' positions must tell.
    case unknown
    case absent
    case list(PostingsList)
  }

  var words: [Word]
  /// The pairs of neighbours, if positions are of the main text and there is no slop.
  var pairs: [Pair] = []
  var slop: Int
  /// Only occurrences inside the title count.
  var titleOnly: Bool
  /// Whether positions are of the main text.
  var isText: Bool
  /// The sum of the words' idf, times boost, in units of `Score`.
  var weight: Float
}

/// Documents found once and for all, with frequencies: expansions, proximity, identifiers.
struct SetPlan {
  var postings: [MaterializedPostings]
  var weight: Float
}

/// Documents of one segment, ascending, and a frequency of each.
struct MaterializedPostings {
  var documents: [DocID] = []
  var frequencies: [UInt32] = []

  mutating func append(_ document: DocID, _ frequency: UInt32) {
    documents.append(document)
    frequencies.append(frequency)
  }

  mutating func append(
    _ more: UnsafeBufferPointer<DocID>, _ counts: UnsafeBufferPointer<UInt32>
  ) {
    unsafe documents.append(contentsOf: more)
    unsafe frequencies.append(contentsOf: counts)
  }
}

extension QueryPlan {
  /// The most that any document can score, so that sums can be kept from passing 2^31.
  var mostPossible: Double {
    switch self {
    case .term(let plan): Double(plan.weight)
    case .phrase(let plan): Double(plan.weight)
    case .set(let plan): Double(plan.weight)
    case .any(let plans), .all(let plans): plans.reduce(0) { $0 + $1.mostPossible }
    case .except(let plan, _): plan.mostPossible
    case .required(let plans, let optional):
      (plans + optional).reduce(0) { $0 + $1.mostPossible }
    case .everything, .nothing: 0
    }
  }

  /// No weight is above this, though boosts stand inside boosts: sums of weights stay finite.
  private static let heaviest: Float = 1e30

  /// The plan with every weight multiplied by `factor`.
  func scaled(by factor: Float) -> QueryPlan {
    switch self {
    case .term(var plan):
      plan.weight = min(plan.weight * factor, Self.heaviest)
      return .term(plan)
    case .phrase(var plan):
      plan.weight = min(plan.weight * factor, Self.heaviest)
      return .phrase(plan)
    case .set(var plan):
      plan.weight = min(plan.weight * factor, Self.heaviest)
      return .set(plan)
    case .any(let plans): return .any(plans.map { $0.scaled(by: factor) })
    case .all(let plans): return .all(plans.map { $0.scaled(by: factor) })
    case .except(let plan, let not): return .except(plan.scaled(by: factor), not)
    case .required(let plans, let optional):
      return .required(
        plans.map { $0.scaled(by: factor) }, optional: optional.map { $0.scaled(by: factor) })
    case .everything, .nothing: return self
    }
  }
}
