/// Why a request to the façade cannot be met: one sentence for people.
public struct LedeError: Error, Sendable, CustomStringConvertible {
  /// The sentence, naming the place and the remedy.
  public let description: String

  /// An error that says this.
  public init(_ description: String) { self.description = description }
}
