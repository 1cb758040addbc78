/// The `lucene` analysis: words, lower-cased, without possessive 's and without 33 stop words.
///
/// It makes the terms of Lucene's English analyzer, which Anserini uses, so that rankings can be
/// compared with published ones to the last digit; it is made for that and not for speed. Words are
/// those of UAX #29 unabridged; stop words take no position. Stems are Porter's.
@safe struct LuceneTokenizer {
  private let text: UTF8Text
  private let stopWords: Set<[UInt8]>

  init(_ text: UTF8Text, stopWords: Set<[UInt8]>) {
    self.text = text
    self.stopWords = stopWords
  }

  /// Writes all tokens of the text.
  func tokenize(into writer: inout TokenWriter) {
    let breaks = WordBreaks(text)
    var start = 0
    while start < text.count {
      let segment = breaks.segment(from: start)
      if segment.isWord { write(start..<segment.end, into: &writer) }
      start = segment.end
    }
  }

  private func write(_ range: Range<Int>, into writer: inout TokenWriter) {
    let bytes = unsafe UnsafeBufferPointer(start: text.base + range.lowerBound, count: range.count)
    var word = unsafe String(decoding: bytes, as: UTF8.self).lowercased()
    for possessive in ["'s", "\u{2019}s", "\u{FF07}s"] where word.hasSuffix(possessive) {
      word.removeLast(2)
      break
    }
    while word.utf8.count > Analyzer.longestTerm { word.unicodeScalars.removeLast() }
    let term = Array(word.utf8)
    guard !term.isEmpty, !stopWords.contains(term) else { return }
    unsafe term.withUnsafeBufferPointer {
      unsafe writer.append(.word, $0, start: range.lowerBound, end: range.upperBound)
    }
  }
}
