/// Rewrites markup as people write it into XML that a parser accepts, piece by piece.
///
/// A parser in recovery destroys text: it drops undeclared entities and, after the first error, every
/// `&amp;`; it stops at the first root. So the bytes are mended before: references become characters,
/// text with them and with bare ampersands and brackets goes into CDATA sections, which the parser hands
/// on in one piece, control characters go, attributes get quotes, end tags match, and one root of ours
/// encloses all. Document types, with all their entities, are
/// left out, so that nothing can expand. Line ends are kept: line numbers stay those of the source.
///
/// Linear in the source; the output of one `fill` is bounded, whatever the source holds.
struct XMLRepair {
  /// The name of the root that encloses the document.
  static let root = "lede-document"
  /// Deeper elements are flattened: their tags go, their text stays.
  static let maximumDepth = 200
  /// Further attributes of a tag are left out; parsers take quadratic time over them.
  static let maximumAttributes = 256
  /// Longer values of attributes are cut.
  static let maximumValue = 1 << 20

  let source: ByteView
  var index = 0
  /// An element that was begun: where its name stands in the source, and the hash of that.
  struct OpenElement {
    let name: Range<Int>
    let hash: UInt64
  }
  /// The names that the parser may get to know.
  var admitted = AdmittedNames()
  /// The elements that are open, from the outermost.
  var open: [OpenElement] = []
  /// What was looked for in vain, and is not looked for again: that keeps the work linear.
  private var lacksCommentEnd = false
  private var lacksInstructionEnd = false
  private var lacksDocumentTypeEnd = false
  private var hasBegun = false
  /// Whether everything has been written.
  private(set) var isAtEnd = false
  /// The outermost element that the source left open at its end.
  private(set) var unclosedRoot: String?
  /// The mended text of the last `fill`.
  var output: [UInt8] = []
  private var inCharacterData = false
  /// Whether the output ends inside a CDATA section.
  private var isInText = false
  private static let sectionStart = Array("<![CDATA[".utf8)
  private static let sectionEnd = Array("]]>".utf8)

  /// The names of elements that never nest: one left unclosed ends where the next begins.
  let records: [[UInt8]]

  /// Mends `source`, which is UTF-8 and outlives this value.
  init(_ source: ByteView, records: Set<String>) {
    self.source = source
    self.records = (records + ["p"]).map { Array($0.utf8) }
    output.reserveCapacity(80 << 10)
  }

  /// Writes the next 64 KiB or so into `output`.
  mutating func fill() {
    output.removeAll(keepingCapacity: true)
    if !hasBegun {
      hasBegun = true
      output += Array("<\(Self.root)>".utf8)
      // A blank or anything else before the first tag is no news.
      index = source.firstIndex(of: 0x3C, from: 0) ?? source.count
    }
    while output.count < 64 << 10, index < source.count {
      if inCharacterData { characterData() } else { step() }
    }
    endText()
    guard index >= source.count, !isAtEnd else { return }
    isAtEnd = true
    unclosedRoot = open.first.map { source[$0.name].text }
    while let element = open.popLast() { writeEndTag(element.name) }
    output += Array("</\(Self.root)>".utf8)
  }

  private mutating func step() {
    let byte = source[index]
    switch byte {
    case 0x3C: markup()
    case 0x26: reference()
    default: text()
    }
  }

  private mutating func beginText() {
    if !isInText { output += Self.sectionStart }
    isInText = true
  }

  mutating func endText() {
    if isInText { output += Self.sectionEnd }
    isInText = false
  }

  /// Writes a byte of text, ASCII.
  mutating func write(_ byte: UInt8) {
    beginText()
    // "]]>" would end the section.
    if byte == 0x3E, output[output.count - 1] == 0x5D, output[output.count - 2] == 0x5D {
      endText()
      beginText()
    }
    output.append(byte)
  }

  /// Copies text up to the next byte that matters.
  private mutating func text() {
    beginText()
    let limit = Swift.min(source.count, index + (32 << 10))
    while index < limit {
      var end = index
      while end < limit, Self.isPlain[Int(source[end])] { end += 1 }
      source.copy(index..<end, to: &output)
      index = end
      guard index < limit else { return }
      let byte = source[index]
      if byte == 0x3C || byte == 0x26 { return }
      copyCharacter(byte)
    }
  }

