internal import InvertedIndex

/// A query made ready for one snapshot: terms looked up, statistics summed, weights fixed.
///
/// What a leaf has of each segment stands in their order; nil where a segment lacks the term. Terms and phrases are
/// plain bytes, which are copied without counting references: what they refer to stands in the memory of the planner,
/// which must outlive them.
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
struct TermPlan: BitwiseCopyable {
  let terms: ScratchArray<SegmentTerm?>
  /// Live documents in all segments.
  var documentFrequency: Int
  /// The most that it scores: by most formulas idf, times boost, in units of `Score`.
  var weight: Float
  /// How frequency and length make a share of the weight.
  var curve: TermCurve = .saturation
  /// By what the levels of its lists are, but for those that are shared with other terms.
  var levels = ScoringTables.LevelKind.plain
  /// How its occurrences in some parts of documents count, where that is otherwise than its lists have it.
  var zones: ScratchArray<TermZone>?
}

/// The postings of a term in a part of the documents (titles, leads), all of them in documents of its
/// lists of the text.
struct TermZone: BitwiseCopyable {
  let terms: ScratchArray<SegmentTerm?>
  /// What an occurrence there adds to the frequency that the lists of the text state.
  let change: Int32
}

/// Exact words in sequence.
struct PhrasePlan: BitwiseCopyable {
  struct Word: BitwiseCopyable {
    let terms: ScratchArray<SegmentTerm?>
    let offset: Int
    /// The first place in the phrase of the same word: its own, if the word did not come before.
    let first: Int
  }

  /// Two neighbours in the phrase, whose postings as a pair a segment may have.
  struct Pair: BitwiseCopyable {
    /// The place of the first of them in `words`.
    let first: Int
    /// For each segment; `.absent` where the pair occurs nowhere in it.
    let terms: ScratchArray<PairTerm>
  }

  /// What a segment has of a pair.
  enum PairTerm: BitwiseCopyable {
    /// Not paired there: the words' positions must tell.
    case unknown
    case absent
    case term(SegmentTerm)
  }

  let words: ScratchArray<Word>
  /// The pairs of neighbours, if positions are of the main text, there is no slop, and some segment has pairs.
  var pairs: ScratchArray<Pair>?
  let slop: Int
  /// Only occurrences inside the title count.
  let titleOnly: Bool
  /// Whether positions are of the main text.
  let isText: Bool
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
