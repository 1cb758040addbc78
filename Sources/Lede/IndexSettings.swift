internal import Analysis
internal import InvertedIndex
internal import Retrieval

/// What an index was made with: recorded in it, and compared whenever it is opened.
struct IndexSettings: Sendable {
  let analyzer: Analyzer
  let positions: Bool
  let vectors: Bool
  let hidesCopies: Bool
  private let analysisWasNamed: Bool
  private let positionsWereNamed: Bool

  static let defaultAnalysis = "english"
  /// What indexes were made with that have no word on it.
  private static let unsaid = ["vectors": "no", "weights": "title 6", "copies": "hidden"]
  /// How often stems count by where they stand.
  private static let weights =
    "title \(IndexedField.titleTimes), lead \(IndexedField.leadTimes)"

  /// The settings for indexing: those of the index that is there, unless `options` name others.
  init(_ options: IndexingOptions) throws {
    let existing = try? IndexSnapshot(path: options.indexPath).attributes
    let name = options.analysis ?? existing?["analysis"] ?? Self.defaultAnalysis
    guard let analyzer = Analyzer(named: name) else {
      throw LedeError(
        "there is no analysis '\(name)'; choose one of \(Analyzer.names.joined(separator: ", "))")
    }
    self.analyzer = analyzer
    positions = options.positions ?? (existing?["positions"].map { $0 == "yes" } ?? true)
    // An index of before has no word on vectors, and none.
    vectors =
      analyzer.stems
      && options.vectors ?? (existing.map { $0["vectors"] == "yes" } ?? true)
    hidesCopies = options.hidesCopies ?? (existing?["copies"] != "shown")
    analysisWasNamed = options.analysis != nil
    positionsWereNamed = options.positions != nil
  }

  /// The settings of an index that is there.
  ///
  /// - Throws: `IndexError.incompatible` if this program's rules are not those it was made with.
  init(of snapshot: IndexSnapshot) throws(IndexError) {
    let name = snapshot.attributes["analysis"] ?? Self.defaultAnalysis
    guard let analyzer = Analyzer(named: name) else {
      throw IndexError(
        .incompatible, path: snapshot.path,
        reason: "it was made with the analysis '\(name)', which this program does not know; "
          + "update lede or build the index again")
    }
    self.analyzer = analyzer
    positions = snapshot.attributes["positions"] != "no"
    vectors = snapshot.attributes["vectors"] == "yes"
    hidesCopies = snapshot.attributes["copies"] != "shown"
    analysisWasNamed = false
    positionsWereNamed = false
    try check(against: snapshot)
  }

  var schema: IndexSchema {
    IndexedField.schema(stems: analyzer.stems, positions: positions, vectors: vectors)
  }

  var attributes: [String: String] {
    var attributes = [
      "analysis": analyzer.name, "rules": analyzer.fingerprint,
      "positions": positions ? "yes" : "no",
    ]
    // No word is no vectors, as in indexes of before.
    if vectors { attributes["vectors"] = "yes" }
    if analyzer.stems { attributes["weights"] = Self.weights }
    if !hidesCopies { attributes["copies"] = "shown" }
    return attributes
  }

  /// Refuses to mix settings in one index.
  func check(against snapshot: IndexSnapshot) throws(IndexError) {
    var wanted = attributes
    if !vectors, snapshot.attributes["vectors"] != nil { wanted["vectors"] = "no" }
    if hidesCopies, snapshot.attributes["copies"] != nil { wanted["copies"] = "hidden" }
    for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
      let missing = Self.unsaid[name] ?? value
      let recorded = snapshot.attributes[name] ?? missing
      guard recorded != value else { continue }
      throw IndexError(
        .incompatible, path: snapshot.path,
        reason: "it was made with \(name) '\(recorded)', not '\(value)'; "
          + "use another folder with --index or remove this one and build it again")
    }
  }
}
