internal import Retrieval

/// Text with what matched in it, to be wrapped to lines.
struct StyledText {
  private let scalars: [Unicode.Scalar]
  private let highlights: [Range<Int>]

  /// `text` without control characters, which a terminal would obey.
  init(_ text: String, highlights: [Range<Int>] = []) {
    scalars = text.unicodeScalars.map { Self.isControl($0) ? " " : $0 }
    self.highlights = highlights
  }

  init(_ snippet: Snippet) { self.init(snippet.text, highlights: snippet.highlights) }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Controls, and the marks that turn the direction of all that follows.
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The lines of at most `width` columns; matches are put through `match`, the rest through `plain`.
  ///
  /// Broken between words; a longer word is broken where the line is full.
  func lines(
    width: Int, match: (String) -> String, plain: (String) -> String = { $0 }
  ) -> [String] {
    breaks(width).map { styled($0, match, plain) }
  }

  private func breaks(_ width: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < scalars.count {
      if scalars[start] == " " {
        start += 1
        continue
      }
      var end = start
      var columns = 0
      var space: Int?
      while end < scalars.count {
        if scalars[end] == " " { space = end }
        columns += TextWidth.of(scalars[end])
        if columns > width { break }
        end += 1
      }
      if end < scalars.count, scalars[end] != " ", let space, space > start { end = space }
      lines.append(start..<max(end, start + 1))
      start = max(end, start + 1)
    }
    return lines
  }

  private func styled(
    _ line: Range<Int>, _ match: (String) -> String, _ plain: (String) -> String
  ) -> String {
    var text = ""
    var next = line.lowerBound
    for highlight in highlights {
      let part = highlight.clamped(to: line)
      guard !part.isEmpty, part.lowerBound >= next else { continue }
      if next < part.lowerBound { text += plain(string(next..<part.lowerBound)) }
      text += match(string(part))
      next = part.upperBound
    }
    if next < line.upperBound { text += plain(string(next..<line.upperBound)) }
    return text
  }

  private func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }
}
