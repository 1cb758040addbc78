extension WordTokenizer {
  /// The most words that are also written together.
  static let mostParts = 4

  /// Writes the words that hyphens join, the first in `start..<segment.end`, and, if there are two
  /// to four and not only numbers, one token that is all of them; returns the next boundary.
  @inline(__always)
  func compound(
    from start: Int, _ segment: WordBreaks.Segment, term: inout TermBuilder,
    into writer: inout TokenWriter
  ) -> Int {
    writer.reserve(tokens: 2 * Self.mostParts + 1)
    let mark = writer.mark
    var (start, segment) = (start, segment)
    var parts = 0
    var isJoined = true
    var isNumeric = true
    while true {
      let position = writer.position
      let end: Int
      if segment.properties.isSubset(of: .numbers) {
        end = number(from: start, segment, term: &term, into: &writer)
      } else {
        end = word(from: start, segment, term: &term, into: &writer)
        isNumeric = false
      }
      parts &+= 1
      isJoined = isJoined && parts <= Self.mostParts && writer.position == position &+ 1
      let hyphen = text.hyphen(at: end)
      if hyphen > 0, end &+ hyphen < text.count {
        start = end &+ hyphen
        segment = breaks.segment(from: start, forTokens: true)
        if segment.isWord, !segment.isBigram { continue }
      }
      if isJoined, !isNumeric, parts > 1 { writer.insertJoined(from: mark) }
      return end
    }
  }
}
