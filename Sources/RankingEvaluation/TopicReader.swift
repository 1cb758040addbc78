internal import JSON

/// Reads topics in the three formats in use, told apart by the first character of the file:
/// `<` for TREC `<top>` elements, `{` for JSON Lines, and otherwise `id<TAB>text` lines.
public enum TopicReader {
  /// The topics of the file `path`, in its order.
  ///
  /// - Throws: `EvaluationError` for an unreadable or empty file, a malformed or repeated topic.
  public static func read(_ path: String) throws(EvaluationError) -> [Topic] {
    var lines = try LineReader(path: path)
    return try read(&lines)
  }

  /// The topics in `text`; `path` names it in errors.
  public static func parse(_ text: String, path: String) throws(EvaluationError) -> [Topic] {
    var lines = LineReader(text: text, path: path)
    return try read(&lines)
  }

  private static func read(_ lines: inout LineReader) throws(EvaluationError) -> [Topic] {
    var topics = TopicList()
    guard let first = try firstLine(&lines) else {
      throw EvaluationError(
        .empty, path: lines.path,
        reason: "holds no topics; give lines \"id<TAB>text\", TREC <top> elements or JSON Lines")
    }
    switch first.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) {
    case UInt8(ascii: "<"):
      var reader = TRECTopicReader()
      try reader.read(first, &lines, into: &topics)
    case UInt8(ascii: "{"):
      try readJSON(first, &lines, into: &topics)
    default:
      try readTSV(first, &lines, into: &topics)
    }
    if topics.topics.isEmpty {
      throw EvaluationError(.empty, path: lines.path, reason: "holds no complete topic")
    }
    return topics.topics
  }

  private static func firstLine(
    _ lines: inout LineReader
  ) throws(EvaluationError) -> ArraySlice<UInt8>? {
    while let line = try lines.next() {
      if !line.isBlank { return line }
    }
    return nil
  }

  private static func readTSV(
    _ first: ArraySlice<UInt8>, _ lines: inout LineReader, into topics: inout TopicList
  ) throws(EvaluationError) {
    var next: ArraySlice<UInt8>? = first
    while let line = next {
      if !line.isBlank {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else {
          throw lines.error(
            .malformedTopic,
            "expected \"id<TAB>text\", found no tab in \(line.quoted)")
        }
        try topics.add(
          Topic(id: line[..<tab].text.trimmed, title: line[(tab + 1)...].text.trimmed), lines)
      }
      next = try lines.next()
    }
  }

  private static func readJSON(
    _ first: ArraySlice<UInt8>, _ lines: inout LineReader, into topics: inout TopicList
  ) throws(EvaluationError) {
    let parser = JSONParser()
    var next: ArraySlice<UInt8>? = first
    while let line = next {
      if !line.isBlank {
        let topic: Topic
        do {
          topic = try parser.parse(line.text) { value in
            func member(_ names: String...) -> String {
              names.lazy.compactMap { value[$0]?.text }.first?.trimmed ?? ""
            }
            return Topic(
              id: member("id", "qid", "_id", "query_id", "topic_id", "number", "num"),
              title: member("title", "text", "query"),
              description: member("description", "desc", "question"),
              narrative: member("narrative", "narr"))
          }
        } catch {
          throw lines.error(.malformedTopic, "is not a JSON object (\(error))")
        }
        try topics.add(topic, lines)
      }
      next = try lines.next()
    }
  }
}

/// Topics in the order of their file, each id once.
struct TopicList {
  private(set) var topics: [Topic] = []
  private var ids: Set<String> = []

  /// Adds `topic`, whose last line `lines` has just read.
  mutating func add(_ topic: Topic, _ lines: borrowing LineReader) throws(EvaluationError) {
    guard !topic.id.isEmpty, !topic.id.utf8.contains(UInt8(ascii: " ")) else {
      throw lines.error(
        .malformedTopic,
        topic.id.isEmpty ? "the topic has no id" : "the id \"\(topic.id)\" holds a space")
    }
    guard !topic.query().isEmpty else {
      throw lines.error(.malformedTopic, "the topic \(topic.id) has no text")
    }
    guard ids.insert(topic.id).inserted else {
      throw lines.error(.duplicateTopic, "the topic \(topic.id) stands in the file twice")
    }
    topics.append(topic)
  }
}

extension String {
  /// The words of the text with one space between, line ends and tabs gone.
  var trimmed: String {
    split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      .joined(separator: " ")
  }
}
