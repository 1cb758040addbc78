/// A short piece of a text around what matched, with the matches marked.
public struct Snippet: Sendable, Equatable {
  /// The piece, on one line; "…" stands where the text goes on.
  public let text: String
  /// What matched in `text`, in Unicode scalars (code points) from its start; they do not overlap.
  public let highlights: [Range<Int>]

  /// The longest snippet, in bytes of UTF-8, but for the ellipses.
  public static let longest = 280

  /// The piece of `body` that shows most of what `highlighter` finds, or its beginning.
  ///
  /// - Complexity: linear in the body, times the leaves of the query.
  public init(of body: String, highlighter: Highlighter) {
    let (matches, stretches) = highlighter.found(in: body)
    let bytes = Array(body.utf8)
    // Words that stand near one another are marked one by one, but shown together.
    let all =
      stretches.isEmpty
      ? matches
      : (matches + stretches).sorted { $0.range.lowerBound < $1.range.lowerBound }
    let window = Self.bestWindow(of: bytes, all, leaves: highlighter.leafCount)
    self.init(bytes, window, matches.map(\.range))
  }

  /// The whole of `text`, such as a title, with what `highlighter` finds marked.
  public init(wholeOf text: String, highlighter: Highlighter) {
    let bytes = Array(text.utf8)
    self.init(bytes, bytes.indices, highlighter.matches(in: text).map(\.range))
  }

  /// The bytes of `window` on one line, marked where `matches` lie inside.
  private init(_ bytes: [UInt8], _ window: Range<Int>, _ matches: [Range<Int>]) {
    var text = String.UnicodeScalarView()
    var highlights: [Range<Int>] = []
    var scalars = 0
    func append(_ part: Range<Int>) {
      for scalar in String(decoding: bytes[part], as: UTF8.self).unicodeScalars {
        text.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar)
        scalars += 1
      }
    }
    if window.lowerBound > 0 {
      text.append("…")
      scalars += 1
    }
    var next = window.lowerBound
    for match in matches
    where match.lowerBound >= window.lowerBound && match.upperBound <= window.upperBound
      && match.upperBound > next
    {
      let start = max(match.lowerBound, next)
      append(next..<start)
      let from = scalars
      append(start..<match.upperBound)
      // Overlapping matches are one highlight.
      if let last = highlights.last, last.upperBound == from, match.lowerBound < next {
        highlights[highlights.count - 1] = last.lowerBound..<scalars
      } else {
        highlights.append(from..<scalars)
      }
      next = match.upperBound
    }
    append(next..<window.upperBound)
    if window.upperBound < bytes.count { text.append("…") }
    self.text = String(text)
    self.highlights = highlights
  }

  /// The stretch of at most `longest` bytes with the most leaves of the query, then the most
  /// matches, then the earliest; grown to begin and end between words, at a sentence if one is near.
  private static func bestWindow(
    of bytes: [UInt8], _ matches: [Highlighter.Match], leaves: Int
  ) -> Range<Int> {
    guard !matches.isEmpty else { return trimmed(bytes, 0..<min(bytes.count, longest)) }
    var best = (start: 0, end: 0, value: -1)
    for (i, first) in matches.enumerated() {
      var seen: Set<Int> = []
      var end = first.range.upperBound
      var count = 0
      for match in matches[i...] {
        guard match.range.upperBound - first.range.lowerBound <= longest * 3 / 4 else { break }
        seen.insert(match.leaf)
        end = max(end, match.range.upperBound)
        count += 1
      }
      let value = seen.count * 1_000 + min(count, 999)
      if value > best.value { best = (first.range.lowerBound, end, value) }
      if seen.count == leaves && count > 3 { break }
    }
    let end = min(max(best.end, best.start + 1), bytes.count)
    let room = max(longest - (end - best.start), 0)
    var start = max(0, best.start - room / 3)
    if let sentence = sentenceStart(bytes, in: start..<best.start) { start = sentence }
    return trimmed(
      bytes, start..<min(bytes.count, max(end, start + longest)), keeping: best.start..<end)
  }

  /// The first start of a sentence or paragraph in `range`.
  private static func sentenceStart(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
    if range.lowerBound == 0 { return 0 }
    for i in range {
      if bytes[i] == UInt8(ascii: "\n") { return i + 1 }
      let isEnd = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[i])
      if isEnd, i + 2 < bytes.count, bytes[i + 1] == UInt8(ascii: " ") { return i + 2 }
    }
    return nil
  }

  /// `range` made to begin and end between words and scalars, without cutting into `kept`.
  private static func trimmed(
    _ bytes: [UInt8], _ range: Range<Int>, keeping kept: Range<Int> = 0..<0
  ) -> Range<Int> {
    func isSpace(_ i: Int) -> Bool { bytes[i] == 32 || bytes[i] == 10 }
    var start = range.lowerBound
    if start > 0, !isSpace(start - 1) {
      let limit = kept.isEmpty ? range.upperBound : kept.lowerBound
      if let space = (start..<limit).first(where: isSpace) { start = space + 1 }
    }
    var end = range.upperBound
    if end < bytes.count, !isSpace(end) {
      let floor = max(kept.upperBound, start)
      if let space = (floor..<end).last(where: isSpace) { end = space }
    }
    // Scripts without spaces are cut between scalars.
    while start < bytes.count, bytes[start] & 0xC0 == 0x80, start > 0 { start -= 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return min(start, end)..<max(start, end)
  }
}
