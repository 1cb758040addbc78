/// Why an evaluation cannot be done: one sentence for people that names the file and the line.
public struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it was.
  public enum Code: String, Sendable {
    case unreadable, unwritable, tooLong, notText, malformedTopic, malformedJudgment, malformedRun
    case duplicateTopic, duplicateJudgment, duplicateDocument, empty, noOverlap, unknownMeasure
  }

  /// What kind of failure it was.
  public let code: Code
  /// The file, as the caller named it; empty where no file is to blame.
  public let path: String
  /// The line in the file, from 1, if it is known.
  public let line: Int?
  /// What is wrong and what to do, without the path and without a full stop.
  public let reason: String
  /// The operating system's error number, or 0.
  public let underlying: Int32

  /// An error of these parts.
  public init(
    _ code: Code, path: String = "", line: Int? = nil, reason: String, underlying: Int32 = 0
  ) {
    self.code = code
    self.path = path
    self.line = line
    self.reason = reason
    self.underlying = underlying
  }

  /// The sentence, with file and line in front.
  public var description: String {
    let place = line.map { "\(path), line \($0): " } ?? "\(path): "
    return path.isEmpty ? reason : place + reason
  }
}
