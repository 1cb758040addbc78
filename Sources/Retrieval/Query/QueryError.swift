/// Why a text is not taken as a query: only ever its size; one sentence for people.
public struct QueryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it was.
  public enum Code: String, Sendable {
    case tooLong, tooManyTerms, unknownModel
  }

  /// What kind of failure it was.
  public let code: Code
  /// What is wrong and what to do, without a full stop.
  public let description: String

  /// An error of these parts.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
