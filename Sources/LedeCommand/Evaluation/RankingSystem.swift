internal import Lede
internal import Retrieval

/// A way to rank as it is named on the command line: `bm25`, or `bm25:k1=0.9,b=0.4`.
///
/// The one place that knows which models there are.
struct RankingSystem: Sendable, Hashable, CustomStringConvertible {
  /// A number that a model can be given.
  struct Parameter: Sendable {
    let name: String
    let value: Double
    let range: ClosedRange<Double>
  }

  static let names = ["bm25"]

  private let model: BM25

  init() { model = BM25() }

  private init(_ model: BM25) { self.model = model }

  /// The model that `text` names.
  init(_ text: String) throws(CommandError) {
    let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = sides.first, Self.names.contains(String(name)) else {
      throw CommandError(
        "there is no ranking model '\(sides.first ?? "")'; choose among "
          + Self.names.joined(separator: ", "))
    }
    var system = Self()
    for pair in sides.count > 1 ? sides[1].split(separator: ",") : [] {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]),
        let changed = system.setting(String(parts[0]), to: value)
      else { throw CommandError("'\(pair)' is no parameter of \(name); see lede help eval") }
      system = changed
    }
    self = system
  }

  var parameters: [Parameter] {
    [
      Parameter(name: "k1", value: Double(String(model.k1)) ?? 0, range: 0...3),
      Parameter(name: "b", value: Double(String(model.b)) ?? 0, range: 0...1),
    ]
  }

  /// The model with another value of a parameter; nil if it has none of that name or the value is not
  /// in its range.
  func setting(_ name: String, to value: Double) -> RankingSystem? {
    guard let parameter = parameters.first(where: { $0.name == name }), value.isFinite,
      value >= parameter.range.lowerBound, name != "b" || value <= parameter.range.upperBound
    else { return nil }
    return RankingSystem(
      name == "k1"
        ? BM25(k1: Float(value), b: model.b) : BM25(k1: model.k1, b: Float(value)))
  }

  /// Opens the index in the folder `path` to be searched by this model.
  func open(_ path: String) throws -> NewsSearcher { try NewsSearcher(path: path, model: model) }

  var description: String {
    "bm25:" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }
}
