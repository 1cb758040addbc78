internal import Lede
internal import Retrieval

/// A way to rank: a model, and what dates add to scores if anything.
///
/// The one place where an evaluation meets the models.
struct RankingSystem: Sendable, CustomStringConvertible {
  let model: RankingModel
  private let prior: DatePrior?

  init(_ model: RankingModel, prior: DatePrior? = nil) {
    self.model = model
    self.prior = prior
  }

  /// The model that `text` names.
  init(_ text: String) throws(QueryError) { self.init(try RankingModel(text)) }

  var parameters: [RankingModel.Parameter] { model.parameters }

  /// The model with another value of a parameter.
  ///
  /// - Throws: `CommandError` if it has none of that name or the value is not in its range.
  func setting(_ name: String, to value: Double) throws(CommandError) -> RankingSystem {
    guard let changed = model.setting(name, to: value) else {
      throw CommandError(model.refusal(of: name, value))
    }
    return RankingSystem(changed, prior: prior)
  }

  /// Opens the index in the folder `path` to be searched this way.
  func open(_ path: String) throws -> NewsSearcher {
    try NewsSearcher(path: path).ranked(by: model, prior: prior)
  }

  var description: String { "\(model)" }
}
