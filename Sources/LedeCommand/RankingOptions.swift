internal import ArgumentParser
internal import Foundation
internal import Lede
internal import Retrieval

/// The formula by which hits are ranked.
struct RankingOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "The ranking formula and its parameters: \(RankingModel.names.joined(separator: ", ")); "
        + "or bm25:k1=0.9,b=0.4 and the like. (default: news where the analysis stems, else bm25)",
      valueName: "model"))
  var text: String?
  @Option(help: "The parameter k1 of the model.")
  var k1: Double?
  @Option(help: "The parameter b of the model.")
  var b: Double?

  @Option(
    help: ArgumentHelp(
      "Rank newer articles higher: what age adds is halved with each such time: 12h, 7d, 4w, 2y.",
      valueName: "half-life"),
    transform: HalfLife.read)
  var recency: HalfLife?

  /// `searcher` with the formula that is asked for.
  func applied(to searcher: NewsSearcher) throws -> NewsSearcher {
    let model = try model(standard: searcher.searcher.model)
    guard let recency else {
      return model == searcher.searcher.model ? searcher : searcher.ranked(by: model)
    }
    // A date in the future is a mistake of its article: the others do not age for it.
    let now = Int64(Date().timeIntervalSince1970)
    let newest = min(try searcher.newestDate() ?? now, now)
    return searcher.ranked(
      by: model, prior: DatePrior(halfLife: recency.seconds, newest: newest))
  }

  /// `standard` with what is asked for in its place.
  func model(standard: RankingModel) throws -> RankingModel {
    var model = try text.map { try RankingModel($0) } ?? standard
    for (name, value) in [("k1", k1), ("b", b)] {
      guard let value else { continue }
      guard let changed = model.setting(name, to: value) else {
        throw ValidationError(model.refusal(of: name, value))
      }
      model = changed
    }
    return model
  }

  func validate() throws {
    do {
      _ = try model(standard: .standard(stems: true))
    } catch let error as QueryError {
      throw ValidationError("\(error)")
    }
  }
}

/// A length of time as typed.
struct HalfLife {
  let seconds: Double

  static func read(_ text: String) throws -> HalfLife {
    let units: [Character: Double] = [
      "h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30.436875 * 86_400, "y": 365.2425 * 86_400,
    ]
    guard let last = text.last, let unit = units[last], let number = Double(text.dropLast()),
      number > 0, number.isFinite
    else {
      throw ValidationError(
        "'\(text)' is no length of time; write a number and h, d, w, m or y, such as 7d")
    }
    return HalfLife(seconds: number * unit)
  }
}
