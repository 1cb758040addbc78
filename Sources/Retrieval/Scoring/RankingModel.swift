internal import Glibc

/// A ranking formula by its name and parameters: `bm25`, or `bm25:k1=0.9,b=0.4`.
///
/// Every model is exact: what it finds with pruning is what scoring every match finds. Words of the
/// text are scored by the model itself; phrases, prefixes, proximity and other fields, for which no
/// statistics of language are kept, by the saturation of BM25 under every model.
public struct RankingModel: Sendable, Hashable {
  /// A number that a model can be set to.
  public struct Parameter: Sendable, Hashable {
    /// The name, such as `k1`.
    public let name: String
    /// The value, in `range`.
    public var value: Double
    /// What the value can be.
    public let range: ClosedRange<Double>
    /// Whether it is a whole number.
    public let isWhole: Bool

    init(_ name: String, _ value: Double, _ range: ClosedRange<Double>, isWhole: Bool = false) {
      (self.name, self.value, self.range, self.isWhole) = (name, value, range, isWhole)
    }

    func allows(_ value: Double) -> Bool {
      range.contains(value) && (!isWhole || value == value.rounded())
    }
  }

  /// The formulas.
  enum Formula: String, CaseIterable {
    case news
    case bm25
    case bm25F = "bm25f"
    case bm25Plus = "bm25+"
    case luceneBM25 = "bm25-lucene"
    case dirichlet = "lm-dirichlet"
    case jelinekMercer = "lm-jm"
    case poisson = "pl2"
  }

  let formula: Formula
  /// What can be set, in the order in which it is written.
  public private(set) var parameters: [Parameter] {
    didSet { resolve() }
  }

  // What every term of a query asks for is not looked up by its name each time.

  /// How often words count by where they stand.
  private(set) var weights = FieldWeights.none
  /// How much of its lighter word a pair of neighbours adds; 0 if none does.
  private(set) var pairWeight = 0.0
  /// How much of the best score a document gains that is like the best documents; 0 if none does.
  private(set) var resemblanceWeight = 0.0
  private var idfExponent = 1.0

  /// The names of all models.
  public static var names: [String] { Formula.allCases.map(\.rawValue) }

  /// The name of the model.
  public var name: String { formula.rawValue }

  /// The model that is used where none is asked for.
  ///
  /// Analyses without stems are for comparisons and have no words of titles: plain BM25.
  public static func standard(stems: Bool) -> Self { Self(stems ? .news : .bm25) }

  /// Plain BM25 with these parameters.
  public static func bm25(k1: Double = 1.2, b: Double = 0.75) -> Self {
    var model = Self(.bm25)
    model.set("k1", to: k1)
    model.set("b", to: b)
    return model
  }

  init(_ formula: Formula) {
    self.formula = formula
    let k1 = Parameter("k1", 1.2, 0...1_000)
    let b = Parameter("b", 0.75, 0...1)
    let title = Parameter("title", Double(IndexedField.titleTimes), 1...100, isWhole: true)
    let lead = Parameter("lead", Double(IndexedField.leadTimes), 1...100, isWhole: true)
    parameters =
      switch formula {
      case .news:
        [
          k1, b, title, lead, Parameter("idf", 1.2, 0...4), Parameter("pairs", 0, 0...10),
          Parameter("similar", 1, 0...10),
        ]
      case .bm25, .luceneBM25: [k1, b]
      case .bm25F: [k1, b, title, lead]
      case .bm25Plus: [k1, b, Parameter("delta", 1, 0...10)]
      case .dirichlet: [Parameter("mu", 1_000, 1...1_000_000)]
      case .jelinekMercer: [Parameter("lambda", 0.4, 0.001...0.999)]
      case .poisson: [Parameter("c", 1, 0.001...1_000)]
      }
    resolve()
  }

  private mutating func resolve() {
    weights = FieldWeights(
      title: Int(value("title", else: 1)), lead: Int(value("lead", else: 1)))
    pairWeight = value("pairs")
    resemblanceWeight = value("similar")
    idfExponent = value("idf", else: 1)
  }