  /// ASCII that is copied as it is.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    (0x20..<0x7F).contains(byte) && !Array("<&>".utf8).contains(UInt8(byte))
      || [0x09, 0x0A].contains(byte)
  }

  /// Copies one scalar, or writes nothing for a control character and U+FFFD for a bad byte; line ends
  /// become line feeds (XML 1.0, section 2.11).
  private mutating func copyCharacter(_ byte: UInt8) {
    if byte < 0x80 {
      if byte == 0x0D {
        if index + 1 >= source.count || source[index + 1] != 0x0A { write(0x0A) }
      } else if byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x09 {
        write(byte)
      }
      index += 1
      return
    }
    let length = UTF8Sequence.length(in: source, at: index)
    beginText()
    if length == 0 {
      output += [0xEF, 0xBF, 0xBD]
      index += 1
    } else {
      // U+FFFE and U+FFFF are no XML characters.
      let isBad =
        length == 3 && byte == 0xEF && source[index + 1] == 0xBF
        && source[index + 2] >= 0xBE
      if !isBad { source.copy(index..<index + length, to: &output) }
      index += length
    }
  }

  private mutating func reference() {
    guard let found = CharacterReference.read(in: source, at: index) else {
      write(0x26)
      index += 1
      return
    }
    if found.scalar >= 0x20 || found.scalar == 0x0A || found.scalar == 0x09 {
      if let byte = UInt8(exactly: found.scalar), byte < 0x80 {
        write(byte)
      } else if let scalar = Unicode.Scalar(found.scalar) {
        beginText()
        output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    index += found.length
  }

  private mutating func markup() {
    guard index + 1 < source.count else { return writeBracket() }
    switch source[index + 1] {
    case 0x2F: endTag()
    case 0x3F: dropInstruction()
    case 0x21: declaration()
    default: startTag()
    }
  }

  /// Writes a bracket that begins no markup.
  mutating func writeBracket() {
    write(0x3C)
    index += 1
  }

  private mutating func declaration() {
    if starts(with: "<!--") {
      dropComment()
    } else if starts(with: "<![CDATA[") {
      index += 9
      inCharacterData = true
    } else if starts(with: "<!DOCTYPE") || starts(with: "<!doctype") {
      documentType()
    } else {
      writeBracket()
    }
  }

  /// Copies a piece of a CDATA section.
  private mutating func characterData() {
    beginText()
    let limit = min(source.count, index + (32 << 10))
    while index < limit {
      var end = index
      while end < limit, Self.isPlainData[Int(source[end])] { end += 1 }
      source.copy(index..<end, to: &output)
      index = end
      guard index < limit else { return }
      if source.matches(Self.sectionEnd, at: index) {
        index += 3
        inCharacterData = false
        return
      }
      copyCharacter(source[index])
    }
  }

  /// ASCII that is copied as it is from a CDATA section.
  private static let isPlainData: [Bool] = (0..<256).map { byte in
    (0x20..<0x7F).contains(byte) && byte != 0x5D && byte != 0x3E || [0x09, 0x0A].contains(byte)
  }

  /// Skips a comment; one that never ends loses only its opening.
  private mutating func dropComment() {
    if !lacksCommentEnd, let end = find("-->", from: index + 4) {
      drop(upTo: end)
    } else {
      lacksCommentEnd = true
      index += 4
    }
  }

  /// Skips an instruction; one that never ends loses only its opening.
  private mutating func dropInstruction() {
    if !lacksInstructionEnd, let end = find("?>", from: index + 2) {
      drop(upTo: end)
    } else {
      lacksInstructionEnd = true
      index += 2
    }
  }

  private mutating func documentType() {
    guard !lacksDocumentTypeEnd else {
      index += 9
      return
    }
    var depth = 0
    var quote: UInt8 = 0
    var i = index + 9
    let limit = min(source.count, i + (1 << 20))
    while i < limit {
      let byte = source[i]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if depth > 0, byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x5B {
        depth += 1
      } else if byte == 0x5D {
        depth -= 1
      } else if byte == 0x3E, depth <= 0 {
        return drop(upTo: i + 1)
      }
      i += 1
    }
    lacksDocumentTypeEnd = true
    index += 9
  }

  /// Goes on at `end`, keeping the line ends up to there.
  private mutating func drop(upTo end: Int) {
    for i in index..<end where source[i] == 0x0A { write(0x0A) }
    index = end
  }
}
