internal import Lede
internal import Retrieval

/// A way to rank: a model, feedback from the best documents, and what dates add to scores, if anything.
///
/// It is written as the model, with a plus and the method of feedback behind it: "bm25+rocchio".
///
/// The one place where an evaluation meets the models.
struct RankingSystem: Sendable, CustomStringConvertible {
  let model: RankingModel
  let feedback: FeedbackModel?
  private let prior: DatePrior?

  init(_ model: RankingModel, feedback: FeedbackModel? = nil, prior: DatePrior? = nil) {
    self.model = model
    self.feedback = feedback
    self.prior = prior
  }

  /// The system that `text` names.
  ///
  /// - Parameter feedback: the feedback where the text names none.
  init(
    _ text: String, feedback: FeedbackModel? = nil, prior: DatePrior? = nil
  ) throws(QueryError) {
    for method in FeedbackModel.Method.allCases where text.hasSuffix("+" + method.rawValue) {
      let model = try RankingModel(String(text.dropLast(method.rawValue.count + 1)))
      self.init(model, feedback: FeedbackModel(method), prior: prior)
      return
    }
    self.init(try RankingModel(text), feedback: feedback, prior: prior)
  }

  var parameters: [RankingModel.Parameter] { model.parameters }

  /// The model with another value of a parameter.
  ///
  /// - Throws: `CommandError` if it has none of that name or the value is not in its range.
  func setting(_ name: String, to value: Double) throws(CommandError) -> RankingSystem {
    guard let changed = model.setting(name, to: value) else {
      throw CommandError(model.refusal(of: name, value))
    }
    return RankingSystem(changed, feedback: feedback, prior: prior)
  }

  /// Opens the index in the folder `path` to be searched this way.
  func open(_ path: String) throws -> NewsSearcher {
    try NewsSearcher(path: path).ranked(by: model, prior: prior)
  }

  /// What people read: only parameters that are not the usual ones.
  var label: String { feedback.map { "\(model.label)+\($0.method.rawValue)" } ?? model.label }

  /// What can be read again, whatever becomes usual: every parameter.
  var description: String {
    feedback.map { "\(model)+\($0.method.rawValue)" } ?? "\(model)"
  }
}