  /// The model that `text` names, with the parameters that it sets.
  ///
  /// - Throws: `QueryError` if there is no such model or parameter, or a value is out of range.
  public init(_ text: String) throws(QueryError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let formula = Formula(rawValue: String(parts[0])) else {
      throw QueryError(
        .unknownModel,
        "there is no ranking model \"\(parts[0])\"; there are "
          + Self.names.joined(separator: ", "))
    }
    self.init(formula)
    guard parts.count > 1 else { return }
    for setting in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let value = Double(sides[1]) else {
        throw QueryError(
          .unknownModel,
          "\"\(setting)\" in the model \"\(text)\" is not a parameter and a number, such as "
            + "\(parameters[0].name)=\(parameters[0].value)")
      }
      guard let model = self.setting(String(sides[0]), to: value) else {
        throw QueryError(.unknownModel, refusal(of: String(sides[0]), value))
      }
      self = model
    }
  }

  /// The model with one parameter changed; nil if it has no such parameter, or not that value.
  public func setting(_ parameter: String, to value: Double) -> Self? {
    var model = self
    return model.set(parameter, to: value) ? model : nil
  }

  /// Why `setting` refuses a parameter or its value: a sentence without a full stop.
  public func refusal(of parameter: String, _ value: Double) -> String {
    guard let known = parameters.first(where: { $0.name == parameter }) else {
      return "the model \(name) has no parameter \"\(parameter)\"; it has "
        + parameters.map(\.name).joined(separator: ", ")
    }
    return "\(parameter) of the model \(name) is \(known.isWhole ? "a whole number " : "")from "
      + "\(known.range.lowerBound) to \(known.range.upperBound), not \(value)"
  }

  @discardableResult
  private mutating func set(_ parameter: String, to value: Double) -> Bool {
    guard let index = parameters.firstIndex(where: { $0.name == parameter }),
      parameters[index].allows(value)
    else { return false }
    parameters[index].value = value
    return true
  }

  /// The value of a parameter that the model has, else `other`.
  func value(_ parameter: String, else other: Double = 0) -> Double {
    parameters.first { $0.name == parameter }?.value ?? other
  }
}

extension RankingModel: CustomStringConvertible {
  /// The model with the parameters that are not as they are where none is set: "bm25:b=0.4", "news".
  public var label: String {
    let usual = RankingModel(formula).parameters
    let set = zip(parameters, usual).filter { $0.value != $1.value }.map {
      "\($0.0.name)=\($0.0.value)"
    }
    return set.isEmpty ? name : name + ":" + set.joined(separator: ",")
  }

  /// The model as `init(_:)` reads it, every parameter written out: "bm25:k1=1.2,b=0.75".
  public var description: String {
    name + ":" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }
}

extension RankingModel {
  /// The saturation of what the model itself does not score, and of what it does where it is a BM25.
  var saturation: BM25 {
    BM25(k1: Float(value("k1", else: 1.2)), b: Float(value("b", else: 0.75)))
  }

  /// Whether lengths are rounded down as Lucene rounds them.
  var roundsLengths: Bool { formula == .luceneBM25 }

  /// The weight of a term in `documentFrequency` of `documents`, before curve and boost.
  func idf(documentFrequency: Int, documents: Int) -> Double {
    let idf = BM25.idf(documentFrequency: documentFrequency, documents: documents)
    return idfExponent == 1 ? idf : pow(idf, idfExponent)
  }

  /// Whether `curve` is by how often the term occurs in all documents.
  var countsOccurrences: Bool {
    switch formula {
    case .news, .bm25, .bm25F, .luceneBM25, .bm25Plus: false
    case .dirichlet, .jelinekMercer, .poisson: true
    }
  }

  /// The curve of a term of the text, and the weight that it has if it is not idf; nil for idf.
  ///
  /// - Parameters:
  ///   - totalFrequency: the occurrences of the term in all documents, at least 1; anything unless
  ///     `countsOccurrences`.
  func curve(
    statistics: CollectionStatistics, totalFrequency: Int
  ) -> (curve: TermCurve, weight: Double?) {
    switch formula {
    case .news, .bm25, .bm25F, .luceneBM25: return (.saturation, nil)
    case .bm25Plus: return (TermCurve(.plus(delta: value("delta"))), nil)
    case .dirichlet, .jelinekMercer:
      let rarity = max(Double(statistics.lengthSum) / Double(totalFrequency), 1)
      let lambda = value("lambda")
      let curve =
        formula == .dirichlet
        ? TermCurve(.dirichlet(mu: value("mu"), rate: rarity / value("mu")))
        : TermCurve(.jelinekMercer(rate: (1 - lambda) / lambda * rarity))
      return (curve, 1)
    case .poisson:
      let mean = Double(totalFrequency) / Double(max(statistics.documents, 1))
      let reference = value("c") * max(statistics.averageLength, 1)
      return (TermCurve(.poisson(mean: mean, reference: reference)), 1)
    }
  }
}
