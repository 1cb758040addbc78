/// Which documents people found relevant to which topics, and how much: the qrels of TREC.
///
/// A grade is a whole number; 1 and more is relevant, 0 is judged and not relevant. A negative
/// grade stands for a document that was pooled but not judged: it counts as not relevant and,
/// as in trec_eval, in no sum.
public struct Judgments: Sendable {
  /// The topics that have at least one judgment, in the order in which they came first.
  public private(set) var topics: [String] = []
  private var grades: [String: [String: Int]] = [:]

  /// No judgments.
  public init() {}

  /// Notes the grade of `document` for `topic`; false, with nothing changed, if it has one already.
  @discardableResult
  public mutating func add(topic: String, document: String, grade: Int) -> Bool {
    if grades[topic] == nil { topics.append(topic) }
    if grades[topic]?[document] != nil { return false }
    grades[topic, default: [:]][document] = grade
    return true
  }

  /// The number of judgments over all topics.
  public var count: Int { grades.values.reduce(0) { $0 + $1.count } }

  /// Whether `topic` has at least one judgment.
  public func contains(_ topic: String) -> Bool { grades[topic] != nil }

  /// The grade of `document` for `topic`, or nil if it was not pooled.
  public func grade(of document: String, for topic: String) -> Int? { grades[topic]?[document] }

  /// Document and grade of all judgments of `topic`, in no order; empty for an unknown topic.
  public func grades(for topic: String) -> [String: Int] { grades[topic] ?? [:] }
}

extension Judgments {
  /// The judgments of the qrels file `path`: lines of `topic iteration document grade`, separated by
  /// spaces or tabs; the iteration is ignored.
  ///
  /// - Throws: `EvaluationError` for an unreadable or empty file, a malformed line, or a second
  ///   judgment of the same document for the same topic.
  public static func read(_ path: String) throws(EvaluationError) -> Judgments {
    var lines = try LineReader(path: path)
    return try Judgments(&lines)
  }

  /// The judgments in `text`; `path` names it in errors.
  public static func parse(_ text: String, path: String) throws(EvaluationError) -> Judgments {
    var lines = LineReader(text: text, path: path)
    return try Judgments(&lines)
  }

  private init(_ lines: inout LineReader) throws(EvaluationError) {
    while let line = try lines.next() {
      let columns = line.columns
      if columns.isEmpty { continue }
      guard columns.count == 4 else {
        throw lines.error(
          .malformedJudgment,
          "expected four columns \"topic iteration document grade\", found \(columns.count)")
      }
      guard let grade = Int(columns[3].text) else {
        throw lines.error(
          .malformedJudgment,
          "the grade \(columns[3].quoted) is not a whole number; correct or remove the line")
      }
      let (topic, document) = (columns[0].text, columns[2].text)
      guard add(topic: topic, document: document, grade: grade) else {
        throw lines.error(
          .duplicateJudgment,
          "the document \(document) is judged twice for topic \(topic); keep one of the lines")
      }
    }
    if topics.isEmpty {
      throw EvaluationError(
        .empty, path: lines.path,
        reason: "holds no judgments; give lines \"topic iteration document grade\"")
    }
  }
}
