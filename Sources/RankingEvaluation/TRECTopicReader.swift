/// Reads `<top>` elements as TREC publishes them: tags `<num> <title> <desc> <narr>`, mostly without
/// end tags, the text behind a label such as `Number:` or `Description:`.
///
/// Any other tag ends the part before it and is skipped with its text (`<dom>`, `<con>`, …).
struct TRECTopicReader {
  private enum Part { case number, title, description, narrative }

  private var isInTopic = false
  private var startLine = 0
  private var part: Part?
  private var texts: [Part: String] = [:]

  /// Reads `first` and the lines after it.
  mutating func read(
    _ first: ArraySlice<UInt8>, _ lines: inout LineReader, into topics: inout TopicList
  ) throws(EvaluationError) {
    var next: ArraySlice<UInt8>? = first
    while let line = next {
      try read(line, lines, into: &topics)
      next = try lines.next()
    }
    if isInTopic { throw lines.error(.malformedTopic, "the <top> has no </top>", startLine) }
  }

  private mutating func read(
    _ line: ArraySlice<UInt8>, _ lines: borrowing LineReader, into topics: inout TopicList
  ) throws(EvaluationError) {
    var rest = line
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      let after = rest[(open + 1)...]
      guard let close = after.firstIndex(of: UInt8(ascii: ">")),
        let initial = after.first, initial == UInt8(ascii: "/") || isLetter(initial)
      else {
        append(rest[...open])  // a "<" of the text
        rest = after
        continue
      }
      append(rest[..<open])
      let name = after[..<close].text.lowercased()
      try handle(tag: name.split(separator: " ").first ?? "", lines, into: &topics)
      rest = after[(close + 1)...]
    }
    append(rest)
    if let part { texts[part, default: ""] += "\n" }
  }

  private mutating func handle(
    tag: Substring, _ lines: borrowing LineReader, into topics: inout TopicList
  ) throws(EvaluationError) {
    switch tag {
    case "top":
      if isInTopic { throw lines.error(.malformedTopic, "the <top> has no </top>", startLine) }
      (isInTopic, startLine, texts, part) = (true, lines.line, [:], nil)
    case "/top":
      guard isInTopic else { throw lines.error(.malformedTopic, "a </top> without <top>") }
      try topics.add(
        Topic(
          id: text(.number, "Number:"), title: text(.title, "Topic:"),
          description: text(.description, "Description:"),
          narrative: text(.narrative, "Narrative:")), lines)
      (isInTopic, part) = (false, nil)
    case "num": part = .number
    case "title": part = .title
    case "desc": part = .description
    case "narr": part = .narrative
    default: part = nil
    }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if isInTopic, let part { texts[part, default: ""] += bytes.text }
  }

  private func text(_ part: Part, _ label: String) -> String {
    let text = (texts[part] ?? "").trimmed
    return text.hasPrefix(label) ? String(text.dropFirst(label.count)).trimmed : text
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
