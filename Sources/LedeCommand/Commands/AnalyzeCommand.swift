internal import Analysis
internal import ArgumentParser
internal import JSON

struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Print the terms that a text is indexed and searched by.")

  @Argument(help: "The text; several words are one text.")
  var text: [String]
  @Option(help: "The analysis: english, plain, none, german, …")
  var analysis = "english"
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    guard let analyzer = Analyzer(named: analysis) else {
      throw CommandError(
        "there is no analysis '\(analysis)'; choose one of "
          + Analyzer.names.joined(separator: ", "))
    }
    let text = text.joined(separator: " ")
    var tokens = TokenBuffer()
    analyzer.tokenize(text, into: &tokens)
    let stemmer = analyzer.makeStemmer()
    let bytes = Array(text.utf8)
    let rows = tokens.tokens.map { token in
      Row(
        token, tokens, source: bytes, stemmer,
        isStopWord: analyzer.isStopWord(tokens.term(of: token)))
    }
    var output = StandardOutput()
    if printing.json {
      for row in rows { try output.print(row.json) }
    } else {
      for line in Row.table(rows) { try output.print(line) }
    }
    try output.flush()
    if rows.isEmpty { throw ExitStatus.nothingFound }
  }
}

/// One token as it is printed.
private struct Row {
  let position: Int
  let term: String
  let stem: String?
  let kind: String
  let range: Range<Int>
  let text: String

  init(
    _ token: Token, _ tokens: TokenBuffer, source: [UInt8], _ stemmer: Stemmer?, isStopWord: Bool
  ) {
    position = Int(token.position)
    term = tokens.text(of: token)
    range = Int(token.start)..<Int(token.end)
    text = String(decoding: source[range], as: UTF8.self)
    switch token.kind {
    case .word: kind = isStopWord ? "stop word" : "word"
    case .joined: kind = "joined"
    case .capitals: kind = "capitals"
    }
    if let stemmer, token.kind != .capitals {
      var stem: [UInt8] = []
      unsafe Array(tokens.term(of: token)).withUnsafeBufferPointer {
        unsafe stemmer.stem($0, into: &stem)
      }
      self.stem = String(decoding: stem, as: UTF8.self)
    } else {
      stem = nil
    }
  }

  /// Columns for people.
  static func table(_ rows: [Row]) -> [String] {
    let header = ["position", "term", "stem", "kind", "bytes", "text"]
    let cells =
      [header]
      + rows.map { row in
        [
          "\(row.position)", row.term, row.stem ?? "", row.kind,
          "\(row.range.lowerBound)..<\(row.range.upperBound)", row.text,
        ]
      }
    let widths = header.indices.map { column in
      cells.map { TextWidth.of($0[column]) }.max() ?? 0
    }
    return cells.map { row in
      row.indices.map { $0 == row.count - 1 ? row[$0] : row[$0].left(widths[$0]) }
        .joined(separator: "  ")
    }
  }

  /// One line for programs.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("position", position)
      json.member("term", term)
      json.optionalMember("stem", stem)
      json.member("kind", kind)
      json.member("start", range.lowerBound)
      json.member("end", range.upperBound)
      json.member("text", text)
    }
    return json.text
  }
}
