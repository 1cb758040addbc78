internal import Glibc

extension RankedRun {
  /// The run in the TREC file `path`: lines of `topic Q0 document rank score tag`.
  ///
  /// The rank column is ignored, as trec_eval does: documents stand by score, highest first, and of
  /// equal scores the greater name first.
  ///
  /// - Throws: `EvaluationError` for an unreadable or empty file, a malformed line, a score that is
  ///   not a finite number, or a document that stands twice in the list of a topic.
  public static func read(_ path: String) throws(EvaluationError) -> RankedRun {
    var lines = try LineReader(path: path)
    return try RankedRun(&lines)
  }

  /// The run in `text`; `path` names it in errors.
  public static func parse(_ text: String, path: String) throws(EvaluationError) -> RankedRun {
    var lines = LineReader(text: text, path: path)
    return try RankedRun(&lines)
  }

  private init(_ lines: inout LineReader) throws(EvaluationError) {
    self.init(tag: "")
    var rankings: [String: [Entry]] = [:]
    var documents: [String: Set<String>] = [:]
    var order: [String] = []
    while let line = try lines.next() {
      let columns = line.columns
      if columns.isEmpty { continue }
      guard columns.count == 6 else {
        throw lines.error(
          .malformedRun,
          "expected six columns \"topic Q0 document rank score tag\", found \(columns.count)")
      }
      guard let score = Double(columns[4].text), score.isFinite else {
        throw lines.error(
          .malformedRun,
          "the score \(columns[4].quoted) is not a finite number; correct or remove the line")
      }
      let (topic, document) = (columns[0].text, columns[2].text)
      guard documents[topic, default: []].insert(document).inserted else {
        throw lines.error(
          .duplicateDocument,
          "the document \(document) stands twice in the list of topic \(topic); keep one of the lines"
        )
      }
      if tag.isEmpty { tag = columns[5].text }
      if rankings[topic] == nil { order.append(topic) }
      rankings[topic, default: []].append(Entry(document: document, score: score))
    }
    if order.isEmpty {
      throw EvaluationError(
        .empty, path: lines.path,
        reason: "holds no results; give lines \"topic Q0 document rank score tag\"")
    }
    for topic in order {
      setRanking((rankings[topic] ?? []).sorted(by: Entry.precedes), for: topic)
    }
  }

  /// The run as a TREC file whose order survives any reader that sorts by score.
  ///
  /// Readers ignore the rank and break ties by document name, which would reorder documents of equal
  /// score. The scores written therefore decrease strictly, in single precision too: one that would
  /// not is lowered by the least that shows, at least a millionth.
  ///
  /// - Throws: `EvaluationError` if the name of a topic or a document is empty or holds a space, which
  ///   the format cannot carry.
  public func text() throws(EvaluationError) -> String {
    var text = ""
    for topic in topics {
      try Self.checkName(topic)
      var last = Float.infinity
      for (index, entry) in ranking(for: topic).enumerated() {
        try Self.checkName(entry.document)
        last = Self.score(entry.score, below: last)
        text += "\(topic) Q0 \(entry.document) \(index + 1) \(last) \(tag)\n"
      }
    }
    return text
  }

  private static func checkName(_ name: String) throws(EvaluationError) {
    if name.isEmpty || name.utf8.contains(where: { $0 <= UInt8(ascii: " ") }) {
      throw EvaluationError(
        .malformedRun,
        reason: "the name \"\(name)\" is empty or holds a space, which a TREC run cannot carry")
    }
  }

  /// The greatest single-precision score that is at most `score` and less than `bound`.
  private static func score(_ score: Double, below bound: Float) -> Float {
    let greatest = Double(Float.greatestFiniteMagnitude)
    let rounded = Float(min(max(score.isNaN ? 0 : score, -greatest), greatest))
    return rounded < bound ? rounded : bound - max(bound.ulp, 1e-6)
  }

  /// Writes the run to the file `path`, replacing it.
  ///
  /// - Throws: `EvaluationError` if the file cannot be written whole, or as `text()` does.
  public func write(to path: String) throws(EvaluationError) {
    let bytes = Array(try text().utf8)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        close(descriptor)
        throw Self.unwritable(path, number)
      }
      start += count
    }
    if close(descriptor) != 0 { throw Self.unwritable(path, errno) }
  }

  private static func unwritable(_ path: String, _ number: Int32) -> EvaluationError {
    let reason = unsafe String(cString: strerror(number))
    return EvaluationError(
      .unwritable, path: path,
      reason: "cannot be written (\(reason)); check the folder, the permissions and the free space",
      underlying: number)
  }
}
