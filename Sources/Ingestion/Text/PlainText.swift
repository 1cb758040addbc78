/// White space and paragraphs in text without markup.
///
/// White space is the ASCII kind, the no-break space and the Unicode line and paragraph
/// separators; control characters, byte order marks and soft hyphens are left out.
enum PlainText {
  /// `text` without white space at its ends.
  static func trimmed(_ text: String) -> String {
    if let first = text.utf8.first, first > 0x20, let last = text.utf8.last, last > 0x20 {
      return text
    }
    var bytes = text.utf8[...]
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// `text` on one line: runs of white space become one blank.
  static func line(_ text: String) -> String {
    var writer = LineWriter(capacity: text.utf8.count)
    writer.write(text)
    return writer.text
  }

  /// The lines of `text` that are not blank, each without superfluous white space, joined by
  /// newlines.
  ///
  /// For text whose line ends are paragraph ends.
  static func lines(_ text: String) -> String {
    var writer = LineWriter(capacity: text.utf8.count, keepsLines: true)
    writer.write(text)
    return writer.text
  }

  /// The paragraphs of text whose lines were broken to fit a width.
  ///
  /// A blank line ends a paragraph, and so does the indentation of the next line, if the text
  /// indents some of its lines and not all of them.
  static func paragraphs(wrapped text: String) -> [String] {
    var (filled, indented) = (0, 0)
    forEachLine(of: text) { line in
      guard !isBlank(line) else { return }
      filled += 1
      if indentation(line) >= 2 { indented += 1 }
    }
    let indentsParagraphs = indented > 0 && indented * 10 <= filled * 9
    var paragraphs: [String] = []
    var writer = LineWriter(capacity: 400)
    forEachLine(of: text) { line in
      let startsParagraph = indentsParagraphs && indentation(line) >= 2
      if isBlank(line) || startsParagraph, !writer.isEmpty { paragraphs.append(writer.take()) }
      writer.write(line)
      writer.space()
    }
    if !writer.isEmpty { paragraphs.append(writer.text) }
    return paragraphs
  }

  /// Whether the lines of `text` look broken to fit a width, so that a line end is no paragraph end:
  /// there are blank or indented lines, and few lines are longer than a screen is wide.
  static func isWrapped(_ text: String) -> Bool {
    var (filled, long, middling) = (0, 0, 0)
    forEachLine(of: text) { line in
      guard !isBlank(line) else { return }
      filled += 1
      if line.count > 100 { long += 1 }
      if (45...100).contains(line.count) { middling += 1 }
    }
    return filled > 3 && long * 20 < filled && middling * 2 > filled
  }

  /// The paragraphs that hold something, joined by newlines: the body of an article.
  static func joined(_ paragraphs: [String]) -> String {
    paragraphs.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Calls `body` with the lines of `text`, which end with LF or CR LF, or with CR where there is no LF.
  private static func forEachLine(of text: String, _ body: (ByteView) -> Void) {
    var text = text
    text.withUTF8 { utf8 in
      let view = unsafe ByteView(UnsafeRawBufferPointer(utf8))
      let mark: UInt8 = view.firstIndex(of: 0x0A, from: 0) == nil ? 0x0D : 0x0A
      var start = 0
      while let end = view.firstIndex(of: mark, from: start) {
        body(view[start..<end])
        start = end + 1
      }
      body(view[start..<view.count])
    }
  }

  private static func isBlank(_ line: ByteView) -> Bool { line.allSatisfy { $0 <= 0x20 } }

  private static func indentation(_ line: ByteView) -> Int {
    var width = 0
    for byte in line {
      switch byte {
      case 0x20: width += 1
      case 0x09: width += 8
      case ..<0x20: continue
      default: return width
      }
    }
    return 0
  }
}

/// Writes text on one line, or on lines none of which is blank.
struct LineWriter {
  private var bytes: [UInt8] = []
  /// What stands between what was written and what comes next: nothing, a blank or a newline.
  private var separator: UInt8 = 0
  private let keepsLines: Bool
  private var breakCount = -1

  init(capacity: Int, keepsLines: Bool = false) {
    bytes.reserveCapacity(capacity)
    self.keepsLines = keepsLines
  }

  /// What was written, without blanks at its ends.
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }

  /// What was written, which is forgotten; its memory is kept for what comes next.
  mutating func take() -> String {
    let text = text
    bytes.removeAll(keepingCapacity: true)
    separator = 0
    breakCount = -1
    return text
  }

  /// Puts a blank before what follows, if something stands before and after.
  mutating func space() {
    if separator == 0, !bytes.isEmpty { separator = 0x20 }
  }

  /// Whether the last thing written ends a sentence.
  var endsSentence: Bool { bytes.last.map { Array(".!?:;\")".utf8).contains($0) } ?? true }
  /// Whether nothing but white space was written since `breakOnce`.
  var isAtBreak: Bool { breakCount == bytes.count }

  /// Puts a blank, and remembers that a line was broken here.
  mutating func breakOnce() {
    space()
    breakCount = bytes.count
  }

  private mutating func newLine() {
    if keepsLines { if !bytes.isEmpty { separator = 0x0A } } else { space() }
  }

  private mutating func separate() {
    if separator != 0 { bytes.append(separator) }
    separator = 0
  }

  mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { unsafe write(ByteView(UnsafeRawBufferPointer($0))) }
  }

  /// Writes UTF-8.
  mutating func write(_ source: ByteView) {
    var i = 0
    while i < source.count {
      let end = Self.plainEnd(in: source, from: i)
      if end > i {
        separate()
        source.copy(i..<end, to: &bytes)
        i = end
        continue
      }
      i += special(source, at: i)
    }
  }

  /// Writes the character at `index`, unless it is white space or nothing; returns its length.
  private mutating func special(_ source: ByteView, at index: Int) -> Int {
    let byte = source[index]
    switch byte {
    case 0x09, 0x0B, 0x0C, 0x20:
      space()
      return 1
    case 0x0A, 0x0D:
      newLine()
      return 1
    case 0xC2 where matches(source, index + 1, [0xA0]),
      0xC2 where matches(source, index + 1, [0x85]):
      space()
      return 2
    case 0xC2 where index + 1 < source.count && source[index + 1] < 0xA0:
      writeWindows(source[index + 1])
      return 2
    case 0xC2 where matches(source, index + 1, [0xAD]): return 2
    case 0xE2 where matches(source, index + 1, [0x80, 0xA8]),
      0xE2 where matches(source, index + 1, [0x80, 0xA9]):
      newLine()
      return 3
    case 0xEF where matches(source, index + 1, [0xBB, 0xBF]): return 3
    case ..<0x20, 0x7F: return 1
    default:
      separate()
      bytes.append(byte)
      return 1
    }
  }

  /// Writes what a control character from 0x80 on was before somebody took windows-1252 for Latin-1:
  /// a curly quote, a dash.
  private mutating func writeWindows(_ byte: UInt8) {
    let value = WindowsLatin.scalar(byte)
    guard value >= 0xA0, let scalar = Unicode.Scalar(value) else { return }
    separate()
    bytes += Array(String(scalar).utf8)
  }

  private func matches(_ source: ByteView, _ index: Int, _ word: [UInt8]) -> Bool {
    source.matches(word, at: index)
  }

  /// The end of what is copied as it is from `start` on.
  private static func plainEnd(in source: ByteView, from start: Int) -> Int {
    unsafe source.withBytes { unsafe PlainStretch.end(in: $0, from: start) }
  }
}
