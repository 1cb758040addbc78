internal import Articles
internal import Glibc
internal import JSON
internal import Lede
internal import Retrieval

/// One hit, for people or for programs.
enum HitPrinter {
  /// The lines for people: title, what is known of the article, a piece of its text.
  static func lines(_ hit: SearchHit, _ explanation: Explanation?, style: Style) -> [String] {
    let rank = String(hit.rank).right(3)
    let margin = String(repeating: " ", count: 5)
    let width = Terminal.width - margin.count
    let title =
      hit.article.title.isEmpty
      ? [style.strong(hit.article.id.text)]
      : StyledText(hit.title).lines(width: width, match: style.titleMatch, plain: style.strong)
    var lines = title.enumerated().map { ($0.offset == 0 ? rank + "  " : margin) + $0.element }
    let facts = [
      hit.article.published.map { day($0) } ?? "", hit.article.source, hit.article.byline,
      hit.article.section,
    ]
    let line = facts.filter { !$0.isEmpty }.joined(separator: " · ")
    lines += StyledText(line).lines(width: width, match: { $0 }).map { margin + $0 }
    if let snippet = hit.snippet, !snippet.text.isEmpty {
      lines += StyledText(snippet).lines(width: width, match: style.match).map { margin + $0 }
    }
    lines.append(margin + style.faint(place(hit)))
    if let explanation { lines += self.lines(explanation, hit, style: style).map { margin + $0 } }
    return lines + [""]
  }

  /// The file and, unless it says the same, the identifier for `lede show`.
  private static func place(_ hit: SearchHit) -> String {
    let path = Self.path(hit.path)
    let id = hit.article.id.text
    return hit.path.hasSuffix(id) || path == id ? path : "\(path)  [\(id)]"
  }

  /// The day of a date, or the month or year if that is all that was stated.
  static func day(_ date: PublicationDate) -> String {
    PublicationDate(seconds: date.seconds, precision: min(date.precision, .day)).description
  }

  /// `path` as seen from the current folder if it lies below it.
  static func path(_ path: String) -> String {
    guard let folder = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(folder) }
    let prefix = unsafe String(cString: folder) + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  private static func lines(
    _ explanation: Explanation, _ hit: SearchHit, style: Style
  ) -> [String] {
    let width = explanation.parts.map { TextWidth.of($0.text) }.max() ?? 0
    return ["score \(hit.score.fixed(4))"]
      + explanation.parts.map { part in
        let start = "  \(part.text.left(width))  \(part.score.value.fixed(4).right(8))  "
        guard let documentFrequency = part.documentFrequency else {
          return start + "(at most \(part.weight.fixed(3)))"
        }
        let frequency = part.frequency.map { "\($0.grouped)×" } ?? ""
        return start
          + "\(frequency.right(5)) in this article, in \(documentFrequency.of("article")) "
          + "(weight \(part.weight.fixed(3)))"
      }
  }

  /// The hit as one line of JSON.
  static func json(_ hit: SearchHit, _ explanation: Explanation?) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "hit")
      json.member("rank", hit.rank)
      json.member("score", hit.score)
      json.member("id", hit.article.id.text)
      json.member("title", hit.article.title)
      write(hit.title.highlights, as: "titleHighlights", to: &json)
      json.optionalMember("date", hit.article.published?.description)
      json.member("source", hit.article.source)
      json.member("path", hit.path)
      if let snippet = hit.snippet {
        json.member("snippet", snippet.text)
        write(snippet.highlights, as: "highlights", to: &json)
      }
      if let explanation { Self.write(explanation, to: &json) }
    }
    return json.text
  }

  /// The places of what matched, each as its start and end.
  private static func write(
    _ highlights: [Range<Int>], as name: String, to json: inout JSONWriter
  ) {
    json.name(name)
    json.array { json in
      for range in highlights {
        json.array { json in
          json.value(range.lowerBound)
          json.value(range.upperBound)
        }
      }
    }
  }

  private static func write(_ explanation: Explanation, to json: inout JSONWriter) {
    json.name("explanation")
    json.array { json in
      for part in explanation.parts {
        json.object { json in
          json.member("part", part.text)
          json.member("score", part.score.value)
          json.member("weight", part.weight)
          if let frequency = part.documentFrequency { json.member("documentFrequency", frequency) }
          if let frequency = part.frequency { json.member("frequency", frequency) }
        }
      }
    }
  }

  /// Only the identifier, as one line of JSON.
  static func idJSON(_ hit: SearchHit) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "hit")
      json.member("rank", hit.rank)
      json.member("score", hit.score)
      json.member("id", hit.article.id.text)
    }
    return json.text
  }
}

extension JSONWriter {
  /// Writes a member that is a string or null.
  mutating func optionalMember(_ key: String, _ string: String?) {
    name(key)
    if let string { value(string) } else { null() }
  }
}
